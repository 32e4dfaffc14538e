// The history for the command line: brought up to date by this process when nobody else does it, read beside a running broker otherwise.

import { homedir } from 'node:os';
import { setTimeout as later } from 'node:timers/promises';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { clockHere } from '../history/clock-here.ts';
import { HistoryIndex, openViewToRead, type IndexView } from '../history/history-index.ts';
import { HistoryQueries } from '../history/history-queries.ts';

/** How long another process's index is waited for, in ms; and between two looks at it. */
const WAIT_MS = 3000;
const LOOK_MS = 50;

export type OpenHistory = {
  readonly queries: HistoryQueries;
  readonly view: () => IndexView;
  /** Entries of the record that are missing still. */
  readonly behind: number;
  readonly close: () => void;
};

/** Opens the history of a data folder. The error is a sentence that names the thing at fault and the remedy. */
export async function openHistory(dataDir: string): Promise<Result<OpenHistory, string>> {
  try {
    const index = HistoryIndex.open(dataDir, homedir());
    return index === null ? await beside(dataDir) : ok(own(index));
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}

function own(index: HistoryIndex): OpenHistory {
  while (index.step());
  const view = (): IndexView => index.view;
  return { queries: queriesOf(view), view, behind: 0, close: () => index.close() };
}

function queriesOf(view: () => IndexView): HistoryQueries {
  return new HistoryQueries(view, clockHere);
}

/** The index as the broker writes it, once it is up to date, or as far as it is after a while. */
async function beside(dataDir: string): Promise<Result<OpenHistory, string>> {
  const until = performance.now() + WAIT_MS;
  for (;;) {
    const opened = openViewToRead(dataDir, homedir());
    const behind = opened?.view.head().behind ?? Infinity;
    if (opened !== null && (behind === 0 || performance.now() > until)) {
      const view = (): IndexView => opened.view;
      return ok({ queries: queriesOf(view), view, behind, close: opened.close });
    }
    opened?.close();
    if (opened === null && performance.now() > until)
      return err('another Remit is making the index of the history just now: try again in a moment');
    await later(LOOK_MS);
  }
}
