import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { VaultKeychain } from '../../electron/broker/vault-keychain.ts';
import { readStore, writeStore } from '../../electron/broker/server-store.ts';
import { vaultOf } from '../../electron/broker/vault.ts';
import { serverNameSchema } from '../../shared/contract/ids.ts';
import { removeFolder, temporaryFolder } from '../support/serve.ts';

const folder = temporaryFolder();
afterAll(() => removeFolder(folder));

/** A keychain in this process's memory: no test may write into the user's own. */
function memoryKeychain(certain = true): { keychain: VaultKeychain; forget: () => void; keys: () => number } {
  let held: string | null = null;
  let keys = 0;
  return {
    keychain: {
      kind: 'present',
      certain,
      get: () => held,
      set: (secret) => {
        held = secret;
        keys += 1;
      },
    },
    forget: () => (held = null),
    keys: () => keys,
  };
}

const broken: VaultKeychain = {
  kind: 'present',
  certain: true,
  get: () => {
    throw new Error('locked');
  },
  set: () => undefined,
};
const name = serverNameSchema.parse('mail');
const remote = serverNameSchema.parse('tickets');
const store = {
  servers: new Map([[name, { command: 'mail', args: [], cwd: '/', env: { PASSWORD: 'swordfish' } }]]),
  remotes: new Map([[remote, { url: 'https://t.example/mcp', headers: { Authorization: 'Bearer sesame' } }]]),
};

test('secrets of servers are sealed on the disk and read again by another process', () => {
  const { keychain, keys } = memoryKeychain();
  expect(writeStore(folder, store, vaultOf(keychain))).toMatchObject({ ok: true });
  const text = readFileSync(join(folder, 'servers.json'), 'utf8');
  expect(text).not.toMatch(/swordfish|sesame/);
  expect(statSync(join(folder, 'servers.json')).mode & 0o777).toBe(0o600);
  expect(readStore(folder, vaultOf(keychain))).toEqual({ ok: true, value: store });
  expect(writeStore(folder, store, vaultOf(keychain))).toMatchObject({ ok: true });
  expect(keys()).toBe(1);
});

test('a key that is gone is said, and not replaced while sealed secrets wait for it', () => {
  const { keychain, forget, keys } = memoryKeychain();
  writeStore(folder, store, vaultOf(keychain));
  forget();
  const read = readStore(folder, vaultOf(keychain));
  expect(read.ok ? '' : read.error).toMatch(/`mail`: the key .* no longer in the keychain/);
  expect(keys()).toBe(1);
});

test('a changed sealed secret does not open', () => {
  const vault = vaultOf(memoryKeychain().keychain);
  const kept = vault.seal('swordfish');
  if (!kept.ok || typeof kept.value === 'string') throw new Error('not sealed');
  const bytes = Buffer.from(kept.value.sealed, 'base64');
  bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
  expect(vault.open({ sealed: bytes.toString('base64') })).toMatchObject({ ok: false });
});

test('a locked keychain is an error where there surely is one, and says so where there may be none', () => {
  const locked = vaultOf(broken).seal('x');
  expect(locked.ok ? '' : locked.error).toContain('locked');
  const vault = vaultOf({ ...broken, certain: false });
  expect(vault.seal('x')).toEqual({ ok: true, value: 'x' });
  expect(vault.plainBecause()).toContain('locked');
});

test('without a keychain the secret stays as it is and the reason is told', () => {
  const vault = vaultOf({ kind: 'absent', because: 'this session has no secret service' });
  expect(vault.seal('x')).toEqual({ ok: true, value: 'x' });
  expect(vault.plainBecause()).toBe('this session has no secret service');
});
