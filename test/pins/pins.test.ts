// What others rely on, frozen: a change here is a decision, never a by-product.

import { mkdirSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { FuseV1Options } from '@electron/fuses';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dataDirFrom, socketPath } from '../../electron/authority/data-dir.ts';
import { trayFace } from '../../shared/core/tray-face.ts';
import { config } from '../../forge.config.ts';
import { ARMING_MS as SHOWN_ARMING_MS } from '../../renderer/approval/use-arming.ts';
import { refusalCodeSchema } from '../../shared/contract/errors.ts';
import { instantSchema } from '../../shared/contract/ids.ts';
import { ARMING_MS, invokeChannels, pushChannels } from '../../shared/contract/ipc.ts';
import type { BrokerSnapshot } from '../../shared/contract/snapshot.ts';
import { removeFolder, remit } from '../support/serve.ts';
import { wire } from '../support/wire.ts';

test('the channels between windows and main', () => {
  expect(Object.entries(invokeChannels).map(([name, { room }]) => `${room}: ${name}`)).toEqual([
    'app: app:snapshot',
    'app: app:history',
    'app: app:summary',
    'app: app:groups',
    'app: app:reach-map',
    'app: app:history-values',
    'app: app:saved-filters',
    'app: app:export',
    'app: app:detail',
    'app: app:authority',
    'app: app:grant-detail',
    'app: app:try-change',
    'app: app:apply-change',
    'app: app:propose-extension',
    'app: app:suggestions',
    'app: app:set-setting',
    'app: app:retention-preview',
    'app: app:begin-record',
    'app: app:agents',
    'app: app:protect-plan',
    'app: app:protect-apply',
    'app: app:prove',
    'app: app:add-project',
    'app: app:remove-project',
    'app: app:leave-finding',
    'app: app:pause',
    'app: app:try-it',
    'app: app:show-waiting',
    'approval: approval:current',
    'approval: approval:decide',
    'approval: approval:correct',
    'approval: approval:fit',
    'approval: approval:shown',
  ]);
  expect(Object.keys(pushChannels)).toEqual(['app:snapshot-changed', 'app:show', 'approval:waiting']);
});

test('the codes of refusals, which stand in records', () => {
  expect(refusalCodeSchema.options).toEqual([
    'denied-by-user',
    'not-now',
    'still-waiting',
    'denied-by-grant',
    'unattended',
    'paused',
    'withdrawn',
    'prompt-lost',
    'stopping',
    'invalid-message',
    'oversized-message',
    'unknown-server',
    'unknown-agent',
    'server-not-started',
    'server-ended',
    'tools-unavailable',
    'record-unwritable',
    'record-unverified',
    'judging-failed',
    'canary',
  ]);
});

test('the arming time is the same on the screen and in main', () => {
  expect(SHOWN_ARMING_MS).toBe(500);
  expect(ARMING_MS).toBe(SHOWN_ARMING_MS);
});

test('the fuses of the shipped executable', () => {
  const [plugin] = config.plugins ?? [];
  expect(plugin).toMatchObject({
    fusesConfig: {
      [FuseV1Options.RunAsNode]: false,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: false,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
    },
  });
});

describe('the shim finds the broker where the broker listens', () => {
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'remit-pins-')));
  });
  afterEach(() => removeFolder(folder));

  const shortNames: Readonly<Record<string, string | undefined>> = { HOME: 'home', XDG_DATA_HOME: undefined };
  test.each([
    ['in the home folder', shortNames],
    ['in XDG_DATA_HOME', { HOME: 'home', XDG_DATA_HOME: 'xdg' }],
    ['in REMIT_DATA', { HOME: 'home', REMIT_DATA: 'named' }],
    ['in a folder with a very long name', { HOME: 'home', REMIT_DATA: 'n'.repeat(120) }],
  ])('%s', async (_where, names) => {
    const env: Record<string, string | undefined> = { ...process.env, REMIT_DATA: undefined };
    for (const [key, name] of Object.entries(names))
      env[key] = name === undefined ? undefined : join(folder, name);
    mkdirSync(env['HOME'] ?? '', { recursive: true });
    const dataDir = dataDirFrom({
      flag: undefined,
      env,
      platform: process.platform,
      home: env['HOME'] ?? '',
      cwd: folder,
    });
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const socket = socketPath(realpathSync(dataDir));
    if (!socket.ok) throw new Error(socket.error);
    const { createServer } = await import('node:net');
    const greeted = new Promise<string>((done) => {
      const server = createServer((client) =>
        client.once('data', (data: Buffer) => {
          done(data.toString('utf8'));
          client.destroy();
          server.close();
        }),
      ).listen(socket.value);
    });
    const shim = wire(remit, ['connect', 'files'], { ...env, REMIT_NO_START: '1' });
    expect(JSON.parse(await greeted)).toMatchObject({ remit: 1, connect: 'files' });
    await shim.ended;
  });
});

describe('the tray says', () => {
  const broker = (guard: 'guarding' | 'paused', waiting: number): BrokerSnapshot => ({
    guard,
    waiting,
    head: 0,
    record: { kind: 'sound' },
    proof: null,
    settings: [],
    telemetry: { kind: 'off', problem: null },
    grants: [],
    servers: [],
    agents: { version: 0, findings: [], introductions: [] },
    endpoint: { port: 4321, problem: null },
    dataDir: '/data',
    home: '/home/u',
  });
  const FINDING = {
    id: 'f',
    agent: 'cursor',
    agentName: 'Cursor',
    path: 'mcp-stdio',
    name: 'mail',
    file: '/f',
    change: 'lost',
    why: 'x',
    remedy: 'y',
    at: instantSchema.parse('2026-01-01T00:00:00.000Z'),
  } as const;
  const LOST = { version: 1, findings: [FINDING], introductions: [] };
  const UNVERIFIED = { kind: 'unverified', seq: 3, problem: 'is missing' } as const;
  const UNWRITABLE = { kind: 'unwritable', problem: 'x' } as const;
  test.each([
    [{ kind: 'starting' }, 'down', 'Remit is starting'],
    [{ kind: 'down', problem: 'x' }, 'down', 'every call is refused'],
    [{ kind: 'up', broker: broker('guarding', 0) }, 'guarding', 'Guarding'],
    [
      { kind: 'up', broker: { ...broker('guarding', 0), agents: LOST } },
      'guarding',
      'one way is not guarded',
    ],
    [{ kind: 'up', broker: broker('guarding', 1) }, 'asking', '1 call waits for you'],
    [{ kind: 'up', broker: broker('guarding', 7) }, 'asking', '7 calls wait for you'],
    [{ kind: 'up', broker: broker('paused', 2) }, 'paused', 'every call is refused'],
    [{ kind: 'up', broker: { ...broker('guarding', 0), record: UNVERIFIED } }, 'down', 'does not verify'],
    [{ kind: 'up', broker: { ...broker('guarding', 0), record: UNWRITABLE } }, 'down', 'can’t be written'],
  ] as const)('for %j: %s', (guard, icon, words) => {
    const face = trayFace(guard);
    expect(face.icon).toBe(icon);
    expect(face.words).toContain(words);
  });
});
