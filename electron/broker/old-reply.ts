import type { IncomingMessage } from 'node:http';
import type { AnswerWatch } from './answer-watch.ts';
import type { HttpReply, Relayed, Reply } from './http-reply.ts';
import type { OldWay } from './http-session.ts';

/**
 * The answer to a message of the older HTTP+SSE: the request is only told that the message was taken, and what comes of it stands on the
 * session's stream. A call that is judged is told so at once, because its client sends nothing else meanwhile.
 * Source: MCP 2024-11-05, "HTTP with SSE".
 */
export class OldReply implements Reply {
  readonly #reply: HttpReply;
  readonly #way: OldWay;
  #isTaken = false;

  constructor(reply: HttpReply, way: OldWay) {
    this.#reply = reply;
    this.#way = way;
  }

  get isApart(): boolean {
    return this.#isTaken;
  }

  /** Whoever has been told that the message was taken may go. */
  whenLeft(): void {
    return undefined;
  }

  waits(): void {
    this.#isTaken = true;
    this.#reply.nothing();
  }

  message(text: string, status = 200): void {
    if (!this.#isTaken && status >= 400) this.#reply.message(text, status);
    else {
      this.nothing();
      this.#way.say(text);
    }
  }

  nothing(): void {
    if (!this.#isTaken) this.waits();
  }

  async relay(answer: IncomingMessage, watch: AnswerWatch): Promise<Relayed> {
    if (!this.#isTaken) return this.#reply.relay(answer, watch);
    answer.on('error', () => undefined);
    answer.resume();
    return (answer.statusCode ?? 500) < 300 ? 'whole' : 'broken';
  }
}
