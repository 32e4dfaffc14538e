// What happened before a case's call, played in order on the same broker: calls, questions, answers, revocations, ends of sessions.

import type { CallId } from '../../shared/contract/ids.ts';
import { requestIdSchema, sha256Schema } from '../../shared/contract/ids.ts';
import type { JsonObject, JsonValue } from '../../shared/contract/json.ts';
import type { OutcomeEntry } from '../../shared/contract/record-entry.ts';
import type { Answer, Decision } from '../../shared/contract/request.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import { excerpt } from '../../electron/authority/excerpt.ts';
import { sha256 } from '../../electron/authority/sha256.ts';
import { answerProblem } from '../../shared/core/answer-guard.ts';
import { jsonText } from '../../shared/core/arg-matcher.ts';
import { canonicalText } from '../../shared/core/canonical-text.ts';
import { classifyMessage } from '../../shared/core/classify-message.ts';
import { isJsonObject } from '../../shared/core/strict-json.ts';
import { sessionOf } from './cast.ts';
import {
  NotModelled,
  objectOf,
  onlyKeys,
  scalarText,
  textOf,
  toolOf,
  type CorpusCase,
} from './corpus-case.ts';
import { denialOf } from './denial-of.ts';
import type { Granted } from './granted.ts';
import { argumentsOf, toolCall } from './messages.ts';
import { momentOf, momentsOf } from './moments.ts';
import type { Scene } from './scene.ts';
import { isUnicode, type Asked, type Connected, type Sent, type Stage } from './stage.ts';

export type HistoryPorts = {
  readonly granted: Granted;
  readonly scene: Scene;
  readonly stage: Stage;
  /** What the case grants; null when the product doesn't take such a grant. */
  readonly grant: Grant | null;
};

/** A question on the screen. */
type Prompt = {
  readonly asked: Asked;
  readonly key: string;
  readonly session: string;
  readonly shownAt: number | null;
  readonly timeoutMs: number | null;
};

/** The only one who answers questions. */
const USER = 'user-ui';
/** Texts from agents, tools and servers: they are results and messages, and nothing else. */
const TEXT_KEYS = ['event', 'text', 'server', 'tool', 'from', 'role', 'time', 'at'];

export class History {
  readonly #one: CorpusCase;
  readonly #ports: HistoryPorts;
  readonly #prompts = new Map<string, Prompt>();
  /** Calls that the user has approved and that haven't run yet, by what tells them apart. */
  readonly #approved = new Map<string, string>();
  #lastCall: CallId | null = null;
  #sent = 0;

  constructor(one: CorpusCase, ports: HistoryPorts) {
    this.#one = one;
    this.#ports = ports;
  }

