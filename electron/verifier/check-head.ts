import type { Chain } from './chain.ts';
import type { Findings } from './finding.ts';
import type { Signed } from './proof-body.ts';

/** Rule 6 for a data folder, after the last entry. A crash may leave entry 1 without a head (`isMissing`). That entry N has the head's hash was seen when it was read. */
export function checkFolderHead(chain: Chain, isMissing: boolean, findings: Findings): void {
  const end = chain.expected;
  const { record, publicKey } = chain.proofs;
  if (record === null || publicKey === null) return;
  const head = chain.proofs.head();
  if (isMissing && chain.first === 1 && end === 2) return;
  if (head === null) findings.add('head', end, "`record.head` holds no head signed with the record's key");
  else if (head.seq >= end)
    findings.add('head', end, `it is missing, though the signed head names entry ${head.seq}`);
  else if (head.seq < chain.first)
    findings.add('head', end, `the signed head names entry ${head.seq}, which is not there`);
}

/** Rule 6 for an export, whose head names its last entry. `line` is null when there is none, or none that can be read. */
export function checkExportHead(chain: Chain, line: Signed | null, findings: Findings): void {
  const end = chain.expected;
  chain.proofs.setHead([line]);
  const head = chain.proofs.head();
  if (line === null) findings.add('head', end, 'no signed head ends the export here');
  else if (head === null)
    findings.add('head', end, "the head behind the last entry is not signed with the record's key");
  else if (head.seq >= end)
    findings.add('head', end, `it is missing, though the signed head names entry ${head.seq}`);
  else if (head.seq < chain.first)
    findings.add('head', end, `the signed head names entry ${head.seq}, which is not there`);
  else checkNamed(chain, head, findings);
}

function checkNamed(chain: Chain, head: Signed, findings: Findings): void {
  const hash = chain.hashOf(head.seq);
  if (hash !== null && hash !== head.hash)
    findings.add('head', head.seq, 'it is not the one that the signed head names');
  else if (head.seq < chain.expected - 1)
    findings.add('head', head.seq + 1, 'it stands behind the one that the signed head names');
}
