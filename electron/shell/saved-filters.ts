// The filters that the user has named, in a file beside the window's place.

import { open, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import {
  savedFiltersSchema,
  type SavedFilter,
  type SavedFilters,
} from '../../shared/contract/saved-filter.ts';

const fileSchema = z.object({ filters: savedFiltersSchema });

/**
 * Keeps the filters in `filters.json`: written beside it and put in its place, so that whenever Remit is killed the file is whole, as it was
 * before or as it is now. A file that can't be read is moved aside and told once.
 */
export class SavedFilterFile {
  readonly #path: string;
  readonly #now: () => Date;
  #filters: readonly SavedFilter[] | null = null;
  #problem: string | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(settingsDir: string, now: () => Date = () => new Date()) {
    this.#path = join(settingsDir, 'filters.json');
    this.#now = now;
  }

  /** The filters as they are now, after `set` has taken their place, when it is given. What is asked at once is done one after the other. */
  filters(set: readonly SavedFilter[] | null): Promise<SavedFilters> {
    const next = this.#last.then(() => this.#answer(set));
    this.#last = next.catch(() => undefined);
    return next;
  }

  async #answer(set: readonly SavedFilter[] | null): Promise<SavedFilters> {
    const before = (this.#filters ??= await this.#read());
    if (set === null) return { filters: before, problem: this.#told() };
    try {
      await this.#write(set);
      this.#filters = set;
      return { filters: set, problem: this.#told() };
    } catch (error) {
      const problem = `The filters could not be saved in ${this.#path}: ${wordsOf(error)}`;
      return { filters: before, problem };
    }
  }

  #told(): string | null {
    const problem = this.#problem;
    this.#problem = null;
    return problem;
  }

  async #read(): Promise<readonly SavedFilter[]> {
    await rm(this.#unfinished, { force: true }).catch(() => undefined);
    const text = await textOf(this.#path);
    if (text === null) return [];
    const filters = typeof text === 'string' ? filtersIn(text) : null;
    if (filters !== null) return filters;
    await this.#putAside();
    return [];
  }

  async #putAside(): Promise<void> {
    const aside = this.#path.replace(
      /\.json$/,
      `-unreadable-${this.#now().toISOString().replaceAll(':', '.')}.json`,
    );
    const moved = await rename(this.#path, aside).then(
      () => `It is kept as ${basename(aside)} beside it.`,
      (error: unknown) =>
        `It could not be moved aside: ${wordsOf(error)}. The next filter that you save takes its place.`,
    );
    this.#problem = `The saved filters in ${this.#path} can’t be read, so there are none now. ${moved}`;
  }

  async #write(filters: readonly SavedFilter[]): Promise<void> {
    const file = await open(this.#unfinished, 'w', 0o600);
    try {
      await file.writeFile(`${JSON.stringify({ filters }, null, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(this.#unfinished, this.#path);
  }

  get #unfinished(): string {
    return `${this.#path}.new`;
  }
}

/** Null when there is no such file; false when it can't be read. */
async function textOf(path: string): Promise<string | false | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? null : false;
  }
}

function filtersIn(text: string): readonly SavedFilter[] | null {
  try {
    return fileSchema.parse(JSON.parse(text)).filters;
  } catch {
    return null;
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
