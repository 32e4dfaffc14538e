// Codex runs a hook only after its user has trusted it under `/hooks`, and skips it without a word until then. It keeps what was trusted in
// its configuration: `hooks.state`, by the hook's place, the hash of what the hook said.

import { createHash } from 'node:crypto';
import { readConfig } from './config-text.ts';
import { pathsOf, type Surroundings } from './find-files.ts';
import { isRecord, valueAt } from './format/config-format.ts';
import { formatOf } from './format/format-of.ts';
import { startsHook } from './hook-command.ts';
import { hookPlaces } from './hook-places.ts';
import { codex } from './known/codex.ts';

/** `modified`: what was trusted is another hook. `off`: it is trusted and switched off, or all hooks are. */
export type CodexTrust = 'trusted' | 'untrusted' | 'modified' | 'off';

/** The worst first. */
const ORDER: readonly CodexTrust[] = ['off', 'untrusted', 'modified', 'trusted'];

/** Whether Codex runs Remit's hooks, going by the worst of them; null when it has none. */
export function codexHookTrust(around: Surroundings): CodexTrust | null {
  if (codex.hooks === null) return null;
  const config = textsAt(
    codex.files.filter(({ scope }) => scope === 'user').flatMap((one) => pathsOf(one, around)),
  );
  const parsed = formatOf('toml').parse(config[0]?.text ?? '');
  const root = parsed.ok ? parsed.value : {};
  const found = textsAt(hookPlaces(codex.hooks, around)).flatMap(({ paths, text }) =>
    hooksIn(text).map((hook) => trustOf(hook, paths, root)),
  );
  if (found.length === 0) return null;
  const features = ['hooks', 'codex_hooks'].map((name) => valueAt(root, ['features', name]));
  if (features.includes(false)) return 'off';
  return ORDER.find((one) => found.includes(one)) ?? null;
}

/** A file's text, and the paths that it may be named by. */
function textsAt(
  places: readonly string[],
): readonly { readonly paths: readonly string[]; readonly text: string }[] {
  return places.flatMap((path) => {
    const read = readConfig(path);
    return read.ok && read.value !== null ? [{ paths: [path, read.value.real], text: read.value.text }] : [];
  });
}

/** One of Remit's hooks: its place in the file, and what Codex takes the hash of. */
type CodexHook = { readonly place: string; readonly identity: object };

function hooksIn(text: string): readonly CodexHook[] {
  const parsed = formatOf('json').parse(text.replace(/^\uFEFF/, ''));
  const events = parsed.ok ? valueAt(parsed.value, ['hooks']) : {};
  return Object.entries(isRecord(events) ? events : {}).flatMap(([event, list]) =>
    listOf(list).flatMap((group, at) =>
      listOf(valueAt(group, ['hooks'])).flatMap((entry, index): readonly CodexHook[] => {
        const line = valueAt(entry, ['command']);
        if (!isRecord(entry) || typeof line !== 'string' || !startsHook(line)) return [];
        const name = event.replaceAll(/(?!^)[A-Z]/g, '_$&').toLowerCase();
        return [{ place: `${name}:${at}:${index}`, identity: identityOf(name, group, entry) }];
      }),
    ),
  );
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** As Codex has it: what the hook says, with what it leaves out filled in. */
function identityOf(event: string, group: unknown, entry: Readonly<Record<string, unknown>>): object {
  const matcher = valueAt(group, ['matcher']);
  const hook = { async: false, timeout: 600, ...entry };
  return { event_name: event, ...(matcher === undefined ? {} : { matcher }), hooks: [hook] };
}

function trustOf({ place, identity }: CodexHook, paths: readonly string[], root: unknown): CodexTrust {
  const states = paths.map((path) => valueAt(root, ['hooks', 'state', `${path}:${place}`])).filter(isRecord);
  const [state] = states;
  if (state?.['trusted_hash'] === undefined) return 'untrusted';
  const hash = createHash('sha256')
    .update(JSON.stringify(sorted(identity)))
    .digest('hex');
  if (state['trusted_hash'] !== `sha256:${hash}`) return 'modified';
  return state['enabled'] === false ? 'off' : 'trusted';
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key])]));
}
