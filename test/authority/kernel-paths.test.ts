// What Remit says of a path against where the kernel comes to, on a real tree of folders and links.

import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { resolvePath } from '../../electron/authority/resolve-path.ts';
import type { Place } from '../../shared/contract/place.ts';
import { isWithin } from '../../shared/core/path-key.ts';
import { differentialPaths } from '../differential/paths.ts';
import { plant } from '../differential/path-tree.ts';
import { TOOLS, whereWritten } from '../differential/path-tools.ts';

const runs = Number(process.env['REMIT_PATH_RUNS'] ?? 300);
const seed = Number(process.env['REMIT_PATH_SEED'] ?? Date.now() % 2 ** 31);

const name = fc.constantFrom('a', 'b', 'c', 'l1', 'l2', 'new', '..', '.', '', 'é', '%2e%2e', '..\\', '~');
const way = fc.array(name, { minLength: 1, maxLength: 6 }).map((names) => names.join('/'));
const start = fc.constantFrom('', 'ROOT/in/', 'ROOT/in/a/', 'ROOT/', '~/in/', 'file://ROOT/in/', './', ' ');
const text = fc.tuple(start, way).map(([from, names]) => from + names);
const target = fc.oneof(
  way,
  way.map((names) => `ROOT/out/${names}`),
  way.map((names) => `ROOT/in/${names}`),
);
const links = fc.uniqueArray(
  fc.tuple(fc.constantFrom('in/l1', 'in/l2', 'in/a/l1', 'in/a/b/l2', 'out/l1', 'in/c'), target),
  { selector: ([at]) => at, maxLength: 5 },
);

describe.runIf(process.platform === 'linux')('the kernel', () => {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'remit-kernel-')));
  const root = join(home, 't');
  const here = (one: string): string => one.replaceAll('ROOT', root);
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  test('ends within the folder whenever all readings of a path do, whichever tool makes it a path', () => {
    const place: Place = { platform: 'linux', cwd: `${root}/in/a`, bases: [`${root}/in`], home: root };
    let inside = 0;
    fc.assert(
      fc.property(links, fc.array(text, { minLength: 1, maxLength: 20 }), (drawn, texts) => {
        plant({ root, links: drawn.map(([at, to]) => [at, to === '' ? '.' : here(to)] as const) });
        for (const asked of texts.map(here)) {
          const reaches = resolvePath(
            { kind: 'path', pointer: '/path', text: asked, target: 'file', access: 'write' },
            place,
          );
          if (!reaches.every((reach) => reach.kind === 'file' && isWithin(reach.key, `${root}/in`))) continue;
          inside += 1;
          for (const cwd of [place.cwd, ...place.bases]) {
            for (const tool of Object.values(TOOLS)) {
              const end = whereWritten(tool(asked, { cwd, home: root }) ?? '');
              if (end !== null) expect(isWithin(end, `${root}/in`), `${asked} came to ${end}`).toBe(true);
            }
          }
        }
      }),
      { numRuns: runs / 10, seed },
    );
    expect(inside).toBeGreaterThan(runs / 20);
  });

  test('never ends outside in any of many drawn cases', async () => {
    const found = await differentialPaths(runs * 2, seed);
    expect(found.unsafe).toEqual([]);
    expect(found.inside).toBeGreaterThan(runs / 2);
  });
});
