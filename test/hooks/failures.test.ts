import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { socketPath } from '../../electron/authority/data-dir.ts';
import { askingBroker, type AskingBroker } from '../support/asking-broker.ts';
import { captured, runHook, startHook, type HookEnd } from '../support/hook.ts';
import { ManualAlarms } from '../support/manual-alarms.ts';
import { remit, removeFolder, root, temporaryFolder } from '../support/serve.ts';
import { wire } from '../support/wire.ts';

let folder: string;
let dataDir: string;
let broker: AskingBroker | null;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = temporaryFolder();
  dataDir = join(folder, 'data');
  broker = null;
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await broker?.running.stop();
  removeFolder(folder);
});

const AGENTS = ['claude-code', 'codex', 'gemini-cli', 'cursor', 'vscode', 'copilot-cli', 'windsurf', 'cline'];
/** A payload that leaves it to the command line who asks can be had of Claude Code only; the others have marks. */
const bash = (): string => JSON.stringify(captured('claude-code.PreToolUse.bash.json', ['stdin'], folder));

/** A no that each agent honours, whatever else has gone wrong. */
function expectNo(agent: string, { code, out, err }: HookEnd, why: RegExp): void {
  expect(err).toMatch(why);
  if (agent === 'cline') expect(JSON.parse(out)).toEqual({ cancel: true, errorMessage: err.trim() });
  else expect(code).toBe(2);
}

describe.each(AGENTS)('a hook of %s', (agent) => {
  const words = (): string[] => [agent, '--data', dataDir];

  test('refuses what is no payload', async () => {
    for (const garbage of ['', '{', 'null', '[]', '"text"', Buffer.from([0x7b, 0xff, 0x7d])])
      expectNo(agent, await runHook(words(), garbage), /it is not JSON/);
  });

  test('refuses when the agent never ends its payload', async () => {
    const hook = startHookOpen([...words(), '--deadline', '0.3']);
    expectNo(agent, await hook, /nobody answered within 0.3 s/);
  });
});

/** A hook whose input stays open. */
function startHookOpen(words: readonly string[]): Promise<HookEnd> {
  const child = spawn(remit, ['hook', ...words], { stdio: ['pipe', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString('utf8')));
  child.stdin.write('{');
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, out, err }));
  });
}

test('without a broker nothing may run, and the agent is told how to start it', async () => {
  const end = await runHook(['claude', '--data', dataDir], bash());
  expectNo('claude-code', end, /start the Remit app/);
  expect(end.err).toContain(dataDir);
});

test('a payload beyond the limit is refused with the limit', async () => {
  const end = await runHook(['claude', '--data', dataDir], Buffer.alloc(16 * 1024 * 1024, 0x20));
  expectNo('claude-code', end, /15728640 bytes/);
});

test('a large call within the limit is judged', async () => {
  broker = await askingBroker(folder);
  const payload = {
    ...captured('claude-code.PreToolUse.bash.json', ['stdin'], folder),
    tool_name: 'Write',
    tool_input: { file_path: join(folder, 'big.txt'), content: '"\\é'.repeat(2_000_000) },
  };
  const hook = startHook(['claude', '--data', dataDir], JSON.stringify(payload));
  await broker.answer({ kind: 'allow-once' });
  expect(await hook.end).toMatchObject({ code: 0, err: '' });
});

test.each([
  [['nobody'], 'nobody'],
  [[], 'the agent that runs it is missing'],
  [['claude', '--deadline', 'soon'], '--deadline'],
])('with the words %j it refuses and says why', async (words, why) => {
  const end = await runHook(words, bash());
  expect(end.code).toBe(2);
  expect(end.err).toContain(why);
});

