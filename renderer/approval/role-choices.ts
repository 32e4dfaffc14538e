// The roles that an argument can be corrected to, in words.

import type { ArgumentReading, ArgumentRole } from '../../shared/contract/tool-profile.ts';

export type RoleChoice = { readonly code: string; readonly words: string; readonly role: ArgumentRole };

export const ROLE_CHOICES: readonly RoleChoice[] = [
  { code: 'file-read', words: 'file to read', role: { role: 'path', target: 'file', access: 'read' } },
  { code: 'file-write', words: 'file to write', role: { role: 'path', target: 'file', access: 'write' } },
  { code: 'folder-read', words: 'folder to read', role: { role: 'path', target: 'folder', access: 'read' } },
  {
    code: 'folder-write',
    words: 'folder to write',
    role: { role: 'path', target: 'folder', access: 'write' },
  },
  { code: 'site', words: 'web address', role: { role: 'site', method: null } },
  { code: 'mail', words: 'mail address of a recipient', role: { role: 'recipient', form: 'mail' } },
  { code: 'handle', words: 'name of a recipient', role: { role: 'recipient', form: 'handle' } },
  { code: 'bash', words: 'command line (bash)', role: { role: 'command', shell: 'bash' } },
  { code: 'zsh', words: 'command line (zsh)', role: { role: 'command', shell: 'zsh' } },
  { code: 'cmd', words: 'command line (cmd)', role: { role: 'command', shell: 'cmd' } },
  { code: 'powershell', words: 'command line (PowerShell)', role: { role: 'command', shell: 'powershell' } },
  { code: 'words', words: 'words of a command', role: { role: 'command', shell: null } },
  { code: 'sql', words: 'SQL', role: { role: 'sql', dialect: null } },
  { code: 'payload', words: 'text that is sent or stored', role: { role: 'payload' } },
  { code: 'option', words: 'option', role: { role: 'option' } },
  { code: 'value', words: 'value to be granted', role: { role: 'value' } },
];

/** The code of the choice that a role is; its own name where it is none of them. */
export function codeOf(role: ArgumentRole): string {
  switch (role.role) {
    case 'path':
      return `${role.target}-${role.access}`;
    case 'recipient':
      return role.form;
    case 'command':
      return role.shell ?? 'words';
    case 'site':
    case 'sql':
    case 'payload':
    case 'option':
    case 'value':
    case 'glob':
    case 'patch':
    case 'spend':
    case 'part':
      return role.role;
  }
}

const OTHERS: Readonly<Record<string, string>> = {
  glob: 'pattern of paths',
  patch: 'patch',
  spend: 'amount of money',
  part: 'part of another argument',
};

export function roleWords(role: ArgumentRole): string {
  const code = codeOf(role);
  return ROLE_CHOICES.find((choice) => choice.code === code)?.words ?? OTHERS[code] ?? code;
}

export function sourceWords(from: ArgumentReading['from']): string {
  switch (from) {
    case 'user':
      return 'as you said';
    case 'profile':
      return 'known tool';
    case 'schema':
      return 'from the tool’s description';
    case 'shape':
      return 'from its name and form';
  }
}
