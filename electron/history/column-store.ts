// What each call has one of: its time, agent, server, tool, session and task; and what lies right above each key. None of it changes.

import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { BLOCK, blockId, blockOf, BlockStore, type Words } from './block-store.ts';

const COLUMNS = ['parent', 'time', 'agent', 'server', 'tool', 'session', 'task'] as const;
/** Columns with a key for each call. */
export type CallColumn = 'agent' | 'server' | 'tool' | 'session' | 'task';
type Column = (typeof COLUMNS)[number];
const OF_CALLS: readonly Column[] = ['time', 'agent', 'server', 'tool', 'session', 'task'];

/** Blocks that were changed are kept for the next change; beyond so many they are let go. */
const KEPT = 64;

function numberOf(column: Column): number {
  return COLUMNS.indexOf(column);
}

/** A time takes two words, everything else one. */
function lengthOf(column: Column): number {
  return column === 'time' ? 2 * BLOCK : BLOCK;
}

type Changing = { readonly column: Column; readonly block: number; readonly words: Words };

export class ColumnStore {
  readonly #blocks: BlockStore;
  readonly #changing = new Map<number, Changing>();
  readonly #changed = new Set<Changing>();

  constructor(database: DatabaseSyncInstance) {
    this.#blocks = new BlockStore(database, 'columns');
  }

  /** The keys of a block's calls, in their order; what was noted since the last `flush` is left out. */
  keysIn(column: CallColumn, block: number): Words {
    return this.#blocks.read(numberOf(column), block);
  }

  /** The times of a block's calls, in ms since 1970. */
  timesIn(block: number): Float64Array {
    const { buffer, byteOffset, length } = this.#blocks.read(numberOf('time'), block);
    return new Float64Array(buffer, byteOffset, length >>> 1);
  }

  /** The keys that lie right above a block's keys; 0 above those at the top. */
  parentsIn(block: number): Words {
    return this.#blocks.read(numberOf('parent'), block);
  }

  /** The key right above one, also while it is only noted. */
  parentOf(key: number): number {
    return this.#change('parent', blockOf(key)).words[key % BLOCK] ?? 0;
  }

  noteParent(key: number, parent: number): void {
    this.#set('parent', key, parent);
  }

  noteCall(call: number, time: number, keys: Readonly<Record<CallColumn, number>>): void {
    const changing = this.#change('time', blockOf(call));
    new Float64Array(changing.words.buffer)[call % BLOCK] = time;
    this.#changed.add(changing);
    this.#set('agent', call, keys.agent);
    this.#set('server', call, keys.server);
    this.#set('tool', call, keys.tool);
    this.#set('session', call, keys.session);
    this.#set('task', call, keys.task);
  }

  #set(column: Column, number: number, value: number): void {
    const changing = this.#change(column, blockOf(number));
    changing.words[number % BLOCK] = value;
    this.#changed.add(changing);
  }

  #change(column: Column, block: number): Changing {
    const id = blockId(numberOf(column), block);
    const known = this.#changing.get(id);
    if (known !== undefined) return known;
    const words = new Uint32Array(lengthOf(column));
    words.set(this.#blocks.readAlone(numberOf(column), block));
    const made = { column, block, words };
    this.#changing.set(id, made);
    return made;
  }

  /** Writes what was noted. */
  flush(): void {
    for (const { column, block, words } of this.#changed) this.#blocks.write(numberOf(column), block, words);
    this.#changed.clear();
    if (this.#changing.size > KEPT) this.#changing.clear();
  }

  /** Takes out the blocks that lie wholly before a call. */
  dropBefore(call: number): void {
    this.flush();
    this.#changing.clear();
    this.#blocks.dropBefore(OF_CALLS.map(numberOf), blockOf(call));
  }

  /** Lets go of what was read and is written. */
  forget(): void {
    if (this.#changed.size === 0) this.#changing.clear();
    this.#blocks.forget();
  }
}
