// Proposals to extend a grant. The app window proposes, the prompt asks, and only the user's answer there, about the very grant that was
// shown, puts it in force. A question goes away by itself when its grant has changed meanwhile.

import { randomBytes } from 'node:crypto';
import type { AuthorityRow, Extension } from '../../shared/contract/authority.ts';
import { type GrantId, grantIdSchema, type Instant, instantOf } from '../../shared/contract/ids.ts';
import type { EntryBody } from '../../shared/contract/record-entry.ts';
import type { ExtensionRequest, PromptDecision } from '../../shared/contract/request.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import { extendedGrant } from '../../shared/core/extended-grant.ts';
import type { ExtensionEnds } from '../../shared/core/extension-terms.ts';
import { grantWords } from '../../shared/core/grant-words.ts';
import type { AuthorityPorts } from './authority-ports.ts';
import { extensionQuestion } from './extension-question.ts';
import type { HeldGrants } from './held-grants.ts';

export type ExtensionsPorts = Pick<
  AuthorityPorts,
  'writer' | 'reader' | 'now' | 'home' | 'keyOf' | 'protectedKeys' | 'tell'
> & {
  /** Nobody is there to confirm anything. */
  readonly isUnattended: boolean;
  readonly isPaused: () => boolean;
  readonly rowOf: (grant: GrantId) => AuthorityRow | null;
  /** Told when the questions that wait have changed. */
  readonly changed: () => void;
};

type Waiting = {
  readonly request: ExtensionRequest;
  readonly extension: Extension;
  readonly grant: Grant;
  /** Whether the grant was held when it was proposed: one that a session's end has taken meanwhile is another matter. */
  readonly wasHeld: boolean;
};

const HOUR_MS = 3_600_000;
const CHANGED = 'the grant has changed since: propose it again in Authority';

export class Extensions {
  readonly #ports: ExtensionsPorts;
  readonly #held: HeldGrants;
  readonly #waiting = new Map<string, Waiting>();
  /** The question whose answer is being written: it is answered once. */
  #answering: Waiting | null = null;

  constructor(ports: ExtensionsPorts, held: HeldGrants) {
    this.#ports = ports;
    this.#held = held;
  }

