import {
  COMMAND_LINE,
  commonEntry,
  HOOK_SECONDS,
  LONGEST_CALL_SECONDS,
  type KnownClient,
} from '../known-client.ts';

/** Its limit is in ms. */
const HOOK = { name: 'remit', type: 'command', command: COMMAND_LINE, timeout: HOOK_SECONDS * 1000 };

const MANAGED = { scope: 'managed', format: 'jsonc', at: [['mcpServers']], base: 'system' } as const;

export const geminiCli: KnownClient = {
  id: 'gemini-cli',
  name: 'Gemini CLI',
  signs: [{ base: 'home', path: '.gemini' }],
  files: [
    { base: 'home', path: '.gemini/settings.json', scope: 'user', format: 'jsonc', at: [['mcpServers']] },
    {
      base: 'project',
      path: '.gemini/settings.json',
      scope: 'project',
      format: 'jsonc',
      at: [['mcpServers']],
    },
    { ...MANAGED, path: 'etc/gemini-cli/settings.json', platforms: ['linux'] },
    { ...MANAGED, path: 'Library/Application Support/GeminiCli/settings.json', platforms: ['darwin'] },
    { ...MANAGED, path: 'ProgramData/gemini-cli/settings.json', platforms: ['win32'] },
  ],
  entry: {
    ...commonEntry,
    urls: ['httpUrl', 'url'],
    variables: 'dollar',
    timeout: { key: 'timeout', perSecond: 1000, seconds: LONGEST_CALL_SECONDS },
  },
  reload: 'start a new session',
  hooks: {
    agent: 'gemini-cli',
    file: {
      kind: 'list',
      place: { base: 'home', path: '.gemini/settings.json' },
      format: 'jsonc',
      head: {},
      events: [{ name: 'BeforeTool', more: {} }],
      matcher: '.*',
      entry: HOOK,
      onWindows: { entry: HOOK, shell: 'powershell' },
      off: { at: ['hooksConfig', 'enabled'], is: false, names: ['hooksConfig', 'disabled'] },
    },
    kind: 'best-effort',
    why: 'a hook that fails or takes too long lets the tool run',
  },
  facts: [
    {
      path: 'extensions',
      kind: 'unguarded',
      why: 'extensions bring servers of their own',
      remedy: 'remove extensions that bring servers, and add these servers yourself',
    },
  ],
};
