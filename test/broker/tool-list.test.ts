import { expect, test } from 'vitest';
import { ToolList } from '../../electron/broker/tool-list.ts';

test('a list of tools without end is given up before it fills the memory', async () => {
  const asked: string[] = [];
  const list = new ToolList({ send: (line) => asked.push(line), listed: () => undefined });
  const listing = list.fetch(null);
  for (let page = 0; page < 3; page += 1) {
    const id = /"id":"([^"]+)"/.exec(asked.at(-1) ?? '')?.[1] ?? '';
    const tool = { name: `tool ${page}`, description: 'x'.repeat(25_000_000) };
    list.answer(id, { tools: [tool], nextCursor: String(page) });
  }
  expect(await listing).toBeNull();
  expect(asked).toHaveLength(3);
});