  /** Oldest first. */
  get requests(): readonly ExtensionRequest[] {
    return [...this.#waiting.values()].map(({ request }) => request);
  }

  /** Has the user asked. The error says why not; nothing is given here. */
  async propose(extension: Extension): Promise<Result<null, string>> {
    const refused = this.#refused();
    if (refused !== null) return err(refused);
    const made = this.#made(extension);
    if (!made.ok) return made;
    const { request, grant } = made.value;
    const { id, digest } = request;
    // One question about a grant: the newer proposal is the one that is meant.
    this.#withdraw((one) => one.extension.grant === extension.grant);
    const written = await this.#ports.writer.append([
      { kind: 'extension', request: id, digest, of: extension.grant, grant },
    ]);
    if (!written.ok) return err(`you can't be asked: ${written.error.problem}`);
    this.#waiting.set(id, made.value);
    this.#withdraw((one) => one.extension.grant === extension.grant && one.request.id !== id);
    const gone = this.#refused() ?? (this.#isStill(made.value) ? null : CHANGED);
    if (gone !== null) {
      this.#withdraw((one) => one === made.value);
      return err(gone);
    }
    this.#ports.tell(`asked    whether ${extension.grant} is to be extended`);
    this.#ports.changed();
    return ok(null);
  }

  /** Takes the user's answer; null when the question is none of these. The error is a sentence for the prompt. */
  decide({ request, digest, answer }: PromptDecision): Promise<Result<null, string>> | null {
    const waiting = this.#waiting.get(request);
    if (waiting === undefined) return null;
    if (waiting.request.digest !== digest)
      return Promise.resolve(err('the question has changed since it was shown: read it again'));
    if (this.#answering === waiting) return Promise.resolve(err('this question is being answered'));
    if (answer.kind === 'not-now') {
      this.#end(waiting, 'not-now');
      return Promise.resolve(ok(null));
    }
    if (answer.kind !== 'extend')
      return Promise.resolve(err(`this question does not offer to answer \`${answer.kind}\``));
    return this.#extend(waiting);
  }

  /** Takes away the questions whose grants have changed. */
  withdrawChanged(): void {
    this.#withdraw((one) => one !== this.#answering && this.#held.has(one.extension.grant) !== one.wasHeld);
  }

  /** Takes away every question: nobody could answer it now. */
  withdrawAll(): void {
    this.#withdraw((one) => one !== this.#answering);
  }

  #refused(): string | null {
    const { isUnattended, isPaused, reader } = this.#ports;
    if (isUnattended) return 'nobody is there to confirm it: a grant is extended in the app only';
    if (isPaused()) return 'Remit is paused: resume it, then propose it again';
    const health = reader.health();
    if (health.kind === 'unverified')
      return 'the record does not verify, so that nothing can be granted: see Record';
    return health.kind === 'unwritable' ? `the record can't be written: ${health.problem}` : null;
  }

  #made(extension: Extension): Result<Waiting, string> {
    const row = this.#ports.rowOf(extension.grant);
    if (row === null) return err(`there is no grant \`${extension.grant}\``);
    const now = this.#now();
    const { home, keyOf, protectedKeys } = this.#ports;
    const grant = extendedGrant(row, extension, {
      id: grantIdSchema.parse(`g-${randomBytes(6).toString('hex')}`),
      ends: this.#ends(),
      words: (named) => grantWords(named, { home, keyOf, protectedKeys }),
    });
    if (!grant.ok) return grant;
    const request = extensionQuestion(row, grant.value, extension.renews, now);
    return ok({ request, extension, grant: grant.value, wasHeld: this.#held.has(extension.grant) });
  }

  /** Whether the grant still stands so that the same could be proposed, and what was shown is more than it has. */
  #isStill({ extension, grant, wasHeld }: Waiting): boolean {
    const row = this.#ports.rowOf(extension.grant);
    if (row === null || this.#held.has(extension.grant) !== wasHeld) return false;
    const now = this.#now();
    if (grant.lifetime.kind === 'until' && grant.lifetime.at <= now) return false;
    const again = extendedGrant(row, extension, {
      id: grant.id,
      ends: this.#ends(),
      words: () => grant.words,
    });
    return again.ok;
  }

  /** The old grant goes in the same transaction in which the new one comes. */
  async #extend(waiting: Waiting): Promise<Result<null, string>> {
    const { request, extension, grant, wasHeld } = waiting;
    const before = extension.grant;
    if (!this.#isStill(waiting)) {
      this.#end(waiting, 'withdrawn');
      return err(CHANGED);
    }
    this.#answering = waiting;
    const written = await this.#ports.writer.append([
      { kind: 'extension-end', request: request.id, how: 'extended' },
      { kind: 'grant', grant, request: request.id, extends: before },
      { kind: 'revocation', grant: before },
    ]);
    this.#answering = null;
    if (!written.ok) return err(`nothing was changed: ${written.error.problem}`);
    this.#remove(waiting);
    const isStill = this.#held.has(before) === wasHeld;
    if (!isStill) return this.#undo(grant.id);
    this.#held.extend(before, grant, this.#now());
    this.#ports.tell(`extended ${before} to ${grant.id}`);
    return ok(null);
  }

  /** The grant was taken away while its extended form was written: that one must not outlive it. */
  async #undo(id: GrantId): Promise<Result<null, string>> {
    const written = await this.#ports.writer.append([{ kind: 'revocation', grant: id }]);
    return err(
      written.ok
        ? 'the grant ended meanwhile, so that nothing was extended'
        : `the grant ended meanwhile, but its extended form comes into force when Remit restarts: ${written.error.problem}`,
    );
  }

  #withdraw(which: (one: Waiting) => boolean): void {
    for (const one of [...this.#waiting.values()].filter(which)) this.#end(one, 'withdrawn');
  }

  #end(waiting: Waiting, how: Extract<EntryBody, { kind: 'extension-end' }>['how']): void {
    this.#ports.writer.ride({ kind: 'extension-end', request: waiting.request.id, how });
    this.#ports.tell(`${how.padEnd(8)} ${waiting.extension.grant} is not extended`);
    this.#remove(waiting);
  }

  #remove(waiting: Waiting): void {
    this.#waiting.delete(waiting.request.id);
    this.#ports.changed();
  }

  #ends(): ExtensionEnds {
    const after = (ms: number): Instant => instantOf(new Date(this.#ports.now().getTime() + ms));
    return { hour: after(HOUR_MS), day: after(24 * HOUR_MS), week: after(7 * 24 * HOUR_MS) };
  }

  #now(): Instant {
    return instantOf(this.#ports.now());
  }
}
