// Compares what Remit says of a path with where the kernel comes to, on a real tree with links. Whatever a tool makes of the text: if all
// that Remit sees lies within the granted folder, the kernel has to end there too.

import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolvePath } from '../../electron/authority/resolve-path.ts';
import type { Place } from '../../shared/contract/place.ts';
import { isWithin } from '../../shared/core/path-key.ts';
import { randomFrom, type Random } from '../support/random.ts';
import { drawText, drawTree, plant, type Tree } from './path-tree.ts';
import { TOOLS, whereMade, whereRead, whereWritten } from './path-tools.ts';

export type Differences = {
  readonly cases: number;
  /** Texts that Remit takes to be inside and that lead some tool outside. */
  readonly unsafe: readonly string[];
  /** Texts that Remit doesn't take to be inside although they lead no tool that was tried outside. */
  readonly safe: number;
  /** How many were inside for both. */
  readonly inside: number;
};

/** Texts that are tried on one tree. */
const TEXTS_OF_A_TREE = 200;

/** Needs Linux: the kernel is asked by `/proc`. */
export function differentialPaths(count: number, seed: number): Promise<Differences> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'remit-paths-')));
  const random = randomFrom(seed);
  const unsafe: string[] = [];
  let safe = 0;
  let inside = 0;
  try {
    let tree = drawTree(`${root}/t`, random);
    for (let at = 0; at < count; at += 1) {
      if (at % TEXTS_OF_A_TREE === 0) {
        tree = drawTree(`${root}/t`, random);
        plant(tree);
      }
      const { granted, outside, found, words } = compare(tree, random);
      if (granted && outside) unsafe.push(words());
      if (granted && !outside) inside += 1;
      if (!granted && !outside && found) safe += 1;
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  return Promise.resolve({ cases: count, unsafe, safe, inside });
}

type Compared = {
  readonly granted: boolean;
  readonly outside: boolean;
  /** Some tool came to an end at all. */
  readonly found: boolean;
  readonly words: () => string;
};

function compare(tree: Tree, random: Random): Compared {
  const folder = `${tree.root}/in`;
  const cwd = random.one([folder, `${folder}/a`, tree.root]);
  const bases = random.chance(3) ? [`${folder}/b`] : [];
  const place: Place = { platform: 'linux', cwd, bases, home: tree.root };
  const text = drawText(tree.root, random);
  const access = random.one<'read' | 'write'>(['read', 'write']);
  const reaches = resolvePath({ kind: 'path', pointer: '/path', text, target: 'file', access }, place);
  const granted = reaches.every((reach) => reach.kind === 'file' && isWithin(reach.key, folder));
  const ends = endsOf(text, place, access);
  const made = random.number(400);
  if (access === 'write' && made < ends.length) {
    const path = ends[made]?.[0] ?? text;
    ends.push([path, whereMade(path)]);
    plant(tree);
  }
  const outside = ends.filter(([, end]) => end !== null && !isWithin(end, folder));
  const words = (): string => JSON.stringify({ text, access, cwd, links: tree.links, outside, reaches });
  const found = ends.some(([, end]) => end !== null);
  return { granted, outside: outside.length > 0, found, words };
}

type End = readonly [path: string, end: string | null];

/** Where the kernel comes to by each path that a tool makes of the text. */
function endsOf(text: string, place: Place, access: 'read' | 'write'): End[] {
  const paths = new Set(
    [place.cwd, ...place.bases].flatMap((cwd) =>
      Object.values(TOOLS).map((tool) => tool(text, { ...place, cwd })),
    ),
  );
  const ends: End[] = [];
  for (const path of paths) {
    if (path === null || path.includes('\0')) continue;
    ends.push([path, access === 'read' ? whereRead(path) : whereWritten(path)]);
  }
  return ends;
}
