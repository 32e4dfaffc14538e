import type { HistoryFilter, ReachFacet, ReachNode } from '../../shared/contract/history.ts';
import type { AppBridge } from '../../shared/contract/ipc.ts';
import { Changes } from './lines.ts';

/** A line of the map of what was touched. `parent` is the line of the folder that it is in. */
export type TreeLine =
  | {
      readonly kind: 'node';
      readonly node: ReachNode;
      readonly level: number;
      readonly open: boolean;
      readonly parent: number | null;
    }
  | { readonly kind: 'more'; readonly count: number; readonly level: number }
  | { readonly kind: 'reading'; readonly level: number };

type Level = { readonly nodes: readonly ReachNode[]; readonly more: number };

/** What the calls of one filter touched, of one kind: folders and sites open level by level, read when they are opened. */
export class ReachTree {
  readonly #bridge: AppBridge;
  readonly #filter: HistoryFilter;
  readonly #facet: ReachFacet;
  readonly #changes = new Changes();
  /** By what they are under; `''` is the top. */
  readonly #levels = new Map<string, Level>();
  readonly #open = new Set<string>();
  #problem: string | null = null;

  readonly subscribe = this.#changes.subscribe;
  readonly version = this.#changes.version;

  constructor(bridge: AppBridge, filter: HistoryFilter, facet: ReachFacet) {
    this.#bridge = bridge;
    this.#filter = filter;
    this.#facet = facet;
    void this.#read(null);
  }

  problem(): string | null {
    return this.#problem;
  }

  lines(): readonly TreeLine[] {
    const lines: TreeLine[] = [];
    this.#add(lines, '', 1, null);
    return lines;
  }

  toggle(node: ReachNode): void {
    if (!node.hasMore) return;
    if (!this.#open.delete(node.value)) {
      this.#open.add(node.value);
      if (!this.#levels.has(node.value)) void this.#read(node.value);
    }
    this.#changes.tell();
  }

  #add(lines: TreeLine[], under: string, level: number, parent: number | null): void {
    const there = this.#levels.get(under);
    if (there === undefined) {
      lines.push({ kind: 'reading', level });
      return;
    }
    for (const node of there.nodes) {
      const open = node.hasMore && this.#open.has(node.value);
      lines.push({ kind: 'node', node, level, open, parent });
      if (open) this.#add(lines, node.value, level + 1, lines.length - 1);
    }
    if (there.more > 0) lines.push({ kind: 'more', count: there.more, level });
  }

  async #read(under: string | null): Promise<void> {
    const query = { filter: this.#filter, facet: this.#facet, under };
    const reply = await this.#bridge.invoke('app:reach-map', query);
    this.#problem = reply.ok ? null : reply.problem;
    if (reply.ok) this.#levels.set(under ?? '', reply.value);
    else if (under !== null) this.#open.delete(under);
    this.#changes.tell();
  }
}
