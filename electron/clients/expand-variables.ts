import { basename } from 'node:path';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { KnownEntry } from './known-client.ts';

/** What variables in an entry stand for, as its client would fill them in. */
export type VariableSource = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly project: string | null;
};

const NOTATIONS: Readonly<Record<KnownEntry['variables'], RegExp | null>> = {
  none: null,
  shell: /\$\{([A-Za-z_]\w*)(?::-([^}]*))?\}/g,
  dollar: /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g,
  editor: /\$\{([^}]+)\}/g,
  braces: /\{((?:env|file):[^}]+)\}/g,
};

/** The text with its variables filled in; the error is the variable that only the client can fill in. */
export function expandVariables(
  text: string,
  notation: KnownEntry['variables'],
  source: VariableSource,
): Result<string, string> {
  const pattern = NOTATIONS[notation];
  if (pattern === null) return ok(text);
  let missing: string | null = null;
  const expanded = text.replace(pattern, (whole, first?: string, second?: string) => {
    const value =
      notation === 'shell'
        ? (source.env[first ?? ''] ?? second)
        : notation === 'dollar'
          ? source.env[first ?? second ?? '']
          : named(first ?? '', source);
    if (value === undefined) missing ??= whole;
    return value ?? whole;
  });
  return missing === null ? ok(expanded) : err(missing);
}

/** The variables of VS Code and the editors made from it. */
function named(name: string, { env, home, project }: VariableSource): string | undefined {
  if (name.startsWith('env:')) return env[name.slice(4)];
  switch (name) {
    case 'userHome':
      return home;
    case 'workspaceFolder':
      return project ?? undefined;
    case 'workspaceFolderBasename':
      return project === null ? undefined : basename(project);
    case 'pathSeparator':
    case '/':
      return home.includes('\\') ? '\\' : '/';
    default:
      return undefined;
  }
}
