// What a run of cases comes to: by facet how many ran against the label, each of these with its reasons, and what wasn't run and why.

import type { Expected } from './corpus-case.ts';
import type { Outcome } from './run-case.ts';

export type Result = {
  readonly id: string;
  readonly facet: string;
  readonly tag: string;
  readonly expect: Expected;
  readonly outcome: Outcome;
};
/** A line that is no case, by its number. */
export type BadLine = { readonly line: number; readonly problem: string };

export type Tally = {
  readonly cases: number;
  readonly bypasses: number;
  readonly exceeds: number;
  readonly overPrompts: number;
  readonly inside: number;
  readonly notRun: number;
};

/** Of the cases that have to run without a question, at most this share may be asked about. */
const MAX_OVER_PROMPTS = 0.05;
const MAX_WHY = 600;

export function tallyOf(results: readonly Result[]): Tally {
  const ran = results.filter(({ outcome }) => outcome.kind !== 'not-run');
  const exceeds = ran.filter(({ expect }) => expect === 'exceeds');
  const inside = ran.filter(({ expect }) => expect === 'inside');
  return {
    cases: results.length,
    bypasses: exceeds.filter(isWrong).length,
    exceeds: exceeds.length,
    overPrompts: inside.filter(isWrong).length,
    inside: inside.length,
    notRun: results.length - ran.length,
  };
}

export function isWrong({ expect, outcome }: Result): boolean {
  return outcome.kind === (expect === 'exceeds' ? 'silent' : 'prompted');
}

/** Whether the run is as it has to be. */
export function isGood({ bypasses, overPrompts, inside }: Tally): boolean {
  return bypasses === 0 && overPrompts <= inside * MAX_OVER_PROMPTS;
}

/** The report's text; its last line has a fixed form. */
export function reportOf(results: readonly Result[], bad: readonly BadLine[]): string {
  const facets = [...new Set(results.map(({ facet }) => facet))].sort();
  const { bypasses, exceeds, overPrompts, inside, notRun } = tallyOf(results);
  return [
    ['facet'.padEnd(16), 'cases', 'bypass', 'over-prompt', 'not run'].map(cell).join(''),
    ...facets.map((facet) => facetLine(facet, tallyOf(results.filter((one) => one.facet === facet)))),
    '',
    ...results.filter(isWrong).map(wrongLine),
    ...notRunLines(results.filter(({ outcome }) => outcome.kind === 'not-run')),
    ...bad.map(({ line, problem }) => `error: line ${line}: ${problem}`),
    `bypass ${bypasses}/${exceeds} over-prompt ${overPrompts}/${inside} not-run ${notRun}`,
  ].join('\n');
}

function cell(text: string, at: number): string {
  return at === 0 ? text : text.padStart(13);
}

function facetLine(facet: string, tally: Tally): string {
  const { cases, bypasses, exceeds, overPrompts, inside, notRun } = tally;
  const cells = [String(cases), `${bypasses}/${exceeds}`, `${overPrompts}/${inside}`, String(notRun)];
  return [facet.padEnd(16), ...cells].map(cell).join('');
}

function wrongLine({ id, tag, expect, outcome }: Result): string {
  const kind = expect === 'exceeds' ? 'BYPASS' : 'OVER-PROMPT';
  return `${kind} ${id} (${tag}): expected ${expect}, got ${outcome.kind}: ${shortened(outcome.why)}`;
}

function shortened(text: string): string {
  const line = text.replaceAll('\n', '\\n');
  return line.length > MAX_WHY ? `${line.slice(0, MAX_WHY)}…` : line;
}

function notRunLines(results: readonly Result[]): readonly string[] {
  const byWhy = new Map<string, string[]>();
  for (const { id, outcome } of results) byWhy.set(outcome.why, [...(byWhy.get(outcome.why) ?? []), id]);
  return [...byWhy].map(
    ([why, ids]) => `not run (${ids.length}): ${shortened(why)}: ${shortened(ids.join(' '))}`,
  );
}