  get #events(): readonly JsonObject[] {
    return this.#one.history.map((event) => {
      if (!isJsonObject(event)) throw new NotModelled('the history holds something else than events');
      return event;
    });
  }

  /** Whether the grant comes, if it comes at all, from an answer in the history: then it isn't there before. */
  get givesGrant(): boolean {
    const events = this.#events;
    // Without a lifetime it is a standing grant, and questions are about what it doesn't cover.
    if (objectOf(this.#one.grant, 'lifetime') === null) return false;
    const prompts = events.filter((event) => textOf(event, 'event') === 'prompt');
    const others = new Set(
      prompts.filter((event) => !this.#concerns(event)).map((event) => textOf(event, 'prompt_id')),
    );
    if (prompts.some((event) => this.#concerns(event))) return true;
    if (
      events.some((event) => textOf(event, 'event') === 'approve' && !others.has(textOf(event, 'prompt_id')))
    )
      return true;
    const isOnce = textOf(objectOf(this.#one.grant, 'lifetime') ?? {}, 'type') === 'once';
    return isOnce && events.some((event) => event['text'] !== undefined);
  }

  #concerns(event: JsonObject): boolean {
    const { tool, server } = this.#ports.granted;
    return (textOf(event, 'tool') ?? tool) === tool && (textOf(event, 'server') ?? server) === server;
  }

  async play(): Promise<void> {
    for (const event of this.#events) {
      for (const time of momentsOf(event)) this.#ports.stage.at(time);
      await this.#play(event);
    }
  }

  /** Whether this message is a call that the user has approved and that hasn't run. */
  isApproved(text: string, connected: Connected): boolean {
    const key = keyOf(text, connected);
    return key !== null && this.#approved.has(key);
  }

  async #play(event: JsonObject): Promise<void> {
    const name = textOf(event, 'event') ?? '';
    switch (name) {
      case 'call':
      case 'call-in-flight':
        return this.#call(event, name === 'call-in-flight');
      case 'prompt':
        return this.#prompt(event);
      case 'approve':
        return this.#approve(event);
      case 'deny':
        return this.#deny(event);
      case 'prompt-timeout':
        return this.#withdraw(event);
      case 'revoke':
        return this.#revoke(event);
      case 'session-start':
        // A session that begins brings nothing back.
        return onlyKeys(event, ['event', 'session', 'agent', 'time', 'at'], 'the start of a session');
      case 'session-end':
        return this.#endSession(event);
      case 'restart':
        onlyKeys(event, ['event', 'time', 'at'], 'a restart');
        this.#forget(() => true);
        this.#prompts.clear();
        return this.#ports.stage.restart();
      default:
        return this.#text(event, name);
    }
  }

  #text(event: JsonObject, name: string): void {
    if (textOf(event, 'text') === null) throw new NotModelled(`the event \`${name}\` isn't modelled`);
    onlyKeys(event, TEXT_KEYS, `the event \`${name}\``);
    if (this.#lastCall !== null) this.#outcome(this.#lastCall, 'ok', textOf(event, 'text') ?? '');
  }

  #outcome(call: CallId, status: OutcomeEntry['status'], text: string): void {
    this.#ports.stage.authority.outcome(call, status, 1, excerpt(text));
  }

  /** Sends a call of the history, through the connection that it says. */
  async #send(
    event: JsonObject,
  ): Promise<{ readonly sent: Sent; readonly key: string | null; readonly connected: Connected }> {
    const { call } = this.#one;
    const { scene, stage } = this.#ports;
    const tool = textOf(event, 'tool') ?? toolOf(call);
    const server = textOf(event, 'server') ?? textOf(call, 'server') ?? '';
    const context = objectOf(event, 'context');
    const connected = scene.connected(server, tool, context, 'before');
    if (connected === null) throw new NotModelled('a call of the history goes to a server that can’t be');
    const isSame = tool === toolOf(call);
    const args = event['args'] === undefined ? null : jsonText(event['args']);
    const argsText = args ?? (isSame ? argumentsOf(call, this.#one.argsText) : null);
    const text = toolCall(tool, argsText, (this.#sent += 1));
    const key = keyOf(text, connected);
    return { sent: await stage.send(text, connected), key, connected };
  }

  async #call(event: JsonObject, inFlight: boolean): Promise<void> {
    onlyKeys(
      event,
      ['event', 'server', 'tool', 'args', 'decision', 'result', 'context', 'time', 'at'],
      'a call',
    );
    const decision = textOf(event, 'decision') ?? '';
    if (!/^(allowed|denied|refused)(-by-\w+)?$/.test(decision))
      throw new NotModelled(`a call with the decision \`${decision}\` isn't modelled`);
    const isAllowed = decision.startsWith('allowed');
    if (isAllowed && this.#ranApproved(event)) return;
    const { sent } = await this.#send(event);
    const counts = this.#concerns(event) && this.#isCounted;
    if (sent.kind === 'forwarded') {
      if (!isAllowed && counts)
        throw new NotModelled('a call of the history was refused, and is inside here');
      if (!inFlight) this.#ended(sent.call, event);
    } else if (sent.kind === 'asked') {
      if (decision === 'allowed-by-grant' && counts)
        throw new NotModelled('a call of the history was inside, and is asked about here');
      const ruling = await this.#answered(
        sent,
        isAllowed ? { kind: 'allow-once' } : { kind: 'deny', reason: '' },
      );
      if (ruling.kind === 'forward' && !inFlight) this.#ended(ruling.call, event);
    } else if (isAllowed) throw new NotModelled('a call of the history was let through, and is refused here');
  }

  /** Uses of the grant are counted, so that it matters which calls were. */
  get #isCounted(): boolean {
    const { lifetime, limits } = this.#one.grant;
    const type = isJsonObject(lifetime) ? textOf(lifetime, 'type') : null;
    return isJsonObject(limits) || type === 'once' || type === 'count';
  }

  /** An approved call that has run is not there to run again. */
  #ranApproved(event: JsonObject): boolean {
    const { scene } = this.#ports;
    const { call } = this.#one;
    const tool = textOf(event, 'tool') ?? toolOf(call);
    const connected = scene.connected(
      textOf(call, 'server') ?? '',
      tool,
      objectOf(event, 'context'),
      'before',
    );
    const args = event['args'] === undefined ? this.#one.argsText : jsonText(event['args']);
    const key = connected === null ? null : keyOf(toolCall(tool, args, 1), connected);
    return key !== null && this.#approved.delete(key);
  }

  #ended(call: CallId, event: JsonObject): void {
    this.#lastCall = call;
    const { result } = event;
    const text = typeof result === 'string' ? result : result === undefined ? '' : jsonText(result);
    if (/\b(lost|timeout|timed out|unknown|no answer)\b/i.test(text))
      return this.#outcome(call, 'lost', text);
    this.#outcome(call, /^(tool-)?(error|failed)\b/i.test(text) ? 'tool-error' : 'ok', text);
  }

  #answered({ request, ruling }: Asked, answer: Answer): Asked['ruling'] {
    const decided = this.#ports.stage.authority.decide({
      request: request.id,
      digest: request.digest,
      answer,
    });
    if (!decided.ok) throw new NotModelled(`an answer of the history isn't taken: ${decided.error}`);
    return ruling;
  }

  async #prompt(event: JsonObject): Promise<void> {
    const keys = [
      'event',
      'prompt_id',
      'server',
      'tool',
      'args',
      'shown_at',
      'timeout_s',
      'context',
      'time',
      'at',
    ];
    onlyKeys(event, keys, 'a prompt');
    const { sent, key, connected } = await this.#send(event);
    if (sent.kind !== 'asked' || key === null) return;
    const timeout = scalarText(event, 'timeout_s');
    this.#prompts.set(textOf(event, 'prompt_id') ?? '', {
      asked: sent,
      key,
      session: connected.caller.session,
      shownAt: momentOf(event['shown_at']),
      timeoutMs: timeout === null ? null : Number(timeout) * 1000,
    });
  }

  /** Only the user's own window answers, and only as the window's guard lets it. */
  async #approve(event: JsonObject): Promise<void> {
    const keys = ['event', 'prompt_id', 'at', 'time', 'by', 'args_sha256', 'args', 'occluded', 'env_sha256'];
    onlyKeys(event, keys, 'an approval');
    const { scene, stage, grant } = this.#ports;
    const prompt = this.#prompts.get(textOf(event, 'prompt_id') ?? '');
    const by = textOf(event, 'by');
    if (prompt === undefined || by !== USER || scene.approvers?.includes(by) === false) return;
    const at = momentOf(event['at']) ?? momentOf(event['time']);
    if (prompt.timeoutMs !== null && at !== null && at - (prompt.shownAt ?? at) > prompt.timeoutMs)
      prompt.asked.ticket.withdraw();
    const decision = this.#decision(prompt, event);
    if (this.#guard(prompt, decision, event, at) !== null) return;
    if (!stage.authority.decide(decision).ok) return;
    const ruling = await prompt.asked.ruling;
    if (ruling.kind !== 'forward') return;
    this.#approved.set(prompt.key, prompt.session);
    const isOnce = textOf(objectOf(this.#one.grant, 'lifetime') ?? {}, 'type') === 'once';
    if (!isOnce && grant !== null && this.givesGrant) await stage.give(grant);
  }

  /** The answer names what was on the screen. Where the case says that other arguments were, it names something else. */
  #decision({ asked, key }: Prompt, event: JsonObject): Decision {
    const said = event['args_sha256'] ?? 'same';
    const args = event['args'];
    const isSame = said === 'same' && (args === undefined || key.includes(`,${canonicalText(args) ?? ''},`));
    const digest = isSame ? asked.request.digest : sha256Schema.parse(sha256(jsonText(said)));
    return { request: requestIdSchema.parse(asked.request.id), digest, answer: { kind: 'allow-once' } };
  }

  #guard(
    { asked, shownAt }: Prompt,
    decision: Decision,
    event: JsonObject,
    at: number | null,
  ): string | null {
    const { id, digest } = asked.request;
    const shown = shownAt === null ? null : { request: id, digest, at: shownAt };
    return answerProblem(decision, {
      shown,
      isVisible: event['occluded'] !== true,
      disturbedAt: 0,
      now: at ?? shownAt ?? 0,
    });
  }

  async #deny(event: JsonObject): Promise<void> {
    const keys = [
      'event',
      'prompt_id',
      'server',
      'tool',
      'args',
      'scope',
      'time',
      'at',
      'by',
      'context',
      'reason',
    ];
    onlyKeys(event, keys, 'a denial');
    const prompt = this.#prompts.get(textOf(event, 'prompt_id') ?? '');
    const asked = prompt?.asked ?? (await this.#denied(event));
    if (asked === null) return;
    const { request } = asked;
    const answer: Answer = { kind: 'deny', reason: textOf(event, 'reason') ?? '' };
    if (this.#ports.stage.authority.decide({ request: request.id, digest: request.digest, answer }).ok)
      await asked.ruling;
  }

  /** The question about what is denied, if there is one; a denial for good is in the record whether or not it was asked. */
  async #denied(event: JsonObject): Promise<Asked | null> {
    const scope = textOf(event, 'scope') ?? 'always';
    if (scope !== 'once' && scope !== 'always')
      throw new NotModelled(`a denial for \`${scope}\` isn't modelled`);
    const { sent, key } = await this.#send(event);
    const { stage } = this.#ports;
    if (scope === 'always') {
      const [call] = stage.recent(1);
      if (call !== undefined) await stage.give(denialOf(call, this.#sent));
      this.#forget((approved) => approved === key);
    }
    return sent.kind === 'asked' ? sent : null;
  }

  #withdraw(event: JsonObject): void {
    onlyKeys(event, ['event', 'prompt_id', 'at', 'time'], 'a timeout');
    this.#prompts.get(textOf(event, 'prompt_id') ?? '')?.asked.ticket.withdraw();
  }

  async #revoke(event: JsonObject): Promise<void> {
    onlyKeys(event, ['event', 'grant', 'time', 'at', 'by'], 'a revocation');
    const { stage, grant } = this.#ports;
    const other = textOf(event, 'grant');
    if (other !== null && /^(an)?other\b/i.test(other)) return;
    this.#forget(() => true);
    if (grant !== null) await stage.authority.revoke(grant.id);
  }

  #endSession(event: JsonObject): void {
    onlyKeys(event, ['event', 'session', 'time', 'at', 'reason'], 'the end of a session');
    const ended = sessionOf(event['session'] ?? objectOf(this.#one.call, 'context')?.['session'] ?? 's1');
    this.#forget((_, session) => session === ended);
    this.#ports.stage.authority.endSession(ended);
  }

  #forget(which: (key: string, session: string) => boolean): void {
    for (const [key, session] of this.#approved) if (which(key, session)) this.#approved.delete(key);
  }
}

/** What tells calls apart: the same arguments to the same tool of a server that is started the same, from the same agent and session. */
function keyOf(text: string, { server, caller }: Connected): string | null {
  if (!isUnicode(text)) return null;
  const message = classifyMessage(text);
  if (message.kind !== 'gated') return null;
  const args: JsonValue = message.args;
  const { name, process } = caller.agent;
  const who = [caller.session, name, process?.executable ?? null];
  return canonicalText([server.name, server.identity, message.tool, args, who]);
}
