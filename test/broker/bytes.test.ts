import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addServer,
  remit,
  removeFolder,
  root,
  serve,
  temporaryFolder,
  type Serving,
} from '../support/serve.ts';
import { wire, type Wire } from '../support/wire.ts';

const folder = temporaryFolder();
const dataDir = join(folder, 'data');
const program = join(root, 'test', 'fixtures', 'raw-server.mjs');
const log = (name: string): string => join(folder, `${name}.log`);
let serving: Serving;

beforeAll(async () => {
  addServer(dataDir, 'raw', [process.execPath, program, log('through')]);
  serving = await serve(dataDir, { tools: [{ id: 'all', server: 'raw', tool: '*', reach: 'any' }] });
});
afterAll(async () => {
  await serving.stop();
  removeFolder(folder);
});

/** What a client sends, with the number of lines that come back. */
const SENT: readonly (readonly [string, string | Buffer, number])[] = [
  [
    'an initialize',
    '{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25"}}\n',
    1,
  ],
  ['spaces and tabs', ' {\t"method" : "x/y" , "id" : 1 , "jsonrpc" : "2.0" }\n', 1],
  ['a carriage return', '{"jsonrpc":"2.0","id":2,"method":"x/cr"}\r\n', 1],
  [
    'numbers that a double changes',
    '{"jsonrpc":"2.0","id":3,"method":"x/n","params":{"a":12345678901234567890,"b":1.0,"c":1E5}}\n',
    1,
  ],
  ['escapes', '{"jsonrpc":"2.0","id":4,"method":"x/e","params":{"a":"\\u00e9\\/\\u0041"}}\n', 1],
  [
    'bytes beyond ASCII',
    Buffer.from('{"jsonrpc":"2.0","id":5,"method":"x/u","params":{"a":"é漢😀"}}\n', 'utf8'),
    1,
  ],
  ['an id that is text', '{"jsonrpc":"2.0","id":"six","method":"x/id"}\n', 1],
  [
    'unknown members',
    '{"jsonrpc":"2.0","id":7,"method":"x/m","trace":{"a":[]},"params":{"_meta":{"k":1}}}\n',
    1,
  ],
  ['a notification', '{"jsonrpc":"2.0","method":"notifications/odd","params":null}\n', 0],
  ['a list of pages', '{"jsonrpc":"2.0","id":8,"method":"tools/list"}\n', 1],
  ['the next page', '{"jsonrpc":"2.0","id":9,"method":"tools/list","params":{"cursor":"p2"}}\n', 1],
  ['a question that is asked back', '{"jsonrpc":"2.0","id":10,"method":"ask/me"}\n', 3],
  [
    'an answer to the server',
    '{"id":"srv-1","result":{"n":1.0, "big":98765432109876543210},"jsonrpc":"2.0"}\n',
    0,
  ],
  [
    'an error for the server',
    '{"jsonrpc":"2.0","id":"srv-2","error":{"code":-1,"message":"no","more":1}}\n',
    0,
  ],
  [
    'a call',
    '{"jsonrpc":"2.0" , "id":11,"method":"tools/call","params":{"name":"one","arguments":{"n":12345678901234567890,"s":"\\u0041"} } }\n',
    1,
  ],
  [
    'a cancellation',
    '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":99,"reason":"x"}}\n',
    0,
  ],
  ['the last', '{"jsonrpc":"2.0","id":12,"method":"ping"}\n', 1],
];

async function play(client: Wire): Promise<readonly (readonly [string, readonly string[]])[]> {
  const answers: (readonly [string, readonly string[]])[] = [];
  for (const [name, bytes, count] of SENT) {
    client.send(bytes);
    answers.push([name, await client.take(count)]);
  }
  await client.end();
  return answers;
}

test('every byte arrives as it was sent, in both directions', async () => {
  const direct = await play(wire(process.execPath, [program, log('direct')]));
  const through = await play(wire(remit, ['connect', 'raw', '--data', dataDir]));
  expect(through).toEqual(direct);
  // Remit asks for the list of tools in its own name once; all else is the client's.
  const own = /^.*"id":"remit-tools-.*\n/gm;
  expect(readFileSync(log('through'), 'latin1').replace(own, '')).toBe(readFileSync(log('direct'), 'latin1'));
  expect(readFileSync(log('direct'), 'latin1')).toContain('12345678901234567890');
});
