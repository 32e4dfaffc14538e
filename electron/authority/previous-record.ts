// What is known of the record that lay in a data folder before the one that begins there now.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  previousRecordSchema,
  type PreviousRecord,
  type SignedPlace,
} from '../../shared/contract/record-proof.ts';
import { folderAnchor, type AnchorStore } from './record-anchor.ts';
import { headSlots, parsePlace } from './record-head.ts';

/** Left by whoever moved a record away, for the record that begins after it. */
export const PREVIOUS_FILE = 'record.previous';

export const GONE = 'the record that was kept in this folder was gone when Remit started';

/** From what was left when it was moved away; else from its anchor; else from its head. */
export async function previousRecord(
  dir: string,
  anchors: AnchorStore,
  folders: readonly string[],
): Promise<PreviousRecord | null> {
  const left = join(dir, PREVIOUS_FILE);
  if (existsSync(left)) {
    const parsed = previousRecordSchema.safeParse(parsedJson(readFileSync(left, 'utf8')));
    if (parsed.success) return parsed.data;
  }
  const anchor = await folderAnchor(anchors, folders);
  const known = (anchor === null ? null : parsePlace(anchor)) ?? headPlace(dir);
  if (known === null) return null;
  const { record, seq, hash } = known;
  return { record, seq, hash, why: GONE };
}

/** What `record.head` says, whoever signed it. */
export function headPlace(dir: string): SignedPlace | null {
  const places = (headSlots(dir) ?? []).flatMap((text) => parsePlace(text) ?? []);
  return places.sort((a, b) => b.seq - a.seq)[0] ?? null;
}

export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
