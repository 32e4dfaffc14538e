// Where what a call touches came from, as far as the record shows: the results and arguments of earlier calls of its session, and its grants.

import { posix, win32 } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { CallDetail } from '../../shared/contract/history.ts';
import type { Instant } from '../../shared/contract/ids.ts';
import type { Reach } from '../../shared/contract/reach.ts';
import type { OriginGap, ReachOrigin } from '../../shared/contract/reach-origin.ts';
import type { CallEntry, Excerpt, RecordEntry } from '../../shared/contract/record-entry.ts';
import { assertNever } from '../../shared/core/assert-never.ts';
import { eachRow, type Row } from './record-database.ts';
import { entryFromRow } from './record-reader.ts';
import { wholeWordAt } from './whole-word.ts';

/** A shorter value stands in many texts by chance. */
const MIN = 4;
/** How long entries are looked at before calls are answered again, in ms; and how many in all. An entry may hold a long result. */
const SLICE_MS = 5;
const MOST = 4000;

type Sought = { readonly whole: readonly string[]; readonly name: string | null };
type Sent = { readonly at: Instant; readonly call: CallEntry; readonly result: Excerpt | null };

/** One for each reach of the call. Calls are answered between slices of what is read. */
export async function originsOf(
  database: DatabaseSyncInstance,
  detail: CallDetail,
): Promise<readonly ReachOrigin[]> {
  const search = new OriginSearch(detail);
  const before = database.prepare(
    "SELECT seq, at, kind, call, body, hash FROM entries WHERE seq < ? AND kind IN ('session', 'call', 'outcome') ORDER BY seq DESC LIMIT ?",
  );
  let seq = detail.row.seq;
  let left = MOST;
  for (let isTimeUp = true; isTimeUp; await nextTurn()) {
    const until = performance.now() + SLICE_MS;
    isTimeUp = false;
    // One row after the other: what is left off is read no further, and no write waits for it.
    for (const row of eachRow(before, seq, left)) {
      if (search.take(row) === 'begun') return search.origins();
      seq = Number(row['seq']);
      left -= 1;
      isTimeUp = performance.now() >= until;
      if (isTimeUp) break;
    }
  }
  search.gaps.add('long-ago');
  return search.origins();
}

/** Goes back through the entries of a session: what is found last was said first. */
class OriginSearch {
  readonly gaps = new Set<OriginGap>();
  readonly #detail: CallDetail;
  readonly #sought: readonly Sought[];
  /** By call; read only when the call is one of the session. */
  readonly #outcomes = new Map<string, Row>();
  readonly #seen: (ReachOrigin | null)[];

  constructor(detail: CallDetail) {
    this.#detail = detail;
    this.#sought = detail.reaches.map(soughtIn);
    this.#seen = detail.reaches.map(() => null);
  }

  take(row: Row): 'begun' | 'more' {
    const { session } = this.#detail;
    const call = String(row['call']);
    if (row['kind'] === 'outcome') this.#outcomes.set(call, row);
    else if (String(row['body']).includes(session)) {
      const entry = entryFromRow(row);
      const { body } = entry;
      if (body.kind === 'session') return body.session === session ? 'begun' : 'more';
      const outcome = this.#outcomes.get(call);
      // The arguments of a call that wasn't sent on are nobody's word but the agent's.
      if (body.kind === 'call' && body.session === session && outcome !== undefined)
        this.#look({ at: entry.at, call: body, result: resultIn(entryFromRow(outcome)) });
    }
    if (row['kind'] === 'call') this.#outcomes.delete(call);
    return 'more';
  }

  origins(): readonly ReachOrigin[] {
    const gaps = [...this.gaps];
    return this.#sought.map((sought, at): ReachOrigin => {
      if (sought.whole.length === 0) return { kind: 'short' };
      const grant = this.#detail.grants.find((held) => names(JSON.stringify(held.grant), sought.whole));
      if (grant !== undefined) return { kind: 'grant', grant: grant.grant.id };
      return this.#seen[at] ?? { kind: 'nowhere', gaps };
    });
  }

  #look({ at, call, result }: Sent): void {
    for (const { text, bytes, kept } of [call.args, ...(result === null ? [] : [result])]) {
      if (kept === false) this.gaps.add('not-kept');
      else if (Buffer.byteLength(text) < bytes) this.gaps.add('cut');
    }
    const where = { call: call.call, at, server: call.server.name, tool: call.tool };
    this.#sought.forEach((sought, index) => {
      const said = partIn(call.args, sought);
      const told = partIn(result, sought);
      const part = said ?? told;
      // All of it, wherever, says more than its name.
      const before = this.#seen[index] ?? null;
      const isLess = part === 'name' && before !== null && 'part' in before && before.part === 'whole';
      if (part === null || isLess) return;
      this.#seen[index] = { kind: said === null ? 'result' : 'arguments', ...where, part };
    });
  }
}

function resultIn({ body }: RecordEntry): Excerpt | null {
  return body.kind === 'outcome' ? body.result : null;
}

function partIn(excerpt: Excerpt | null, { whole, name }: Sought): 'whole' | 'name' | null {
  if (excerpt === null) return null;
  if (names(excerpt.text, whole)) return 'whole';
  return name !== null && names(excerpt.text, [name]) ? 'name' : null;
}

/** Whether a text names one of these, as it is or as JSON writes it, also in JSON within JSON. */
function names(text: string, sought: readonly string[]): boolean {
  return sought.some((value) => {
    const once = JSON.stringify(value).slice(1, -1);
    const forms = once === value ? [value] : [value, once, JSON.stringify(once).slice(1, -1)];
    return forms.some((form) => standsIn(text, form));
  });
}

function standsIn(text: string, form: string): boolean {
  for (let at = text.indexOf(form); at !== -1; at = text.indexOf(form, at + 1))
    if (wholeWordAt(text, at, at + form.length)) return true;
  return false;
}

function soughtIn(reach: Reach): Sought {
  const { whole, name } = valuesOf(reach);
  const long = [...new Set(whole)].filter((value) => value.trim().length >= MIN);
  return { whole: long, name: name !== null && name.length >= MIN ? name : null };
}

function valuesOf(reach: Reach): Sought {
  switch (reach.kind) {
    case 'file':
    case 'folder':
      return { whole: [reach.asked, reach.real], name: nameOf(reach.real) };
    case 'site':
      return { whole: [reach.asked], name: reach.host };
    case 'recipient':
      return { whole: [reach.asked, reach.address], name: null };
    case 'spend':
      return { whole: [reach.amount], name: null };
    case 'command':
      return { whole: [reach.text], name: null };
    case 'database':
      return { whole: [reach.name], name: null };
    case 'value':
      return { whole: [withoutQuotes(reach.value)], name: null };
    case 'undetermined':
      return { whole: [reach.asked], name: null };
    default:
      return assertNever(reach);
  }
}

function nameOf(path: string): string {
  return /^[A-Za-z]:|^\\\\/.test(path) ? win32.basename(path) : posix.basename(path);
}

function withoutQuotes(value: string): string {
  return value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
}
