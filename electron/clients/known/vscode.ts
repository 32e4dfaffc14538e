import { commonEntry, type KnownClient, type KnownEntry, type KnownFile } from '../known-client.ts';
import { copilotHooks } from './copilot-hooks.ts';

const FILE = { scope: 'user', format: 'jsonc', at: [['servers']] } as const;

const entry: KnownEntry = { ...commonEntry, envFile: 'envFile', variables: 'editor' };

function userFiles(product: string, server: string): readonly KnownFile[] {
  return [
    { ...FILE, base: 'config', path: `${product}/User/mcp.json` },
    { ...FILE, base: 'config', path: `${product}/User/profiles/*/mcp.json` },
    { ...FILE, base: 'home', path: `${server}/data/User/mcp.json` },
  ];
}

const shared = {
  entry,
  reload: 'reload the window, and trust the changed servers when it asks',
  hooks: {
    ...copilotHooks,
    kind: 'best-effort',
    why: 'a hook that fails or takes too long lets the tool run',
  },
  facts: [
    {
      path: 'extensions',
      kind: 'unguarded',
      why: 'servers that an extension brings are not in the configuration files',
      remedy: 'turn off extensions that bring servers, and `chat.mcp.discovery`',
    },
  ],
} as const;

export const vscode: KnownClient = {
  id: 'vscode',
  name: 'VS Code',
  signs: [{ base: 'config', path: 'Code/User' }],
  files: [
    ...userFiles('Code', '.vscode-server'),
    { base: 'project', path: '.vscode/mcp.json', scope: 'project', format: 'jsonc', at: [['servers']] },
  ],
  ...shared,
};

export const vscodeInsiders: KnownClient = {
  id: 'vscode-insiders',
  name: 'VS Code Insiders',
  signs: [{ base: 'config', path: 'Code - Insiders/User' }],
  files: userFiles('Code - Insiders', '.vscode-server-insiders'),
  ...shared,
};
