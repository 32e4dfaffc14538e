import process from 'node:process';
import { z } from 'zod';
import { loopbackServer, sendJson } from './loopback-server.ts';
import { runAgent, type FieldAgent } from './protected-agent.ts';
import type { ModelCall, ScriptedModel } from './scripted-model.ts';

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
async function scriptedGemini(script: readonly ModelCall[]): Promise<ScriptedModel> {
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

export const geminiCli: FieldAgent = {
  id: 'gemini-cli',
  play: scriptedGemini,
  run: (at, model) =>
    runAgent([process.execPath, GEMINI, '-p', 'go', '--yolo'], at, {
      GEMINI_API_KEY: 'nobody',
      GOOGLE_GEMINI_BASE_URL: model,
      GEMINI_CLI_TRUST_WORKSPACE: 'true',
    }),
  shell: (command) => ({ tool: 'run_shell_command', input: { command, description: 'x' } }),
  read: (path) => ({ tool: 'mcp_fs_read_text_file', input: { path } }),
};
