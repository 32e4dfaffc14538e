import type { ReachMap, ReachMapQuery, ReachNode } from '../../../shared/contract/history.ts';
import { instantSchema } from '../../../shared/contract/ids.ts';
import { drawn } from './made-calls.ts';

const NAMES: Readonly<Record<ReachMapQuery['facet'], readonly string[]>> = {
  path: ['/home/u/project', '/etc', '/home/u/.ssh', '/tmp'],
  site: ['api.github.com', 'docs.example.com', 'registry.example.org'],
  to: ['client-1@example.com', 'client-2@example.com', '#releases'],
  spend: ['EUR', 'USD'],
  run: ['npm', 'git', 'curl'],
  database: ['shop', 'warehouse'],
  value: [],
};

/** What the made-up calls touched: three folders in each folder, four levels deep. */
export function madeMap({ facet, under }: ReachMapQuery): ReachMap {
  const depth = under === null ? 0 : under.split('/').length;
  const names =
    under === null
      ? NAMES[facet]
      : ['src', 'docs', 'a-folder-with-quite-a-long-name'].map((name) => `${under}/${name}`);
  const nodes = names.map((value, index): ReachNode => {
    const calls = Math.ceil((4000 - index * 900) / (depth + 1));
    const writes = drawn(index + depth, 6, calls);
    return {
      value,
      label: under === null ? value : value.slice(under.length + 1),
      calls,
      reads: calls - writes,
      writes,
      refused: index === 1 ? 12 : 0,
      first: instantSchema.parse('2026-02-01T09:00:00.000Z'),
      last: instantSchema.parse('2026-03-31T14:00:00.000Z'),
      sum: facet === 'spend' ? `${calls}.50 ${value}` : null,
      hasMore: (facet === 'path' || facet === 'site') && depth < 6,
    };
  });
  return { nodes, more: facet === 'run' ? 213 : 0 };
}
