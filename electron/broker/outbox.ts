import type { Buffer } from 'node:buffer';

/** A place in the order of messages to the server, held while a call is judged. */
export type Slot = {
  /** Sends now if it is this place's turn, else when it comes. After `release` it sends at once. */
  readonly send: (bytes: Buffer) => void;
  /** Gives the place up: later messages may pass. */
  readonly release: () => void;
};

type Place = { bytes: Buffer | null; given: boolean };

/**
 * Keeps messages to the server in the order in which the agent sent them while a call among them is judged. A call that waits for the
 * user gives its place up, so that a question holds up nobody.
 */
export class Outbox {
  readonly #send: (bytes: Buffer) => void;
  #places: Place[] = [];

  constructor(send: (bytes: Buffer) => void) {
    this.#send = send;
  }

  push(bytes: Buffer): void {
    if (this.#places.length === 0) this.#send(bytes);
    else this.#places.push({ bytes, given: true });
  }

  hold(): Slot {
    const place: Place = { bytes: null, given: false };
    this.#places.push(place);
    return {
      send: (bytes) => {
        if (place.given) {
          this.#send(bytes);
          return;
        }
        place.bytes = bytes;
        place.given = true;
        this.#flush();
      },
      release: () => {
        place.given = true;
        this.#flush();
      },
    };
  }

  #flush(): void {
    let first = this.#places[0];
    while (first?.given === true) {
      this.#places.shift();
      if (first.bytes !== null) this.#send(first.bytes);
      first = this.#places[0];
    }
  }
}
