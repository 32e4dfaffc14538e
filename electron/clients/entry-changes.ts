// How an entry is rewritten so that it leads to Remit.

import { assertNever } from '../../shared/core/assert-never.ts';
import type { FoundFile } from './find-files.ts';
import { isRecord, valueAt } from './format/config-format.ts';
import type { KnownEntry } from './known-client.ts';
import { addressKeys, endpointAddress, type Entry } from './read-entry.ts';

/** What the rewritten entries lead to, and on whose behalf. */
export type Target = {
  /** The absolute path of the program `remit`. */
  readonly remit: string;
  /** The data folder, when it isn't the one that `remit` finds by itself. */
  readonly dataDir: string | null;
  /** Where Remit takes calls over HTTP; null when it doesn't. */
  readonly endpoint: { readonly port: number } | null;
  readonly token: string;
};

/** The shim shows it to the broker. In the environment, because other users of a machine can read arguments. */
const TOKEN = 'REMIT_AGENT_TOKEN';

/** One key of an entry and its new value, `undefined` to take it away; a new key is put after the key `after`. */
export type KeyChange = { readonly key: string; readonly value: unknown; readonly after: string };

/** `agent` is null in files that others share: they get no credential, and the agent is named after its process. */
export function changesOf(
  entry: Entry,
  known: KnownEntry,
  value: unknown,
  server: string,
  target: Target,
  agent: string | null,
): readonly KeyChange[] {
  switch (entry.kind) {
    case 'stdio':
      return stdioChanges(known, value, server, target, agent);
    case 'http':
      return httpChanges(known, value, server, target);
    case 'remit':
      return renewal(known, value, target);
    case 'left':
      return [];
    default:
      return assertNever(entry);
  }
}

/** An entry that Remit wrote earlier: the program may stand elsewhere by now, and the credential may be another. */
function renewal(known: KnownEntry, value: unknown, target: Target): readonly KeyChange[] {
  const overHttp = addressOf(known, value);
  if (overHttp !== null) return httpRenewal(known, value, overHttp, target);
  const { remit, token } = target;
  const { command, env } = known;
  const words = wordsOf(known, value);
  const changes: KeyChange[] = [];
  if (words[0] !== remit)
    changes.push({
      key: command,
      value: known.commandIs === 'array' ? [remit, ...words.slice(1)] : remit,
      after: '',
    });
  if (valueAt(value, [env, TOKEN]) !== token) {
    const now = valueAt(value, [env]);
    changes.push({ key: env, value: { ...(isRecord(now) ? now : {}), [TOKEN]: token }, after: command });
  }
  return changes;
}

type Address = { readonly key: string; readonly port: string; readonly name: string };

/** The endpoint's address in an entry over HTTP; null in any other. */
function addressOf(known: KnownEntry, value: unknown): Address | null {
  for (const key of addressKeys(value, known)) {
    const found = endpointAddress(valueAt(value, [key]));
    if (found !== null) return { key, ...found };
  }
  return null;
}

/** The port may be another one by now, and so may the credential. */
function httpRenewal(
  known: KnownEntry,
  value: unknown,
  { key, port, name }: Address,
  { endpoint, token }: Target,
): readonly KeyChange[] {
  if (endpoint === null) return [];
  const changes: KeyChange[] = [];
  if (port !== String(endpoint.port)) changes.push({ key, value: addressAt(endpoint, name), after: '' });
  if (valueAt(value, [known.headers, 'Authorization']) !== `Bearer ${token}`)
    changes.push({ key: known.headers, value: { Authorization: `Bearer ${token}` }, after: key });
  return changes;
}

function addressAt({ port }: { readonly port: number }, name: string): string {
  return `http://127.0.0.1:${port}/mcp/${name}`;
}

/** Whether Remit wrote the entry for this client and data folder, and would write it otherwise today. `isKnown`: it has an address here. */
export function isStale(
  entry: Entry,
  value: unknown,
  { client, known }: FoundFile,
  target: Target,
  isKnown: (server: string) => boolean,
): boolean {
  if (entry.kind !== 'remit' || known.scope !== 'user') return false;
  // Such an entry doesn't say whose data folder it leads to: a server of its name has to be here.
  if (addressOf(client.entry, value) !== null)
    return isKnown(entry.server) && renewal(client.entry, value, target).length > 0;
  const words = wordsOf(client.entry, value);
  const flag = (name: string): unknown => (words.includes(name) ? words[words.indexOf(name) + 1] : null);
  if (flag('--agent') !== client.name || flag('--data') !== target.dataDir) return false;
  return renewal(client.entry, value, target).length > 0;
}

function wordsOf({ commandIs, command, args }: KnownEntry, value: unknown): readonly unknown[] {
  const first = valueAt(value, [command]);
  const rest: unknown = commandIs === 'array' ? first : valueAt(value, [args]);
  const words: readonly unknown[] = Array.isArray(rest) ? rest : [];
  return commandIs === 'array' ? words : [first, ...words];
}

function stdioChanges(
  known: KnownEntry,
  value: unknown,
  server: string,
  target: Target,
  agent: string | null,
): readonly KeyChange[] {
  const words = ['connect', server, ...(agent === null ? [] : ['--agent', agent])];
  if (target.dataDir !== null) words.push('--data', target.dataDir);
  const [command, after]: readonly [readonly KeyChange[], string] =
    known.commandIs === 'array'
      ? [[{ key: known.command, value: [target.remit, ...words], after: '' }], known.command]
      : [
          [
            { key: known.command, value: target.remit, after: '' },
            { key: known.args, value: words, after: known.command },
          ],
          known.args,
        ];
  const timeout = timeoutChange(known, value, after);
  if (agent !== null)
    return [...command, { key: known.env, value: { [TOKEN]: target.token }, after }, ...timeout];
  return valueAt(value, [known.env]) === undefined
    ? [...command, ...timeout]
    : [...command, { key: known.env, value: undefined, after }, ...timeout];
}

function httpChanges(
  known: KnownEntry,
  value: unknown,
  server: string,
  { endpoint, token }: Target,
): readonly KeyChange[] {
  const [key = 'url'] = addressKeys(value, known);
  const url = addressAt(endpoint ?? { port: 0 }, encodeURIComponent(server));
  const old = [known.bearerVariable, known.headerVariables].filter(
    (one): one is string => one !== undefined && valueAt(value, [one]) !== undefined,
  );
  return [
    { key, value: url, after: '' },
    { key: known.headers, value: { Authorization: `Bearer ${token}` }, after: key },
    ...old.map((one) => ({ key: one, value: undefined, after: '' })),
    ...timeoutChange(known, value, key),
  ];
}

/** The client's own limit for a call is as long as it can be: the user may be asked, and may be away. */
function timeoutChange({ timeout }: KnownEntry, value: unknown, after: string): readonly KeyChange[] {
  if (timeout === null) return [];
  const most = timeout.seconds * timeout.perSecond;
  const now = valueAt(value, [timeout.key]);
  const isNumber = typeof now === 'number' || typeof now === 'bigint';
  return isNumber && now >= most ? [] : [{ key: timeout.key, value: most, after }];
}
