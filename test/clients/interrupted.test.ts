// A run that is killed between any two of its writes: the next one does the rest, and nothing of it stays.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { vaultOf } from '../../electron/broker/vault.ts';
import { writePrivateFile } from '../../electron/broker/write-private-file.ts';
import { Protection } from '../../electron/clients/protection.ts';
import { clientOf, protectSetup, textOf, type ProtectSetup } from './protect-setup.ts';

class Killed extends Error {}

let setup: ProtectSetup | null = null;
afterEach(() => setup?.end());

const FILES: Readonly<Record<string, string>> = {
  '.gemini/settings.json':
    '{ "mcpServers": { "fs": { "command": "fs", "env": { "K": "SECRET" } }, "far": { "url": "https://x.example" } } }\n',
  'project/.gemini/settings.json': '{ "mcpServers": { "own": { "command": "own" } } }\n',
};
const gemini = clientOf('gemini-cli');

/** Has every write into the data folder counted, and the one of that number be the last, done or not. */
function killedAt({ ports, dataDir }: ProtectSetup, number: number, done: boolean): void {
  let count = 0;
  const write = <T>(make: () => T): T => {
    count += 1;
    if (count === number && !done) throw new Killed();
    const made = make();
    if (count === number) throw new Killed();
    return made;
  };
  const { keepToken, writeServers } = ports;
  const vault = vaultOf({ kind: 'absent', because: 'this is a test' });
  Object.assign(ports, {
    protection: new Protection(dataDir, {
      seal: vault.seal,
      open: vault.open,
      write: (path, text) => write(() => writePrivateFile(path, text)),
    }),
    keepToken: (agent: string, token: string | null) => write(() => keepToken(agent, token)),
    writeServers: (servers: Parameters<typeof writeServers>[0]) => write(() => writeServers(servers)),
  } satisfies Partial<ProtectSetup['ports']>);
}

/** True when the run was killed, false when it came to its end before. */
function isKilled(run: () => unknown): boolean {
  try {
    run();
    return false;
  } catch (error) {
    if (error instanceof Killed) return true;
    throw error;
  }
}

function everything({ home }: ProtectSetup): readonly string[] {
  return readdirSync(home, { recursive: true, encoding: 'utf8' }).sort();
}

function expectNothingLeft(begun: ProtectSetup, before: readonly string[], number: number): void {
  const { home, dataDir, store } = begun;
  for (const [path, text] of Object.entries(FILES))
    expect(textOf(join(home, path)), `write ${number}`).toBe(text);
  expect(everything(begun)).toEqual(before);
  expect([...store().servers.keys(), ...store().remotes.keys()], `write ${number}`).toEqual([]);
  const agents = join(dataDir, 'agents.json');
  if (existsSync(agents)) expect(readFileSync(agents, 'utf8')).not.toMatch(/[0-9a-f]{64}/);
  const backups = join(dataDir, 'backups');
  expect(existsSync(backups) ? readdirSync(backups) : [], `write ${number}`).toEqual([]);
}

/** Kills the run at every one of its writes, one after the other, and says how many there were. */
function killEverywhere(first: 'protect' | 'unprotect', done: boolean, again: boolean): number {
  for (let number = 1; ; number += 1) {
    const begun = protectSetup({ port: 4321, hooks: true });
    setup = begun;
    for (const [path, text] of Object.entries(FILES)) begun.put(path, text);
    const before = everything(begun);
    if (first === 'unprotect') begun.protect(gemini);
    const whole = { ...begun.ports };
    killedAt(begun, number, done);
    const killed = isKilled(() => begun[first](gemini));
    Object.assign(begun.ports, whole);
    if (killed && again) begun.protect(gemini);
    begun.unprotect(gemini);
    expectNothingLeft(begun, before, number);
    begun.end();
    setup = null;
    if (!killed) return number - 1;
  }
}

describe.each(['protect', 'unprotect'] as const)('%s, killed', (first) => {
  test.each([
    ['before', false, false],
    ['after', true, false],
    ['before', false, true],
    ['after', true, true],
  ])('%s any of its writes (done: %s, protected again: %s), is undone whole', (_when, done, again) => {
    expect(killEverywhere(first, done, again)).toBeGreaterThan(3);
  });
});