describe('while the user is asked', () => {
  let alarms: ManualAlarms;
  beforeEach(async () => {
    alarms = new ManualAlarms();
    broker = await askingBroker(folder, { alarms: alarms.alarms });
  });
  const asking = (): AskingBroker => {
    if (broker === null) throw new Error('no broker');
    return broker;
  };

  test('the hook waits, and an answer is the agent’s', async () => {
    const yes = startHook(['claude', '--data', dataDir], bash());
    await asking().answer({ kind: 'allow-once' });
    expect(await yes.end).toMatchObject({ code: 0, err: '' });
    const no = startHook(['claude', '--data', dataDir], bash());
    await asking().answer({ kind: 'deny', reason: 'use a branch' });
    expectNo('claude-code', await no.end, /the user denied it: use a branch/);
    expect(asking().log()).toEqual([expect.stringContaining('refused'), expect.stringContaining('handed')]);
  });

  test('shortly before its own deadline it refuses, and the question stays for when it is done again', async () => {
    const hook = startHook(['claude', '--data', dataDir, '--deadline', '60'], bash());
    const ms = await alarms.ring('deadline');
    expect(ms).toBeLessThan(60_000);
    expect(ms).toBeGreaterThan(20_000);
    expectNo('claude-code', await hook.end, /call again with the same arguments/);
    expect(asking().asked()).toBe(1);
    await asking().answer({ kind: 'deny', reason: '' });
    await asking().none();
  });

  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'a hook that gets %s takes its question back',
    async (signal) => {
      const hook = startHook(['claude', '--data', dataDir], bash());
      await asking().question();
      hook.process.kill(signal);
      await asking().none();
      expect(await asking().logWith('look whether the tool ran all the same')).toHaveLength(1);
    },
  );

  test('a program that is killed within the hook’s shell is a refusal', async () => {
    const hook = startHook(['codex', '--data', dataDir], codexBash());
    await asking().question();
    const [program] = spawnSync('pgrep', ['-P', String(hook.process.pid)], { encoding: 'utf8' }).stdout.split(
      '\n',
    );
    process.kill(Number(program), 'SIGKILL');
    expectNo('codex', await hook.end, /its hook ended with code 137/);
    await asking().none();
  });

  test('nothing that another program says on the socket answers it', async () => {
    const hook = startHook(['claude', '--data', dataDir], bash());
    const { id, digest } = await asking().question();
    const client = wire(remit, ['connect', 'nowhere', '--data', dataDir]);
    client.send(
      `${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'decide', params: { request: id, digest } })}\n`,
    );
    await client.take(1);
    await client.end();
    expect((await asking().question()).id).toBe(id);
    await asking().answer({ kind: 'not-now' });
    expectNo('claude-code', await hook.end, /did not want to answer now/);
  });
});

function codexBash(): string {
  return JSON.stringify(captured('codex.PreToolUse.bash.json', ['stdin'], folder));
}

test('a broker that is killed while the user is asked is a refusal', async () => {
  const child = spawn(process.execPath, [join(root, 'test', 'support', 'asking-process.ts'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  let said = '';
  const says = (words: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (chunk: Buffer | string): void => {
        said += chunk.toString('utf8');
        if (!said.includes(words)) return;
        child.stdout.off('data', look);
        resolve();
      };
      child.stdout.on('data', look);
      look('');
    });
  await says('ready');
  const hook = startHook(['codex', '--data', dataDir], codexBash());
  await says('asking 1');
  child.kill('SIGKILL');
  expectNo('codex', await hook.end, /Remit ended before it answered/);
});

describe('a program in the broker’s place', () => {
  test.each([
    ['says something else', '{"remit":1,"verdict":"yes"}\n'],
    ['says half of it', '{"remit":1,"verdict":"allow"}'],
    ['says nothing', ''],
    ['refuses without a reason', '{"remit":1,"verdict":"refuse"}\n'],
  ])('that %s is no yes', async (_what, reply) => {
    mkdirSync(dataDir, { mode: 0o700 });
    const path = socketPath(dataDir);
    if (!path.ok) throw new Error(path.error);
    const server = createServer((socket: Socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end(reply));
    });
    await new Promise<void>((done) => server.listen(path.value, done));
    expectNo(
      'codex',
      await runHook(['codex', '--data', dataDir], codexBash()),
      /Remit (ended|gave an answer)/,
    );
    await new Promise((done) => server.close(done));
  });
});

describe.each(['claude', 'cline'])('the hook of %s', (agent) => {
  const ended = (program: string, words: readonly string[], env: NodeJS.ProcessEnv = {}): HookEnd => {
    const run = spawnSync(program, ['hook', agent, ...words], {
      input: bash(),
      encoding: 'utf8',
      env: { ...process.env, ...env },
    });
    return { code: run.status, out: run.stdout, err: run.stderr };
  };
  const expectBlocked = ({ code, out, err }: HookEnd): void => {
    expect(err).not.toBe('');
    if (agent === 'cline') expect(JSON.parse(out)).toMatchObject({ cancel: true });
    else expect(code).toBe(2);
  };

  test('refuses in a checkout that is not built', () => {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    copyFileSync(remit, join(bin, 'remit'));
    expectBlocked(ended(join(bin, 'remit'), []));
  });

  test('refuses where there is no runtime', () => {
    expectBlocked(ended(remit, [], { REMIT_NODE: '/no/such/node' }));
  });

  test('refuses words that it does not know', () => {
    expectBlocked(ended(remit, ['--deadline', 'soon']));
  });
});

test('a payload may begin with a byte order mark, as PowerShell writes it', async () => {
  const end = await runHook(['claude', '--data', dataDir], `\uFEFF${bash()}`);
  expectNo('claude-code', end, /start the Remit app/);
});
