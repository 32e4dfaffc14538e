import type { ArgumentRole, ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

const WORKDIR = { writeFolder: 'workdir' } as const;
const line: ArgumentRole = { role: 'command', shell: 'bash', cwd: '/workdir' };
const APPROVAL = 'sandbox_permissions prefix_rule additional_permissions with_escalated_permissions';

/** The built-in tools of Codex. Its hooks call the shell `Bash`, and hand a patch over as `command`. */
export const codexProfile: ToolProfile = {
  server: 'codex/native',
  packages: [],
  anywhere: false,
  source:
    'github.com/openai/codex, codex-rs/core/src/tools/handlers/shell_spec.rs and apply_patch.rs; hooks of @openai/codex 0.169',
  tools: {
    Bash: args({ payload: 'description' }, { '/command': { role: 'command', shell: 'bash' } }),
    shell: args(
      { ...WORKDIR, payload: 'justification', value: APPROVAL, option: 'timeout_ms' },
      { '/command': { role: 'command', shell: null, cwd: '/workdir' } },
    ),
    shell_command: args(
      { ...WORKDIR, payload: 'justification', value: APPROVAL, option: 'timeout_ms login' },
      { '/command': line },
    ),
    exec_command: args(
      {
        ...WORKDIR,
        payload: 'justification',
        value: `${APPROVAL} shell environment_id ingress`,
        option: 'tty yield_time_ms max_output_tokens login',
      },
      { '/cmd': line },
    ),
    write_stdin: args({ value: 'session_id chars', option: 'yield_time_ms max_output_tokens' }),
    apply_patch: args({ patch: 'input command' }),
    view_image: args({ readFile: 'path' }),
    update_plan: args({ payload: 'explanation plan' }),
    request_permissions: args({ payload: 'reason', value: 'environment_id permissions' }),
  },
};
