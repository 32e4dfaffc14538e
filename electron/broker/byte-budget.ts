/** So much of a message counts for nothing: small ones never stand back for large ones. */
const FREE = 65_536;

/** Why a message that was given up is refused. */
export const GIVEN_UP = 'too many large messages came at once, and Remit let go of this one: send it again';

/** A message that has begun and not ended. */
export type Unfinished = {
  /** What came of it is to be let go: the memory is needed for others. */
  readonly giveUp: () => void;
};

/**
 * The bytes of all messages that have begun and not ended. One may be as large as the limit of a message allows, and all of them together
 * could fill the memory, so that over `limit` bytes the one that began first is given up: whoever means to end one has done so by then.
 */
export class ByteBudget {
  readonly #limit: number;
  /** In the order in which they came to count. */
  readonly #held = new Map<Unfinished, number>();
  #used = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The message has so many bytes by now. */
  hold(message: Unfinished, bytes: number): void {
    if (bytes <= FREE) return;
    this.#used += bytes - (this.#held.get(message) ?? 0);
    this.#held.set(message, bytes);
    for (const first of this.#held.keys()) {
      if (this.#used <= this.#limit) return;
      this.release(first);
      first.giveUp();
    }
  }

  /** The message has ended, or nobody waits for its end. */
  release(message: Unfinished): void {
    this.#used -= this.#held.get(message) ?? 0;
    this.#held.delete(message);
  }
}
