import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { openRecord } from '../../electron/authority/record-file.ts';
import { placesHere } from '../../electron/authority/record-places.ts';
import { startApp } from '../support/app.ts';
import { Collector } from '../support/collector.ts';
import { removeFolder, temporaryFolder } from '../support/serve.ts';

test('the app sends its record from its start to its end to the address that is set', async () => {
  const folder = temporaryFolder();
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir, { mode: 0o700 });
  const collector = await Collector.start();
  const places = placesHere(dataDir, process.env, process.platform, homedir());
  const record = await openRecord(dataDir, { places, now: () => new Date(), changed: () => undefined });
  if (!record.ok) throw new Error(record.error);
  const setting = { name: 'telemetry', value: { endpoint: collector.address } } as const;
  await record.value.writer.append([{ kind: 'setting', setting }]);
  await record.value.close();

  const app = await startApp(dataDir);
  await collector.until(() => collector.taken().some((entry) => entry['remit.mode'] === 'app'));
  await app.close();
  expect(collector.taken().map((entry) => entry['remit.kind'])).toContain('stop');
  const seqs = collector.taken().map((entry) => Number(entry['remit.seq']));
  expect(seqs).toEqual(seqs.map((_seq, index) => index + 1));
  await collector.close();
  removeFolder(folder);
});
