import process from 'node:process';
import { grantIdSchema, type ServerName } from '../../shared/contract/ids.ts';
import { scopeFileSchema } from '../../shared/contract/scope.ts';
import type { Ladder } from '../../shared/core/ladder.ts';
import type { GrantParts, RungOffer } from '../../shared/core/rung-offer.ts';
import type { CheckedCall } from '../authority/check-call.ts';
import { proposeGrants, wouldCover } from '../authority/propose-grants.ts';
import { openCheck, streamCalls, type StreamedCall } from './call-stream.ts';
import { narrowest, ProposedScope } from './proposed-scope.ts';
import { line, printedExcess, verdictLine } from './verdict-line.ts';

/**
 * `remit propose [--scope FILE] [--as-scope]`: for each call of a stream that exceeds, what could be granted, narrow to wide; or one scope
 * file in which the narrowest of it is added to what is held. It prints, and gives no authority to anything.
 */
export async function runPropose(
  scopeFile: string | null,
  dataDir: string,
  asScope: boolean,
): Promise<number> {
  const opened = openCheck(scopeFile, dataDir);
  if (!opened.ok) {
    process.stderr.write(`remit propose: ${opened.error}\n`);
    return 2;
  }
  const { check, scopeText } = opened.value;
  const unknown = new Set<ServerName>();
  if (!asScope) {
    const areAllGood = await streamCalls(check, (call) => proposal(call, unknown));
    tellUnknown(unknown);
    return areAllGood ? 0 : 1;
  }
  const proposed = new ProposedScope(scopeFileSchema.parse(JSON.parse(scopeText)));
  let left = 0;
  const areAllGood = await streamCalls(check, (call) => {
    const problem = gather(call, proposed, unknown);
    if (problem !== null) {
      process.stderr.write(`remit propose: line ${call.number}: ${problem}\n`);
      left += 1;
    }
    return '';
  });
  tellUnknown(unknown);
  process.stdout.write(`${JSON.stringify(proposed.file(), null, 2)}\n`);
  return areAllGood && left === 0 ? 0 : 1;
}

function proposal(streamed: StreamedCall, unknown: Set<ServerName>): string {
  if (streamed.kind === 'bad') return verdictLine(streamed);
  const { checked, id, number } = streamed;
  const { verdict, scope } = checked;
  if (verdict.kind !== 'exceeds') return '';
  noteServer(checked, unknown);
  const ladders = proposeGrants(checked, verdict.excess);
  const excess = verdict.excess.map((one, at) => {
    const own = ladders.find((ladder) => ladder.answers.includes(at));
    return { ...printedExcess(one, scope), ladder: rungs(own, checked, number) };
  });
  return line(id, { verdict: 'exceeds', excess });
}

function rungs(ladder: Ladder | undefined, checked: CheckedCall, number: number): readonly object[] {
  return (ladder?.offers ?? []).map((offer) => ({
    label: offer.rung.label,
    words: offer.rung.words,
    adds: partsOf(offer, checked, `p${number}`),
  }));
}

/** What was not known of the tool is not what its grant is bound to. */
function partsOf({ rung, parts }: RungOffer, { call }: CheckedCall, base: string): GrantParts {
  const { tools, reach } = parts((suffix) => grantIdSchema.parse(`${base}.${rung.id}.${suffix}`));
  return { tools: call.definition.kind === 'listed' ? tools : tools.map(withoutDefinition), reach };
}

function withoutDefinition<T extends { readonly definition?: unknown }>({
  definition: _unknown,
  ...rest
}: T): Omit<T, 'definition'> {
  return rest;
}

const IN_THE_WAY = 'a denial or a limit stands in its way: it is left out';

/** What a call lacks goes into the scope; a sentence when it can't. */
function gather(streamed: StreamedCall, proposed: ProposedScope, unknown: Set<ServerName>): string | null {
  if (streamed.kind === 'bad') return streamed.error;
  const { checked, number } = streamed;
  const { verdict } = checked;
  proposed.note(checked);
  if (verdict.kind === 'inside') return null;
  if (verdict.kind === 'denied') return `it is denied (${verdict.denials.join(', ')}), and left out`;
  const ladders = proposeGrants(checked, verdict.excess);
  // Not even a grant of everything is offered where a denial may forbid what can't be worked out.
  if (ladders.every(({ offers }) => offers.length === 0)) return IN_THE_WAY;
  const chosen = narrowest(ladders);
  if (chosen === null) return 'only a grant of everything would cover it: it is left out';
  const parts = chosen.map((offer) => partsOf(offer, checked, `p${number}`));
  const whole = { tools: parts.flatMap((one) => one.tools), reach: parts.flatMap((one) => one.reach) };
  if (!wouldCover(checked, whole)) return IN_THE_WAY;
  noteServer(checked, unknown);
  proposed.add(whole);
  return null;
}

function noteServer({ isServerKnown, call }: CheckedCall, unknown: Set<ServerName>): void {
  if (!isServerKnown) unknown.add(call.server.name);
}

/** A grant is bound to how a server is started; of a server that isn't registered nobody knows. */
function tellUnknown(unknown: ReadonlySet<ServerName>): void {
  for (const name of unknown)
    process.stderr.write(
      `remit propose: the server \`${name}\` is not registered (remit server add): what is proposed for it holds in \`remit check\` alone\n`,
    );
}
