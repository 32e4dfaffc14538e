import Store from 'electron-store';
import { savedFiltersSchema, type SavedFilter } from '../../shared/contract/saved-filter.ts';

/** The filters that the user has named, kept beside the window's place. A file that doesn't parse counts as none. */
export class SavedFilters {
  readonly #store: Store<{ filters: unknown }>;

  constructor(settingsDir: string) {
    this.#store = new Store<{ filters: unknown }>({ cwd: settingsDir, name: 'filters', defaults: { filters: [] } });
  }

  /** The filters as they are now, after `set` has taken their place, when it is given. */
  filters(set: readonly SavedFilter[] | null): readonly SavedFilter[] {
    if (set !== null) this.#store.set('filters', set);
    const parsed = savedFiltersSchema.safeParse(this.#store.get('filters'));
    return parsed.success ? parsed.data : [];
  }
}
