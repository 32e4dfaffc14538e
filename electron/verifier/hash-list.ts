const CHUNK = 4096;

/** The hashes of the entries read so far, 32 bytes each: a prune may name any of them, and an export can be read only once. */
export class HashList {
  readonly #chunks: Buffer[] = [];
  #length = 0;

  /** `hash` is 64 hex digits. */
  push(hash: string): void {
    const place = this.#length % CHUNK;
    if (place === 0) this.#chunks.push(Buffer.alloc(CHUNK * 32));
    this.#chunks.at(-1)?.write(hash, place * 32, 'hex');
    this.#length += 1;
  }

  /** The hash that was pushed as the `index`th, from 0; null when there is none. */
  at(index: number): string | null {
    if (index < 0 || index >= this.#length) return null;
    const from = (index % CHUNK) * 32;
    return this.#chunks[Math.floor(index / CHUNK)]?.toString('hex', from, from + 32) ?? null;
  }
}
