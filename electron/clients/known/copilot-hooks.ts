import { COMMAND_LINE, HOOK_SECONDS, type KnownHookList } from '../known-client.ts';

/** VS Code says `timeout`, Copilot CLI `timeoutSec`. */
const LIMIT = { timeoutSec: HOOK_SECONDS, timeout: HOOK_SECONDS };

/**
 * Copilot CLI and VS Code run the hooks of every file in one folder, each in its own dialect, and VS Code understands the entries of
 * Copilot CLI: so one file is for both, or each would ask twice.
 */
export const copilotHooks: { readonly agent: string; readonly file: KnownHookList } = {
  agent: 'copilot-cli',
  file: {
    kind: 'list',
    place: { base: 'home', path: '.copilot/hooks/remit.json' },
    format: 'json',
    head: { version: 1 },
    events: [{ name: 'preToolUse', more: {} }],
    matcher: null,
    entry: { type: 'command', bash: COMMAND_LINE, ...LIMIT },
    onWindows: { entry: { type: 'command', powershell: COMMAND_LINE, ...LIMIT }, shell: 'both' },
    off: { at: ['disableAllHooks'], is: true },
  },
};
