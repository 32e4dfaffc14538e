// A small real tree with links in it, and texts that a path in it could be written as.

import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Random } from '../support/random.ts';

const NAMES = [
  'a',
  'b',
  'c',
  'in',
  'out',
  'l1',
  'l2',
  'l3',
  'l4',
  'new',
  'é',
  'x y',
  '..a',
  'u',
  '%61',
  'a\\b',
] as const;
const LINKS = ['in/l1', 'in/l2', 'in/l3', 'in/a/l1', 'in/a/b/l2', 'in/b/l3', 'in/~', 'out/l1', 'l1'] as const;
const FOLDERS = ['in/a/b/c', 'in/b', 'in/c', 'out/a/b', 'out/c', 'u/in', 'u/a'] as const;
const FILES = ['in/a/new', 'in/x y', 'out/new', 'u/new', 'new', 'in/c/a'] as const;

export type Tree = {
  readonly root: string;
  readonly links: readonly (readonly [at: string, to: string])[];
};

export function drawTree(root: string, random: Random): Tree {
  const links = LINKS.filter(() => !random.chance(4)).map(
    (at) => [at, at === 'in/~' ? random.one(['..', '../..', root, 'a']) : drawTarget(root, random)] as const,
  );
  return { root, links };
}

/** Links to folders and files, up and down, to each other, to themselves, and to nothing. */
function drawTarget(root: string, random: Random): string {
  const names = Array.from({ length: 1 + random.number(3) }, () => random.one(NAMES));
  const to = names.join('/');
  switch (random.number(4)) {
    case 0:
      return `${root}/${random.one(['in', 'out', 'u'])}/${to}`;
    case 1:
      return `${random.one(['../', '../../', './', '../in/'])}${to}`;
    case 2:
      return random.one([
        '.',
        '..',
        '../..',
        'a',
        '../out',
        'a/b/c',
        `${root}/in/a/b/c`,
        `${root}/out`,
        `${root}/u/none`,
      ]);
    default:
      return to;
  }
}

/** Makes the tree, after removing what is there. */
export function plant({ root, links }: Tree): void {
  rmSync(root, { recursive: true, force: true });
  for (const folder of FOLDERS) mkdirSync(`${root}/${folder}`, { recursive: true });
  for (const file of FILES) writeFileSync(`${root}/${file}`, '');
  for (const [at, to] of links) {
    rmSync(`${root}/${at}`, { recursive: true, force: true });
    mkdirSync(dirname(`${root}/${at}`), { recursive: true });
    symlinkSync(to, `${root}/${at}`);
  }
}

export function drawText(root: string, random: Random): string {
  const starts = [
    '',
    '',
    `${root}/in/`,
    `${root}/in/`,
    `${root}/in/a/`,
    '~/in/',
    './',
    `file://${root}/in/`,
    `${root}/`,
  ] as const;
  let text: string = random.one(starts);
  const length = 1 + random.number(5);
  for (let at = 0; at < length; at += 1) {
    text += random.chance(2)
      ? random.one(['..', 'l1', 'l2', 'l3', 'a', 'b', '.', ''] as const)
      : random.one(NAMES);
    if (at < length - 1 || random.chance(6)) text += '/';
  }
  return random.chance(3) ? disguised(text, random) : text;
}

function disguised(text: string, random: Random): string {
  switch (random.number(9)) {
    case 0:
      return text.replaceAll('..', '%2e%2e');
    case 1:
      return text.replaceAll('../', '..%2f');
    case 2:
      return text.replaceAll('..', '%252e%252e');
    case 3:
      return text.replaceAll('/..', '\\..');
    case 4:
      return text.replaceAll('..', '．．');
    case 5:
      return ` ${text}`;
    case 6:
      return `"${text}"`;
    case 7:
      return text.replace(/[a-c]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
    default:
      return text.replaceAll('/', '//');
  }
}
