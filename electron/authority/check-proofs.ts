// Compares a record that holds together with what was signed of it elsewhere: its key, its head, and the anchors outside the data folder. An
// older copy of the record holds together as well; only these tell.

import type { SignedPlace } from '../../shared/contract/record-proof.ts';
import { folderAnchor, type AnchorStore } from './record-anchor.ts';
import type { Broken, RecordCheck } from './record-check.ts';
import { findHead, parsePlace, readPlace, type FoundHead } from './record-head.ts';

export type ProofsToCheck = {
  readonly dir: string;
  readonly checked: RecordCheck;
  readonly anchors: AnchorStore;
  /** The names of the anchors: by the record, and by the folder; none of the folder's when the record has just begun in it. */
  readonly names: { readonly record: string; readonly folders: readonly string[] };
};

export type CheckedProofs = {
  readonly broken: Broken | null;
  readonly head: FoundHead;
  /** No anchor was found. That is so on another computer, and where somebody has removed them: it is said, and no more. */
  readonly isLoose: boolean;
};

/** What is wrong, or the head's slot. A record of one entry may lack its head: it was cut off while it was made. */
export async function checkProofs(of: ProofsToCheck): Promise<CheckedProofs> {
  const { dir, checked, names } = of;
  const head = findHead(dir, names.record, checked.check);
  const texts = {
    folder: await folderAnchor(of.anchors, names.folders),
    record: await of.anchors.read(names.record),
  };
  const isLoose = checked.head.seq > 1 && texts.folder === null && texts.record.length === 0;
  const broken = headProblem(head, checked) ?? anchorProblem(of, texts);
  const unproved = checked.unprovedBehind(head.kind === 'found' ? head.place.seq : 0);
  if (broken !== null || unproved === null) return { broken, head, isLoose };
  const forged = { seq: unproved, problem: "gives authority without this record's key" };
  return { broken: forged, head, isLoose };
}

function headProblem(head: FoundHead, checked: RecordCheck): Broken | null {
  const next = checked.head.seq + 1;
  switch (head.kind) {
    case 'missing':
      return checked.head.seq === 1
        ? null
        : {
            seq: next,
            problem: 'may be missing: the file record.head, which says what the last entry is, is gone',
          };
    case 'invalid':
      return {
        seq: next,
        problem: "may be missing: the file record.head does not bear this record's signature",
      };
    case 'found':
      return placeProblem(head.place, checked, 'the file record.head says so');
  }
}

function placeProblem(place: SignedPlace, checked: RecordCheck, who: string): Broken | null {
  if (checked.holds(place)) return null;
  if (place.seq > checked.head.seq) return { seq: checked.head.seq + 1, problem: `is missing: ${who}` };
  return { seq: place.seq, problem: `is another one than was written: ${who}` };
}

function anchorProblem(
  { checked, anchors, names }: ProofsToCheck,
  found: { readonly folder: string | null; readonly record: readonly string[] },
): Broken | null {
  const who = `the copy of its head in ${anchors.place()} says so, and this may be an older copy of the record`;
  const { folder } = found;
  if (folder !== null && parsePlace(folder)?.record !== names.record)
    return { seq: 1, problem: `begins another record than the one that was kept in this folder: ${who}` };
  for (const text of [...found.record, ...(folder === null ? [] : [folder])]) {
    const place = readPlace(text, names.record, checked.check);
    if (place === null)
      return {
        seq: checked.head.seq + 1,
        problem: `may be missing: the copy of its head in ${anchors.place()} does not bear this record's signature`,
      };
    const problem = placeProblem(place, checked, who);
    if (problem !== null) return problem;
  }
  return null;
}
