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

/** Why a call isn't taken while others take the room. */
export const NO_ROOM = 'too many large calls wait already: send this one again when some are answered';

/** The bytes of all calls that were read whole and aren't on their way yet. A message beside its arguments is kept as long as they are. */
export class CallRoom {
  readonly #limit: number;
  #used = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Takes room; the result gives it back. Null: there is none. */
  enter(bytes: number): (() => void) | null {
    if (bytes <= FREE) return () => undefined;
    if (this.#used + bytes > this.#limit) return null;
    this.#used += bytes;
    return () => {
      this.#used -= bytes;
    };
  }
}
