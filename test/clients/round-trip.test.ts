import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { clientOf, protectSetup, steady, textOf, type ProtectSetup } from './protect-setup.ts';
import { shapes, spellings } from './shapes.ts';

let setup: ProtectSetup | null = null;
afterEach(() => setup?.end());

function begin(platform: 'linux' | 'darwin' | 'win32'): ProtectSetup {
  setup = protectSetup({
    platform,
    env: { HOME_OF_FILES: '/srv/files', KEY_OF_GEMINI: 'SECRET-9' },
    port: 4321,
  });
  return setup;
}

/** Every file under a folder with its text. */
function snapshot(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), 'latin1')]));
}

describe.each(shapes.map((shape) => [`${shape.client} on ${shape.platform}: ${shape.path}`, shape] as const))(
  '%s',
  (_name, { client, path, platform, text, protects, leaves }) => {
    test.each(spellings)('%s is the same after protect and unprotect', (_spelling, spell) => {
      const { put, protect, unprotect, store } = begin(platform);
      const original = spell(text);
      const file = put(path, original);
      const [report] = protect(clientOf(client));
      expect(report?.problem).toBeNull();
      const kinds = (kind: string): unknown =>
        report?.entries.filter((entry) => entry.kind === kind).map(({ name }) => name);
      expect(kinds('protected')).toEqual(protects);
      expect(kinds('unguarded')).toEqual(leaves);
      expect(textOf(file)).not.toContain('SECRET');
      const [undone] = unprotect(clientOf(client));
      expect(undone).toMatchObject({ kind: 'whole', problem: null });
      expect(textOf(file)).toBe(original);
      expect(store()).toEqual({ servers: new Map(), remotes: new Map() });
    });

    test('protecting twice changes nothing the second time', () => {
      const { put, protect, folder } = begin(platform);
      put(path, text);
      protect(clientOf(client));
      const once = snapshot(folder);
      const [again] = protect(clientOf(client));
      expect(again).toMatchObject({ kind: 'unchanged', diff: '' });
      expect(snapshot(folder)).toEqual(once);
    });

    test('a dry run shows the change and writes nothing', async () => {
      const begun = begin(platform);
      begun.put(path, text);
      const before = snapshot(begun.folder);
      const [report] = begun.protect(clientOf(client), true);
      expect(snapshot(begun.folder)).toEqual(before);
      const golden = `golden/${client}-${platform}-${path.replaceAll(/[^\w.]+/g, '-')}.diff`;
      await expect(steady(report?.diff ?? '', begun)).toMatchFileSnapshot(golden);
    });
  },
);
