import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { loopbackServer, sendEvents, sendJson } from './loopback-server.ts';
import { runAgent, type AgentEnd, type FieldAgent } from './protected-agent.ts';
import type { ModelCall, ScriptedModel } from './scripted-model.ts';
import { remit } from './serve.ts';

/** The program of Codex; empty where it isn't to be had (see scripts/field.mjs). */
export const CODEX = process.env['REMIT_CODEX'] ?? '';

const requestSchema = z.looseObject({
  input: z.array(z.looseObject({ type: z.string().optional(), output: z.unknown().optional() })),
});

/** A stand-in for the Responses API on loopback, which has the agent call tools one after the other. */
export async function scriptedResponses(script: readonly ModelCall[]): Promise<ScriptedModel> {
  let results: readonly string[] = [];
  const server = await loopbackServer((path, body, response) => {
    if (!path.endsWith('/responses')) return sendJson(response, { data: [], models: [] });
    const { input } = requestSchema.parse(JSON.parse(body));
    results = input
      .filter(({ type }) => type === 'function_call_output')
      .map(({ output }) => (typeof output === 'string' ? output : JSON.stringify(output)));
    const step = results.length;
    const call = script[step];
    const item =
      call === undefined
        ? { type: 'message', id: 'm', role: 'assistant', content: [{ type: 'output_text', text: 'done' }] }
        : {
            type: 'function_call',
            id: `fc_${step}`,
            call_id: `call_${step}`,
            name: call.tool,
            ...(call.space === undefined ? {} : { namespace: call.space }),
            arguments: JSON.stringify(call.input),
          };
    const usage = {
      input_tokens: 1,
      output_tokens: 1,
      total_tokens: 2,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens_details: { reasoning_tokens: 0 },
    };
    sendEvents(response, [
      { type: 'response.created', response: { id: `r${step}` } },
      { type: 'response.output_item.done', output_index: 0, item },
      { type: 'response.completed', response: { id: `r${step}`, usage } },
    ]);
  });
  return { ...server, results: () => results };
}

/** Words that lead it to a scripted model and switch all of its own checks off, wherever its configuration is. */
function codexWords(model: string, flags: readonly string[]): readonly string[] {
  const provider = {
    model_provider: 'scripted',
    model: 'scripted',
    'model_providers.scripted.name': 'scripted',
    'model_providers.scripted.base_url': `${model}/v1`,
    'model_providers.scripted.wire_api': 'responses',
    'model_providers.scripted.env_key': 'SCRIPTED_KEY',
  };
  const settings = Object.entries(provider).flatMap(([key, value]) => [
    '-c',
    `${key}=${JSON.stringify(value)}`,
  ]);
  const checks = ['--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox'];
  return [CODEX, 'exec', ...settings, ...checks, ...flags, 'go'];
}

/** Runs the unmodified Codex on a scripted model, with Remit's hook before every tool. */
export function runCodex(folder: string, project: string, dataDir: string, model: string): Promise<AgentEnd> {
  const home = join(folder, 'home');
  mkdirSync(join(home, '.codex'), { recursive: true });
  const hook = { type: 'command', command: `${remit} hook codex --data ${dataDir}`, timeout: 3600 };
  writeFileSync(
    join(home, '.codex', 'hooks.json'),
    JSON.stringify({ hooks: { PreToolUse: [{ matcher: '.*', hooks: [hook] }] } }),
  );
  // The user's review of a hook can't be scripted.
  const words = codexWords(model, ['--dangerously-bypass-hook-trust']);
  return runAgent(words, { home, project }, { SCRIPTED_KEY: 'nobody' });
}

/** The same with nothing but the files in its home. */
export const codex: FieldAgent = {
  id: 'codex',
  play: scriptedResponses,
  run: (at, model) => runAgent(codexWords(model, []), at, { SCRIPTED_KEY: 'nobody' }),
  shell: (command) => ({ tool: 'exec_command', input: { cmd: command } }),
  read: (path) => ({ tool: 'read_text_file', space: 'mcp__fs', input: { path } }),
};

const listSchema = z.object({
  id: z.literal(2),
  result: z.object({
    data: z.array(
      z.object({
        hooks: z.array(z.object({ key: z.string(), currentHash: z.string(), trustStatus: z.string() })),
      }),
    ),
  }),
});
type CodexHookState = z.infer<typeof listSchema>['result']['data'][number]['hooks'][number];

/** What Codex itself says of its hooks. */
export function codexHooks(at: {
  readonly home: string;
  readonly project: string;
}): Promise<readonly CodexHookState[]> {
  const child = spawn(CODEX, ['app-server'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { HOME: at.home, PATH: process.env['PATH'] ?? '' },
  });
  const send = (message: object): unknown => child.stdin.write(`${JSON.stringify(message)}\n`);
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const message = z.looseObject({ id: z.unknown() }).safeParse(JSON.parse(line));
      if (message.data?.id === 1) {
        send({ method: 'initialized' });
        send({ id: 2, method: 'hooks/list', params: { cwds: [at.project] } });
      }
      const list = listSchema.safeParse(message.data);
      if (!list.success) return;
      child.kill();
      resolve(list.data.result.data.flatMap(({ hooks }) => hooks));
    });
    child.once('close', () => reject(new Error('Codex said nothing of its hooks')));
    send({ id: 1, method: 'initialize', params: { clientInfo: { name: 'test', version: '1' } } });
  });
}
