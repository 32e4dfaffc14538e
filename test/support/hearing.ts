/** Waits for what becomes true when something happens. */
export class Hearing {
  readonly #waiting = new Set<() => void>();

  /** Something has happened. */
  hear(): void {
    for (const one of [...this.#waiting]) one();
  }

  /** Resolves as soon as it is there; it is asked for now and whenever something happens. */
  async until(isThere: () => boolean): Promise<void> {
    while (!isThere())
      await new Promise<void>((resolve) => {
        const once = (): void => {
          this.#waiting.delete(once);
          resolve();
        };
        this.#waiting.add(once);
      });
  }
}
