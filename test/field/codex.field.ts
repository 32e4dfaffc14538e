// The unmodified Codex, driven by a scripted model on loopback: what its hooks really do. Run by `npm run field`.

import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askingBroker } from '../support/asking-broker.ts';
import { CODEX, codex, runCodex, scriptedResponses } from '../support/codex.ts';
import { removeFolder, serve, temporaryFolder } from '../support/serve.ts';

let folder: string;
let project: string;
let dataDir: string;

beforeEach(() => {
  folder = temporaryFolder();
  project = join(folder, 'proj');
  dataDir = join(folder, 'data');
  mkdirSync(project);
});
afterEach(() => removeFolder(folder));

const INSIDE = codex.shell('echo ran > inside.txt');
const OUTSIDE = codex.shell('touch outside.txt');
const ran = (name: string): boolean => existsSync(join(project, name));

describe.skipIf(CODEX === '')('Codex', () => {
  test('runs what is inside the scope; what exceeds does not run, and the model reads why', async () => {
    const serving = await serve(dataDir, {
      tools: [{ id: 'tools', server: 'codex/native', tool: '*' }],
      reach: [
        { id: 'proj', kind: 'folder', path: project, access: 'write' },
        { id: 'echo', kind: 'command', argv: ['echo'], match: 'prefix' },
      ],
    });
    const model = await scriptedResponses([INSIDE, OUTSIDE]);
    await runCodex(folder, project, dataDir, model.url);
    expect([ran('inside.txt'), ran('outside.txt')]).toEqual([true, false]);
    expect(model.results()[1]).toContain('Remit refused this call: it exceeds what was granted');
    await model.close();
    await serving.stop();
  });

  test('runs nothing without a broker', async () => {
    const model = await scriptedResponses([INSIDE]);
    await runCodex(folder, project, dataDir, model.url);
    expect(ran('inside.txt')).toBe(false);
    expect(model.results()[0]).toContain('start the Remit app');
    await model.close();
  });

  test('waits while the user is asked', async () => {
    const broker = await askingBroker(folder);
    const model = await scriptedResponses([INSIDE, OUTSIDE]);
    const run = runCodex(folder, project, dataDir, model.url);
    await broker.answer({ kind: 'allow-once' });
    await broker.answer({ kind: 'deny', reason: 'not that file' });
    await run;
    expect([ran('inside.txt'), ran('outside.txt')]).toEqual([true, false]);
    expect(model.results()[1]).toContain('not that file');
    await model.close();
    await broker.running.stop();
  });
});
