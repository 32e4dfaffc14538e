// The smallest MCP server: it answers at once, or after the milliseconds that a call asks for, and echoes what it was sent.

import process from 'node:process';

let rest = '';
const answer = (id, result) => process.stdout.write(`{"jsonrpc":"2.0","id":${id},"result":${result}}\n`);
const HELLO =
  '{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"echo","version":"1"}}';
const TOOLS = '{"tools":[{"name":"echo","inputSchema":{"type":"object"}}]}';

function take(line) {
  const id = /"id":("[^"]*"|\d+)/.exec(line)?.[1];
  if (id === undefined) return;
  if (line.includes('"method":"initialize"')) return answer(id, HELLO);
  if (line.includes('"method":"tools/list"')) return answer(id, TOOLS);
  const text = /"text":"([^"]*)"/.exec(line)?.[1] ?? '';
  const wait = Number(/"wait":(\d+)/.exec(line)?.[1] ?? 0);
  const say = () => answer(id, `{"content":[{"type":"text","text":"${text}"}]}`);
  if (wait > 0) setTimeout(say, wait);
  else say();
}

process.stdin.setEncoding('utf8');
process.stdin.on('data', (chunk) => {
  const parts = (rest + chunk).split('\n');
  rest = parts.pop();
  parts.forEach(take);
});
process.stdin.on('end', () => process.exit(0));
