import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { loopbackServer, sendEvents, sendJson } from './loopback-server.ts';

/** A tool call that the model makes; `space`: the name space of the tool, for a model that has these. */
export type ModelCall = { readonly tool: string; readonly space?: string; readonly input: object };

/** A stand-in for a model on loopback, which has the agent call tools one after the other, whatever they give back. */
export type ScriptedModel = {
  readonly url: string;
  /** The text of each tool result that the agent has sent back, in order. */
  readonly results: () => readonly string[];
  readonly close: () => Promise<void>;
};

const requestSchema = z.looseObject({
  stream: z.boolean().optional(),
  tools: z.array(z.looseObject({})).optional(),
  messages: z.array(z.looseObject({ content: z.unknown() })),
});
const resultSchema = z.looseObject({ type: z.literal('tool_result'), content: z.unknown() });

/** A stand-in for the Messages API. */
export async function scriptedModel(script: readonly ModelCall[]): Promise<ScriptedModel> {
  let results: readonly string[] = [];
  const server = await loopbackServer((path, body, response) => {
    if (!path.endsWith('/v1/messages'))
      return sendJson(response, path.includes('count_tokens') ? { input_tokens: 10 } : {});
    const asked = requestSchema.parse(JSON.parse(body));
    const done = asked.messages.flatMap(({ content }) => resultsIn(content));
    if ((asked.tools ?? []).length === 0) return play(response, asked.stream === true, done.length, null);
    results = done;
    play(response, asked.stream === true, done.length, script[done.length] ?? null);
  });
  return { ...server, results: () => results };
}

function resultsIn(content: unknown): readonly string[] {
  if (!Array.isArray(content)) return [];
  return content.flatMap((one) => {
    const found = resultSchema.safeParse(one);
    if (!found.success) return [];
    const { content: text } = found.data;
    return [typeof text === 'string' ? text : JSON.stringify(text)];
  });
}

function play(response: ServerResponse, stream: boolean, step: number, call: ModelCall | null): void {
  const usage = { input_tokens: 10, output_tokens: 10 };
  const block =
    call === null
      ? { type: 'text', text: 'done' }
      : { type: 'tool_use', id: `toolu_${step}`, name: call.tool, input: call.input };
  const stop_reason = call === null ? 'end_turn' : 'tool_use';
  const message = {
    id: `msg_${step}`,
    type: 'message',
    role: 'assistant',
    model: 'scripted',
    stop_sequence: null,
    usage,
  };
  if (!stream) return sendJson(response, { ...message, content: [block], stop_reason });
  const empty = call === null ? { type: 'text', text: '' } : { ...block, input: {} };
  const delta =
    call === null
      ? { type: 'text_delta', text: 'done' }
      : { type: 'input_json_delta', partial_json: JSON.stringify(call.input) };
  sendEvents(response, [
    { type: 'message_start', message: { ...message, content: [], stop_reason: null } },
    { type: 'content_block_start', index: 0, content_block: empty },
    { type: 'content_block_delta', index: 0, delta },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: 10 } },
    { type: 'message_stop' },
  ]);
}
