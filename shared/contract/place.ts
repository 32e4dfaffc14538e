/** Platforms whose rules for paths and shells Remit knows. Every other unix is treated as `linux`. */
export type Platform = 'linux' | 'darwin' | 'win32';

/** Where a call would run, as far as relative names depend on it: the server's folders, never anything the caller says. */
export type Place = {
  readonly platform: Platform;
  readonly cwd: string;
  /** Folders that the server was started with: some servers resolve a relative path against them. */
  readonly bases: readonly string[];
  readonly home: string;
};
