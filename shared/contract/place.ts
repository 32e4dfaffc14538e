import type { Result } from './result.ts';

/** Platforms whose rules for paths and shells Remit knows. Every other unix is treated as `linux`. */
export type Platform = 'linux' | 'darwin' | 'win32';

/** Where a link points, as it is written there; null for what is no link or doesn't exist. The error says why it can't be told. */
export type LinkAt = (path: string) => Result<string | null, string>;

/** Where a call would run, as far as relative names depend on it: the server's folders, never anything the caller says. */
export type Place = {
  readonly platform: Platform;
  /** Whether the volume tells `A` from `a`. Left out: as the platform's usual volumes do. */
  readonly caseSensitive?: boolean;
  readonly cwd: string;
  /** Folders that the server was started with: some servers resolve a relative path against them. */
  readonly bases: readonly string[];
  readonly home: string;
  /** The server's environment where it is known: what `$NAME` in a path would become. Left out: only home and folder are known. */
  readonly variables?: Readonly<Record<string, string>>;
  /** How to ask a file system that isn't this machine's own: a container's, or one that is described. Left out: this machine's. */
  readonly linkAt?: LinkAt;
};
