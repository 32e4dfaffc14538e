import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { serverNameSchema } from '../../shared/contract/ids.ts';
import type { JsonObject } from '../../shared/contract/json.ts';
import { entryBodySchema, type EntryBody } from '../../shared/contract/record-entry.ts';
import { excerpt } from '../../electron/authority/excerpt.ts';
import { sha256 } from '../../electron/authority/sha256.ts';
import { AuthoritySetup, type Asking } from '../support/authority-setup.ts';

const SECRET = 'q7Xdb6mD3cAqoZ';
const SCOPE = { tools: [{ id: 'all', server: '*', tool: '*', reach: 'any' }] };
const FILES = serverNameSchema.parse('files');
let at: AuthoritySetup;
beforeEach(async () => {
  at = await AuthoritySetup.make(SCOPE);
});
afterEach(() => at.end());

/** Matchers of vitest, which have no type. */
function like(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}

function unlike(text: string): unknown {
  return expect.not.stringContaining(text);
}

function written(): readonly EntryBody[] {
  const database = new DatabaseSync(join(at.data, 'record.db'), { readOnly: true });
  const rows: unknown[] = database.prepare('SELECT body FROM entries ORDER BY seq').all();
  database.close();
  return rows.map((row) =>
    entryBodySchema.parse(
      JSON.parse(String(typeof row === 'object' && row !== null && 'body' in row ? row.body : '')),
    ),
  );
}

function ofKind<K extends EntryBody['kind']>(kind: K): readonly Extract<EntryBody, { kind: K }>[] {
  return written().filter((body): body is Extract<EntryBody, { kind: K }> => body.kind === kind);
}

/** Sends a call that is let through, with its answer. */
async function send(args: JsonObject, result: string, asking: Asking = {}): Promise<void> {
  const ruling = await at.judge(args, asking);
  if (ruling.kind !== 'forward') throw new Error(ruling.refusal.reason);
  at.authority.outcome(ruling.call, 'ok', 1, excerpt(result, 4096));
  at.authority.pause(true);
  at.authority.pause(false);
  await at.record.writer.append([{ kind: 'pause', on: false }]);
}

async function choose(kept: boolean): Promise<void> {
  await at.record.writer.append([
    { kind: 'setting', setting: { name: 'arguments', value: { server: FILES, kept } } },
  ]);
}

describe('a call with a secret', () => {
  test('is in the record without it, also where nothing names it, and its hashes say nothing', async () => {
    const args = { password: SECRET, note: `it is ${SECRET}` };
    await send(args, `you sent ${SECRET}`);
    const [call] = ofKind('call');
    expect(JSON.stringify(written())).not.toContain(SECRET);
    expect(JSON.parse(call?.args.text ?? '')).toEqual({
      password: like(/^\[redacted named-value [0-9a-f]{8}\]$/),
      note: like(/^it is \[redacted known-value [0-9a-f]{8}\]$/),
    });
    expect(call?.args.redactions?.map(({ rule }) => rule)).toEqual(['named-value', 'known-value']);
    const text = JSON.stringify(args);
    expect(call?.args.bytes).toBe(text.length);
    expect(call?.args.sha256).not.toBe(sha256(text));
    const listed = JSON.stringify([sha256('files'), 'read_file', 'unlisted', sha256(text)]);
    expect(call?.digest).not.toBe(sha256(listed));
    expect(ofKind('outcome')[0]?.result?.sha256).not.toBe(sha256(`you sent ${SECRET}`));
  });

  test('without a secret keeps its hash, and a record of it is what was sent', async () => {
    const args = { text: 'plain', hash: sha256('x') };
    await send(args, 'done');
    const [call] = ofKind('call');
    expect(call?.args).toEqual({
      text: JSON.stringify(args),
      bytes: JSON.stringify(args).length,
      sha256: sha256(JSON.stringify(args)),
    });
  });

  test('isn’t among the calls against which rungs are tried', async () => {
    // As long as what stands in its place: the length gives nothing away.
    await send({ password: SECRET.padEnd(31, 'x') }, '');
    await send({ text: 'plain' }, '');
    expect(at.record.reader.recentCalls(10).map((call) => call.argsText)).toEqual(['{"text":"plain"}']);
  });

  test('is told on the terminal without it', async () => {
    await at.end();
    at = await AuthoritySetup.make({});
    const judged = at.judge(
      { command: `deploy --password ${SECRET}`, password: SECRET },
      { tool: 'run_command' },
    );
    await at.question();
    expect(at.told.length).toBeGreaterThan(0);
    await at.answer({ kind: 'deny', reason: `not with ${SECRET}` });
    await judged;
    expect(at.told.join('\n')).not.toContain(SECRET);
    expect(JSON.stringify(written())).not.toContain(SECRET);
  });
});

describe('a long text', () => {
  test.each([4060, 4080, 4090, 4095, 4096])('with a secret at %s keeps no half of it', async (place) => {
    const token = `ghp_${'aB3dE6gH9j'.repeat(4).slice(0, 36)}`;
    await send({ text: 'plain' }, `${'x'.repeat(place - 1)} ${token} ${'y'.repeat(9000)}`);
    const result = ofKind('outcome')[0]?.result;
    expect(result?.text).not.toMatch(/ghp|aB3d/);
    expect(result?.bytes).toBe(place + 41 + 9000);
    expect(result?.text.length).toBeLessThan(4200);
  });
});

describe('a server whose arguments aren’t kept', () => {
  beforeEach(() => choose(false));

  test('leaves neither arguments nor results, but what was reached', async () => {
    const path = join(at.folder, 'a.txt');
    await send({ path, word: 'sesame' }, 'the answer is 42');
    const [call] = ofKind('call');
    const text = JSON.stringify({ path, word: 'sesame' });
    expect(call?.args).toEqual({
      text: '',
      kept: false,
      bytes: text.length,
      sha256: unlike(sha256(text)),
    });
    expect(call?.reaches).toContainEqual(expect.objectContaining({ real: path }));
    expect(ofKind('outcome')[0]?.result).toMatchObject({ text: '', kept: false, bytes: 16 });
    expect(JSON.stringify(written())).not.toMatch(/sesame|the answer/);
  });

  test('leaves no argument’s value in a question either', async () => {
    await at.end();
    at = await AuthoritySetup.make({});
    await choose(false);
    const judged = at.judge({ word: 'sesame' }, { tool: 'open' });
    await at.answer({ kind: 'allow-once' });
    await judged;
    expect(ofKind('prompt')).toHaveLength(1);
    expect(JSON.stringify(written())).not.toContain('sesame');
  });

  test('stays so after a restart, until the user chooses otherwise', async () => {
    await at.restart();
    await send({ word: 'sesame' }, '');
    await choose(true);
    await send({ word: 'treacle' }, '');
    expect(ofKind('call').map((call) => call.args.text)).toEqual(['', '{"word":"treacle"}']);
  });

  test('is a matter of that server alone', async () => {
    await send({ word: 'treacle' }, '', { server: 'other' });
    expect(ofKind('call')[0]?.args.text).toBe('{"word":"treacle"}');
  });
});
