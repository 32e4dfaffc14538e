import type { ArgumentRole, ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

const searched: ArgumentRole = { role: 'path', target: 'folder', access: 'read', absent: '.' };

/** The built-in tools of Claude Code. What starts another agent or a later run is a value, its words are payload. */
export const claudeCodeProfile: ToolProfile = {
  server: 'claude-code/native',
  packages: [],
  anywhere: false,
  source:
    '@anthropic-ai/claude-agent-sdk 0.3.332, sdk-tools.d.ts; tools of earlier releases: docs.claude.com, Claude Code settings',
  tools: {
    Bash: args(
      { payload: 'description', value: 'dangerouslyDisableSandbox', option: 'timeout run_in_background' },
      { '/command': { role: 'command', shell: 'bash' } },
    ),
    Read: args({ readFile: 'file_path', option: 'offset limit pages allow_large' }),
    Write: args({ writeFile: 'file_path', payload: 'content' }),
    Edit: args({ writeFile: 'file_path', payload: 'old_string new_string', option: 'replace_all' }),
    MultiEdit: args({ writeFile: 'file_path', payload: 'edits' }),
    NotebookEdit: args({
      writeFile: 'notebook_path',
      payload: 'new_source',
      option: 'cell_id cell_number cell_type edit_mode',
    }),
    NotebookRead: args({ readFile: 'notebook_path', option: 'cell_id' }),
    Glob: args({ part: 'path' }, { '/pattern': { role: 'glob', access: 'read', base: '/path' } }),
    Grep: args(
      {
        payload: 'pattern',
        option: 'glob output_mode -B -A -C context -n -i -o type head_limit offset multiline',
      },
      { '/path': searched },
    ),
    LS: args({ readFile: 'path', option: 'ignore' }),
    WebFetch: args({ page: 'url', payload: 'prompt', option: 'offset' }),
    WebSearch: args({ payload: 'query', option: 'allowed_domains blocked_domains' }),
    Agent: args({
      payload: 'description prompt',
      value: 'subagent_type mode isolation team_name',
      option: 'model effort run_in_background name',
    }),
    Task: args({
      payload: 'description prompt',
      value: 'subagent_type mode isolation team_name',
      option: 'model effort run_in_background name resume max_turns',
    }),
    TodoWrite: args({ payload: 'todos' }),
    TaskCreate: args({ payload: 'subject description activeForm metadata' }),
    TaskGet: args({ value: 'taskId' }),
    TaskUpdate: args({
      value: 'taskId status owner',
      payload: 'subject description activeForm metadata',
      option: 'addBlocks addBlockedBy',
    }),
    TaskList: {},
    TaskStop: args({ value: 'task_id shell_id' }),
    BashOutput: args({ value: 'bash_id', option: 'filter' }),
    KillShell: args({ value: 'shell_id' }),
    EnterPlanMode: {},
    ExitPlanMode: args({ value: 'allowedPrompts', payload: 'plan' }),
    AskUserQuestion: args({ payload: 'questions', value: 'answers' }),
    ListMcpResources: args({ value: 'server' }),
    ReadMcpResource: args({ value: 'server uri' }),
    ReadMcpResourceDir: args({ value: 'server uri' }),
    CronCreate: args({ value: 'cron prompt recurring durable' }),
    CronDelete: args({ value: 'id' }),
    CronList: {},
  },
};
