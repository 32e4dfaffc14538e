// Counts what a choice would remove, in the batches in which it would be removed.

import { setImmediate as nextTurn } from 'node:timers/promises';
import { instantSchema } from '../../shared/contract/ids.ts';
import type { RetentionChoice, RetentionPreview } from '../../shared/contract/record-setting.ts';
import type { Prunable } from './prunable.ts';

export const NOTHING_GOES: RetentionPreview = {
  entries: 0,
  calls: 0,
  bytes: 0,
  from: null,
  upTo: null,
  isExact: true,
};

/**
 * Between two batches calls are answered. By age it is what will go, but for calls that come meanwhile; by size it is about that: entries are
 * taken to be of the same size in the file. `isWanted`: whether somebody still waits for it.
 */
export async function previewOf(
  prunable: Prunable,
  choice: RetentionChoice,
  isWanted: () => boolean,
): Promise<RetentionPreview> {
  const begin = prunable.first();
  const { size, each } = prunable.size();
  let found = NOTHING_GOES;
  let first = begin;
  for (let batches = 0; isWanted(); batches += 1) {
    // Every batch that goes leaves an entry behind that says so.
    const most = Math.min(prunable.most() + batches, prunable.last());
    const left = { size: size - (first - begin) * each, each };
    const end = prunable.choose(choice, { first, most }, left);
    if (end === null) break;
    const { calls, bytes } = prunable.count(first, end.seq);
    found = {
      entries: found.entries + end.seq + 1 - first,
      calls: found.calls + calls,
      bytes: found.bytes + bytes,
      from: found.from ?? instantSchema.parse(prunable.at(first)),
      upTo: instantSchema.parse(prunable.at(end.seq)),
      isExact: found.isExact && end.why === 'age',
    };
    first = end.seq + 1;
    await nextTurn();
  }
  return found;
}
