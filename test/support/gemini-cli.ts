import { spawn } from 'node:child_process';
import process from 'node:process';
import { z } from 'zod';
import { loopbackServer, sendJson, type LoopbackServer } from './loopback-server.ts';
import type { ModelCall } from './scripted-model.ts';

/** The program of Gemini CLI, for Node; empty where it isn't to be had (see scripts/field.mjs). */
export const GEMINI = process.env['REMIT_GEMINI'] ?? '';

const requestSchema = z.looseObject({
  contents: z.array(
    z.looseObject({
      parts: z.array(
        z.looseObject({ functionResponse: z.looseObject({ response: z.unknown() }).optional() }),
      ),
    }),
  ),
  tools: z.array(z.unknown()).optional(),
});

/** A stand-in for the Gemini API on loopback, which has the agent call tools one after the other. */
export async function scriptedGemini(
  script: readonly ModelCall[],
): Promise<LoopbackServer & { readonly results: () => readonly string[] }> {
  let results: readonly string[] = [];
  const server = await loopbackServer((path, body, response) => {
    const usageMetadata = { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 };
    const reply = (part: object): object => ({
      candidates: [{ content: { role: 'model', parts: [part] }, finishReason: 'STOP', index: 0 }],
      usageMetadata,
    });
    if (!path.endsWith(':streamGenerateContent')) return sendJson(response, reply({ text: '{}' }));
    const asked = requestSchema.parse(JSON.parse(body));
    const done = asked.contents.flatMap(({ parts }) =>
      parts.flatMap(({ functionResponse }) =>
        functionResponse === undefined ? [] : [JSON.stringify(functionResponse.response)],
      ),
    );
    if (asked.tools !== undefined) results = done;
    const call = script[done.length];
    const part =
      call === undefined ? { text: 'done' } : { functionCall: { name: call.tool, args: call.input } };
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(`data: ${JSON.stringify(reply(part))}\n\n`);
  });
  return { ...server, results: () => results };
}

/** Runs the unmodified Gemini CLI on a scripted model with the files in its home, and all of its own checks off. */
export function runGemini(home: string, project: string, model: string): Promise<number | null> {
  const child = spawn(process.execPath, [GEMINI, '-p', 'go', '--yolo'], {
    cwd: project,
    stdio: 'ignore',
    env: {
      HOME: home,
      PATH: process.env['PATH'] ?? '',
      GEMINI_API_KEY: 'nobody',
      GOOGLE_GEMINI_BASE_URL: model,
      GEMINI_CLI_TRUST_WORKSPACE: 'true',
      REMIT_NO_START: '1',
      ...(process.env['REMIT_NODE'] === undefined ? {} : { REMIT_NODE: process.env['REMIT_NODE'] }),
    },
  });
  return new Promise((resolve) => child.once('close', (code) => resolve(code)));
}
