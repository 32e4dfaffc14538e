import type { ServerName } from '../../shared/contract/ids.ts';
import type { EntryBody } from '../../shared/contract/record-entry.ts';

/** Of which servers the user wants no arguments and results in the record: a fold of its settings. */
export class ArgumentChoices {
  readonly #unkept = new Set<ServerName>();

  take(body: EntryBody): void {
    if (body.kind !== 'setting' || body.setting.name !== 'arguments') return;
    const { server, kept } = body.setting.value;
    if (kept) this.#unkept.delete(server);
    else this.#unkept.add(server);
  }

  keeps(server: ServerName): boolean {
    return !this.#unkept.has(server);
  }
}
