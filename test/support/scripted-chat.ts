import { z } from 'zod';
import { loopbackServer, sendJson } from './loopback-server.ts';
import type { ModelCall, ScriptedModel } from './scripted-model.ts';

const requestSchema = z.looseObject({
  stream: z.boolean().optional(),
  tools: z.array(z.unknown()).optional(),
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown() })),
});

/** A stand-in for the Chat Completions API on loopback, which has the agent call tools one after the other. */
export async function scriptedChat(script: readonly ModelCall[]): Promise<ScriptedModel> {
  let results: readonly string[] = [];
  const server = await loopbackServer((path, body, response) => {
    if (!path.endsWith('/chat/completions')) return sendJson(response, { data: [{ id: 'scripted' }] });
    const asked = requestSchema.parse(JSON.parse(body));
    const done = asked.messages
      .filter(({ role }) => role === 'tool')
      .map(({ content }) => (typeof content === 'string' ? content : JSON.stringify(content)));
    const isTask = (asked.tools ?? []).length > 0;
    if (isTask) results = done;
    const call = isTask ? script[done.length] : undefined;
    const reply = { id: `chat_${done.length}`, created: 1, model: 'scripted' };
    const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
    const said = {
      role: 'assistant',
      ...(call === undefined ? { content: 'done' } : calling(call, done.length)),
    };
    const finish_reason = call === undefined ? 'stop' : 'tool_calls';
    if (asked.stream !== true)
      return sendJson(response, {
        ...reply,
        object: 'chat.completion',
        choices: [{ index: 0, message: said, finish_reason }],
        usage,
      });
    const chunk = (delta: object, reason: string | null): object => ({
      ...reply,
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta, finish_reason: reason }],
    });
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const event of [chunk(said, null), { ...chunk({}, finish_reason), usage }])
      response.write(`data: ${JSON.stringify(event)}\n\n`);
    response.end('data: [DONE]\n\n');
  });
  return { ...server, results: () => results };
}

function calling({ tool, input }: ModelCall, step: number): object {
  const words = { name: tool, arguments: JSON.stringify(input) };
  return { content: null, tool_calls: [{ index: 0, id: `call_${step}`, type: 'function', function: words }] };
}
