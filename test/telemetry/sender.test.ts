import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Collector } from '../support/collector.ts';
import { HistorySetup } from '../support/history-setup.ts';
import { RECORD, Sending } from '../support/sending.ts';

let setup: HistorySetup;
let collector: Collector;
const running: Sending[] = [];

beforeEach(async () => {
  setup = await HistorySetup.make(7);
  collector = await Collector.start();
});
afterEach(async () => {
  await collector.close();
  for (const sending of running.splice(0)) await sending.stop();
  await setup.end();
});

function send(address = collector.address, record = RECORD): Sending {
  const sending = new Sending(setup, address, record);
  running.push(sending);
  return sending;
}

/** Every entry's place, in order; the record's own first entry was there before the test heard of any. */
function written(): readonly { readonly seq: number; readonly hash: string }[] {
  return setup.entries.map(({ seq, hash }) => ({ seq, hash }));
}

async function arrived(count = setup.entries.length + 1): Promise<void> {
  await collector.until(() => collector.taken().length >= count);
}

describe('the record arrives', () => {
  test('in order, every entry once with its hash, in requests of at most 500', async () => {
    await setup.appendMany(700);
    const sending = send();
    await arrived();
    await setup.appendCalls(3);
    sending.sender.note(setup.entries.at(-1)?.seq ?? 0);
    await arrived();
    await sending.stop();
    expect(collector.places().slice(1)).toEqual(written());
    expect(collector.requests.length).toBeGreaterThan(3);
    for (const request of collector.requests) {
      expect(request.path).toBe('POST /v1/logs');
      expect(request.headers['content-type']).toBe('application/json');
      expect(request.entries.length).toBeLessThanOrEqual(500);
      expect(request.text.length).toBeLessThan(1_048_576);
      expect(request.resource).toEqual({
        'service.name': 'remit',
        'service.version': '1.2.3',
        'service.instance.id': RECORD,
      });
    }
    expect(sending.views.at(0)?.kind).toBe('behind');
    expect(sending.views.at(-1)).toEqual({ kind: 'sending', problem: null });
  });

  test('when the collector comes up only later', async () => {
    await setup.appendCalls(5);
    await collector.close();
    const sending = send();
    expect(await sending.failing()).toMatchObject({ kind: 'failing' });
    expect(sending.views.at(-1)?.problem).toContain(`${collector.address} can’t be reached`);
    await collector.open();
    await sending.again();
    await arrived();
    expect(collector.places().slice(1)).toEqual(written());
  });

  test('when connections break, after longer and longer waits', async () => {
    await setup.appendCalls(2);
    collector.replies.push('drop', 'drop', 'drop');
    const sending = send();
    for (let turn = 0; turn < 3; turn += 1) await sending.again();
    await arrived();
    expect(collector.places().slice(1)).toEqual(written());
    const [first = 0, second = 0, third = 0] = sending.waits;
    expect(first).toBeLessThanOrEqual(1000);
    expect(second).toBeLessThanOrEqual(2000);
    expect(third).toBeGreaterThanOrEqual(2000);
  });

  test('from where the last run left off', async () => {
    await setup.appendCalls(4);
    const first = send();
    await arrived();
    await first.stop();
    expect(statSync(join(setup.folder, 'telemetry.json')).mode & 0o777).toBe(0o600);
    await setup.appendCalls(4);
    send();
    await arrived();
    expect(collector.places().slice(1)).toEqual(written());
  });

  test('from its beginning when it is another record, or an older copy was put back', async () => {
    await setup.appendCalls(2);
    const all = setup.entries.length + 1;
    await send().stop();
    await send(collector.address, 'd'.repeat(32)).stop();
    expect(collector.taken()).toHaveLength(2 * all);
    const file = join(setup.folder, 'telemetry.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"hash":"[0-9a-f]{8}/, '"hash":"00000000'));
    await send(collector.address, 'd'.repeat(32)).stop();
    expect(collector.taken()).toHaveLength(3 * all);
  });

  test('when it is stopped, as far as it goes', async () => {
    await setup.appendCalls(3);
    const sending = send();
    await sending.stop();
    expect(collector.places().slice(1)).toEqual(written());
  });
});

describe('the collector says', () => {
  beforeEach(() => setup.appendCalls(3));

  test('that it has not kept some: they aren’t sent again, and it is told', async () => {
    const body = '{"partialSuccess":{"rejectedLogRecords":"2","errorMessage":"too old"}}';
    collector.replies.push({ status: 200, body });
    const sending = send();
    await arrived();
    await setup.appendCalls(1);
    sending.sender.note(setup.entries.at(-1)?.seq ?? 0);
    await arrived();
    await sending.stop();
    expect(collector.places().slice(1)).toEqual(written());
    expect(sending.views.at(-1)).toEqual({
      kind: 'sending',
      problem: `${collector.address} has not kept 2 of the entries sent: too old`,
    });
  });

  test.each([429, 502, 503, 504])('%d with a time: it is tried again then', async (status) => {
    collector.replies.push({ status, headers: { 'retry-after': '7' } });
    const sending = send();
    expect((await sending.failing())?.problem).toContain(`status ${status}`);
    expect(sending.waits).toEqual([7000]);
    expect(collector.requests).toHaveLength(1);
    await sending.again();
    await arrived();
    await sending.stop();
    expect(collector.places().slice(1)).toEqual(written());
    expect(sending.views.at(-1)?.kind).toBe('sending');
  });

  test('to go elsewhere: nothing goes there', async () => {
    const other = await Collector.start();
    for (const status of [301, 302, 307, 308]) {
      collector.replies.push({ status, headers: { location: `${other.address}/v1/logs` } });
      const sending = send();
      expect((await sending.failing())?.problem).toContain(`sends on to ${other.address}`);
      await sending.stop();
    }
    expect(other.connections).toBe(0);
    await other.close();
    send();
    await arrived();
    expect(collector.places().slice(1)).toEqual(written());
  });

  test('that a request is too large: the entries go in smaller ones', async () => {
    collector.replies.push({ status: 413 }, { status: 413 });
    send();
    await arrived();
    const sizes = collector.requests.map(({ entries }) => entries.length);
    expect(sizes[1]).toBeLessThan(sizes[0] ?? 0);
    expect(sizes[2]).toBeLessThan(sizes[1] ?? 0);
    expect(collector.places().slice(1)).toEqual(written());
  });

  test.each([
    ['a page', { status: 200, body: '<html>Sign in</html>' }, 'not as a collector'],
    ['that it doesn’t know who sends', { status: 401 }, 'status 401'],
    ['that there is nothing', { status: 404 }, 'check the path'],
    ['that it doesn’t understand', { status: 400 }, 'status 400'],
  ])('%s: the entries stay unsent until that is mended', async (_name, reply, says) => {
    collector.replies.push(reply);
    const sending = send();
    expect((await sending.failing())?.problem).toContain(says);
    expect(sending.waits).toEqual([300_000]);
    collector.requests.length = 0;
    await sending.again();
    await arrived();
    expect(collector.places().slice(1)).toEqual(written());
  });

  test('something that isn’t TLS', async () => {
    const sending = send(collector.address.replace('http:', 'https:'));
    expect((await sending.failing())?.problem).toContain('can’t be reached: it doesn’t speak https');
    expect(collector.requests).toEqual([]);
  });

  test('nothing: a stop doesn’t wait for it', async () => {
    collector.replies.push('hang');
    const sending = send();
    await collector.until(() => collector.requests.length === 1);
    sending.sender.stop(0);
    await sending.stop();
    expect(sending.views.at(-1)?.kind).toBe('failing');
    expect(collector.requests).toHaveLength(1);
  });
});
