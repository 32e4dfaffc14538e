import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { z } from 'zod';
import { loopbackServer, sendEvents, sendJson, type LoopbackServer } from './loopback-server.ts';
import { remit } from './serve.ts';

/** The program of Codex; empty where it isn't to be had (see scripts/field.mjs). */
export const CODEX = process.env['REMIT_CODEX'] ?? '';

const requestSchema = z.looseObject({
  input: z.array(z.looseObject({ type: z.string().optional(), output: z.unknown().optional() })),
});

/** A stand-in for the Responses API on loopback, which has the agent run one command line after the other. */
export async function scriptedResponses(
  lines: readonly string[],
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
            name: 'exec_command',
            arguments: JSON.stringify({ cmd: line }),
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

/** Runs the unmodified Codex on a scripted model, with Remit's hook before every tool and all of its own checks off. */
export function runCodex(
  folder: string,
  project: string,
  dataDir: string,
  model: string,
): Promise<number | null> {
  const home = join(folder, 'codex');
  mkdirSync(home, { recursive: true });
  const provider = {
    name: 'scripted',
    base_url: `${model}/v1`,
    wire_api: 'responses',
    env_key: 'SCRIPTED_KEY',
  };
  const lines = Object.entries(provider).map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`);
  const config = `model = "scripted"\nmodel_provider = "scripted"\n[model_providers.scripted]\n${lines.join('')}`;
  writeFileSync(join(home, 'config.toml'), config);
  const hook = { type: 'command', command: `${remit} hook codex --data ${dataDir}`, timeout: 3600 };
  writeFileSync(
    join(home, 'hooks.json'),
    JSON.stringify({ hooks: { PreToolUse: [{ matcher: '.*', hooks: [hook] }] } }),
  );
  // The user's review of a hook can't be scripted.
  const flags = ['--dangerously-bypass-hook-trust', '--dangerously-bypass-approvals-and-sandbox'];
  const child = spawn(CODEX, ['exec', '--skip-git-repo-check', ...flags, 'go'], {
    cwd: project,
    stdio: 'ignore',
    env: {
      HOME: home,
      CODEX_HOME: home,
      PATH: process.env['PATH'] ?? '',
      SCRIPTED_KEY: 'nobody',
      REMIT_NO_START: '1',
      ...(process.env['REMIT_NODE'] === undefined ? {} : { REMIT_NODE: process.env['REMIT_NODE'] }),
    },
  });
  return new Promise((resolve) => child.once('close', (code) => resolve(code)));
}
