import type { Buffer } from 'node:buffer';
import type { CallId } from '../../shared/contract/ids.ts';
import type { GatedMessage } from '../../shared/core/classify-message.ts';
import { refusalReply } from '../../shared/core/refusal-reply.ts';
import type { Authority } from '../authority/authority.ts';
import type { Ruling, Subject, Ticket } from '../authority/judged-subject.ts';
import { toolUseId } from './subject-of.ts';

/** A gated message on its way, however it came. */
export type GatedCall = {
  readonly message: GatedMessage;
  readonly subject: Subject;
  readonly ticket: Ticket;
  /** Called when the call begins to wait for the user: later messages may pass it. */
  readonly asks: () => void;
};

/**
 * What becomes of it. `forward`: it goes to the server, as it came or as `bytes`. `reply`: Remit answers it with this message, a line
 * without its end. `gone`: nobody waits for an answer any more, and nothing was sent.
 */
export type GateRuling =
  | { readonly kind: 'forward'; readonly call: CallId; readonly bytes: Buffer | null }
  | { readonly kind: 'reply'; readonly text: string }
  | { readonly kind: 'gone' };

export type CallGatePorts = {
  readonly authority: Authority;
  /** What a hook has decided of this very call. */
  readonly pass: (subject: Subject, useId: string | null) => Promise<Ruling | null>;
};

/** Every gated call passes here, whichever transport it came by. */
export class CallGate {
  readonly #ports: CallGatePorts;

  constructor(ports: CallGatePorts) {
    this.#ports = ports;
  }

  async take({ message, subject, ticket, asks }: GatedCall): Promise<GateRuling> {
    const since = performance.now();
    const { authority, pass } = this.#ports;
    const ruling =
      (await pass(subject, toolUseId(message.meta))) ?? (await authority.judge(subject, ticket, asks));
    if (ruling.kind === 'refuse')
      return ticket.withdrawn
        ? { kind: 'gone' }
        : { kind: 'reply', text: refusalReply(message.answer, ruling.refusal) };
    if (!ticket.withdrawn) return { kind: 'forward', call: ruling.call, bytes: null };
    authority.outcome(ruling.call, 'cancelled', performance.now() - since, null);
    return { kind: 'gone' };
  }
}
