import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { loopbackServer, sendEvents, sendJson, type LoopbackServer } from './loopback-server.ts';
import { remit } from './serve.ts';

/** The program of Codex; empty where it isn't to be had (see scripts/field.mjs). */
export const CODEX = process.env['REMIT_CODEX'] ?? '';

const requestSchema = z.looseObject({
  input: z.array(z.looseObject({ type: z.string().optional(), output: z.unknown().optional() })),
});

/** A call of one of the agent's tools, in the name space of a server when it is one's. */
export type CodexCall = { readonly namespace?: string; readonly name: string; readonly args: object };

/** A stand-in for the Responses API on loopback, which has the agent run one command line after the other, or call other tools. */
export async function scriptedResponses(
  lines: readonly (string | CodexCall)[],
): Promise<LoopbackServer & { readonly results: () => readonly string[] }> {
  let results: readonly string[] = [];
  const server = await loopbackServer((path, body, response) => {
    if (!path.endsWith('/responses')) return sendJson(response, { data: [], models: [] });
    const { input } = requestSchema.parse(JSON.parse(body));
    results = input
      .filter(({ type }) => type === 'function_call_output')
      .map(({ output }) => (typeof output === 'string' ? output : JSON.stringify(output)));
    const step = results.length;
    const line = lines[step];
    const item =
      line === undefined
        ? { type: 'message', id: 'm', role: 'assistant', content: [{ type: 'output_text', text: 'done' }] }
        : {
            type: 'function_call',
            id: `fc_${step}`,
            call_id: `call_${step}`,
            ...(typeof line === 'string'
              ? { name: 'exec_command', arguments: JSON.stringify({ cmd: line }) }
              : {
                  name: line.name,
                  ...(line.namespace === undefined ? {} : { namespace: line.namespace }),
                  arguments: JSON.stringify(line.args),
                }),
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

/** Its configuration for a scripted model. */
export function codexConfig(model: string): string {
  const provider = {
    name: 'scripted',
    base_url: `${model}/v1`,
    wire_api: 'responses',
    env_key: 'SCRIPTED_KEY',
  };
  const lines = Object.entries(provider).map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`);
  return `model = "scripted"\nmodel_provider = "scripted"\n[model_providers.scripted]\n${lines.join('')}`;
}

/** Runs the unmodified Codex on a scripted model, with Remit's hook before every tool and all of its own checks off. */
export function runCodex(
  folder: string,
  project: string,
  dataDir: string,
  model: string,
): Promise<number | null> {
  const home = join(folder, 'codex');
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'config.toml'), codexConfig(model));
  const hook = { type: 'command', command: `${remit} hook codex --data ${dataDir}`, timeout: 3600 };
  writeFileSync(
    join(home, 'hooks.json'),
    JSON.stringify({ hooks: { PreToolUse: [{ matcher: '.*', hooks: [hook] }] } }),
  );
  // The user's review of a hook can't be scripted.
  return runCodexAsItIs(home, home, project, ['--dangerously-bypass-hook-trust']);
}

function environment(home: string, codexHome: string): Readonly<Record<string, string>> {
  return {
    HOME: home,
    CODEX_HOME: codexHome,
    PATH: process.env['PATH'] ?? '',
    SCRIPTED_KEY: 'nobody',
    REMIT_NO_START: '1',
    ...(process.env['REMIT_NODE'] === undefined ? {} : { REMIT_NODE: process.env['REMIT_NODE'] }),
  };
}

/** The same with nothing but its own files, which `remit protect` may have changed. */
export function runCodexAsItIs(
  home: string,
  codexHome: string,
  project: string,
  flags: readonly string[] = [],
): Promise<number | null> {
  const all = ['--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox', ...flags, 'go'];
  const child = spawn(CODEX, ['exec', ...all], {
    cwd: project,
    stdio: 'ignore',
    env: environment(home, codexHome),
  });
  return new Promise((resolve) => child.once('close', (code) => resolve(code)));
}

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
export type CodexHookState = z.infer<typeof listSchema>['result']['data'][number]['hooks'][number];

/** What Codex itself says of its hooks. */
export function codexHooks(
  home: string,
  codexHome: string,
  project: string,
): Promise<readonly CodexHookState[]> {
  const child = spawn(CODEX, ['app-server'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: environment(home, codexHome),
  });
  const send = (message: object): unknown => child.stdin.write(`${JSON.stringify(message)}\n`);
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const message = z.looseObject({ id: z.unknown() }).safeParse(JSON.parse(line));
      if (message.data?.id === 1) {
        send({ method: 'initialized' });
        send({ id: 2, method: 'hooks/list', params: { cwds: [project] } });
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
