// Plays one case and says whether its call ran without a question. What can't be modelled is said, and never counts as decided.

import { grantIdSchema, requestIdSchema } from '../../shared/contract/ids.ts';
import type { EntryBody } from '../../shared/contract/record-entry.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import { NotModelled, objectOf, textOf, textsOf, toolOf, type CorpusCase } from './corpus-case.ts';
import { grantedBy, type Granted } from './granted.ts';
import { grantOf } from './grant-of.ts';
import { History } from './history.ts';
import { messageOf } from './messages.ts';
import { momentsOf } from './moments.ts';
import { Scene } from './scene.ts';
import { Stage, type Connected, type Sent } from './stage.ts';
import type { Worlds } from './worlds.ts';

export type Outcome = { readonly kind: 'silent' | 'prompted' | 'not-run'; readonly why: string };

const BINDS = ['args', 'env_sha256', 'tool', 'server'];
const MINUTE_MS = 60_000;
/** Where a case says nothing of the time. */
const USUAL_TIME = Date.parse('2026-11-23T10:00:00Z');

export async function runCase(one: CorpusCase, worlds: Worlds): Promise<Outcome> {
  try {
    const [odd] = one.odd;
    if (odd !== undefined) throw new NotModelled(`\`${odd}\` of the case isn't modelled`);
    const binds = textsOf(one.grant, 'binds', '`binds`').find((name) => !BINDS.includes(name));
    if (binds !== undefined) throw new NotModelled(`binding to \`${binds}\` isn't modelled`);
    const granted = grantedBy(one);
    return await onStage(one, granted, await Scene.make(one, granted, worlds));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { kind: 'not-run', why: error instanceof NotModelled ? why : `the runner failed: ${why}` };
  }
}

async function onStage(one: CorpusCase, granted: Granted, scene: Scene): Promise<Outcome> {
  const times = [...one.history, one.call].flatMap(momentsOf);
  const first = new Date(Math.min(USUAL_TIME, ...times) - MINUTE_MS);
  const { protectedKeys, unattended } = scene;
  const stage = await Stage.make({ place: scene.place('before'), protectedKeys, unattended }, first);
  try {
    const given = await makeGrant(one, granted, scene, stage);
    const history = new History(one, { granted, scene, stage, grant: given.grant });
    if (given.grant !== null && !history.givesGrant) await giveGrant(one, given.grant, stage);
    await history.play();
    const outcome = await finalCall(one, scene, stage, history);
    const note = given.problem === null ? '' : `; the grant isn't taken: ${given.problem}`;
    return { ...outcome, why: `${outcome.why}${note}` };
  } finally {
    await stage.end();
  }
}

type Given = { readonly grant: Grant | null; readonly problem: string | null };

/** The server's tools are seen, and what the user says of their arguments is in the record, before anything is granted. */
async function makeGrant(one: CorpusCase, granted: Granted, scene: Scene, stage: Stage): Promise<Given> {
  const connected = scene.connected(granted.server, granted.tool, null, 'before');
  if (connected === null) return { grant: null, problem: 'no server can have this name' };
  note(stage, connected);
  const { server, tools } = connected;
  const tool = tools.current?.get(granted.tool);
  if (tool === undefined || tool === 'ambiguous') return { grant: null, problem: 'there is no such tool' };
  const entries = Object.entries(granted.roles ?? {}).map(([pointer, role]): EntryBody => {
    const request = requestIdSchema.parse('q-corrected');
    return { kind: 'profile', server, tool: granted.tool, pointer, role, request };
  });
  if (entries.length > 0) await stage.enter(entries);
  const made = grantOf(
    one,
    granted,
    { server, definition: tool.hash, place: scene.grantPlace },
    grantIdSchema.parse('g'),
  );
  return made.ok ? { grant: made.value, problem: null } : { grant: null, problem: made.error };
}

/** A grant is in force when the record says so, and the record is what was written. */
async function giveGrant({ env }: CorpusCase, grant: Grant, stage: Stage): Promise<void> {
  const signature = env['grant_signature'];
  if (env['record_has_decision'] === false || signature === null) return;
  if (env['record_has_decision'] !== undefined && env['record_has_decision'] !== true)
    throw new NotModelled('`record_has_decision` is neither true nor false');
  await stage.give(grant);
  if (signature !== undefined && signature !== 'valid') await stage.tamper();
}

/** A server's list of tools is noted when a connection sees it. */
export function note(stage: Stage, { server, tools }: Connected): void {
  const seen = [...(tools.current?.values() ?? [])].flatMap((tool) => (tool === 'ambiguous' ? [] : [tool]));
  stage.authority.noteTools(server, seen);
}

async function finalCall(one: CorpusCase, scene: Scene, stage: Stage, history: History): Promise<Outcome> {
  const { call } = one;
  const context = objectOf(call, 'context');
  const text = messageOf(call, one.argsText, 1000);
  const server = textOf(call, 'server');
  if (server === null) throw new NotModelled('the call names no server');
  for (const time of momentsOf(call)) stage.at(time);
  const problem = scene.callerProblem(context);
  if (problem !== null) return { kind: 'prompted', why: problem };
  const connected = scene.connected(server, toolOf(call), context, 'call');
  if (connected === null) return { kind: 'prompted', why: 'no server can be registered under this name' };
  note(stage, connected);
  if (history.isApproved(text, connected))
    return { kind: 'silent', why: 'the user has approved this very call' };
  return outcomeOf(await stage.send(text, connected));
}

async function outcomeOf(sent: Sent): Promise<Outcome> {
  switch (sent.kind) {
    case 'passed':
      return { kind: 'silent', why: 'it is not a call' };
    case 'forwarded':
      return { kind: 'silent', why: 'it is inside' };
    case 'refused':
      return { kind: 'prompted', why: `refused: ${sent.why}` };
    case 'asked': {
      const words = sent.request.excess.map(
        ({ asks, granted, exceeds }) => `asks ${asks}, granted ${granted}: ${exceeds}`,
      );
      sent.ticket.withdraw();
      const ruled = await sent.ruling;
      if (ruled.kind === 'forward') return { kind: 'silent', why: 'it was let through while it was asked' };
      return { kind: 'prompted', why: words.join('; ') };
    }
  }
}
