import type { Introduction } from '../contract/agents.ts';
import type { CoverageFinding } from '../contract/coverage.ts';
import { assertNever } from './assert-never.ts';

/** What has been found, as "Cursor: the server mail is no longer guarded". */
export function findingWords({ agentName, path, name, change }: CoverageFinding): string {
  const what =
    path === 'built-in' ? 'its own tools are' : name === '' ? 'a file is' : `the server ${name} is`;
  return change === 'lost'
    ? `${agentName}: ${what} no longer guarded`
    : `${agentName}: ${what} new and not guarded`;
}

/** What has come for the first time. */
export function introductionWords(one: Introduction): string {
  switch (one.kind) {
    case 'agent':
      return `${one.agent} used Remit for the first time`;
    case 'server':
      return `New server ${one.server}: ${one.tools === 1 ? '1 tool' : `${one.tools} tools`}`;
    case 'tools-changed':
      return one.tools.length === 1
        ? `The tool ${one.tools[0] ?? ''} of ${one.server} has changed: its calls ask again`
        : `${one.tools.length} tools of ${one.server} have changed: their calls ask again`;
    default:
      return assertNever(one);
  }
}
