import { spawn, type ChildProcess } from 'node:child_process';

/** A client that costs next to nothing itself: it writes lines, and finds the id at the start of each answer. */
export class LineClient {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, () => void>();
  #head = '';
  #inLine = false;
  #next = 1;
  bytes = 0;

  constructor(command: readonly string[], env: NodeJS.ProcessEnv) {
    const [program = '', ...args] = command;
    this.#child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'], env });
    this.#child.stdout?.on('data', (chunk: Buffer) => this.#take(chunk));
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Resolves with how long the answer took, in ms. `params` is JSON text. */
  request(method: string, params: string): Promise<number> {
    const id = this.#next;
    this.#next += 1;
    const since = performance.now();
    return new Promise((resolve) => {
      this.#waiting.set(id, () => resolve(performance.now() - since));
      this.#child.stdin?.write(`{"jsonrpc":"2.0","id":${id},"method":"${method}","params":${params}}\n`);
    });
  }

  call(text: string, wait = 0): Promise<number> {
    const args = wait === 0 ? `{"text":"${text}"}` : `{"wait":${wait},"text":"${text}"}`;
    return this.request('tools/call', `{"name":"echo","arguments":${args}}`);
  }

  async connect(): Promise<void> {
    await this.request(
      'initialize',
      '{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"bench","version":"1"}}',
    );
    this.#child.stdin?.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
    await this.request('tools/list', '{}');
  }

  end(): Promise<void> {
    return new Promise((done) => {
      this.#child.once('close', () => done());
      this.#child.stdin?.end();
    });
  }

  /** An answer counts when its last byte is there; only its first bytes are looked at. */
  #take(chunk: Buffer): void {
    this.bytes += chunk.length;
    let at = 0;
    while (at < chunk.length) {
      const end = chunk.indexOf(10, at);
      if (!this.#inLine || this.#head.length < 64)
        this.#head += chunk.toString('latin1', at, Math.min(end === -1 ? chunk.length : end, at + 64));
      this.#inLine = end === -1;
      if (end === -1) return;
      const id = /"id":(\d+)/.exec(this.#head)?.[1];
      this.#head = '';
      at = end + 1;
      const done = id === undefined ? undefined : this.#waiting.get(Number(id));
      if (id === undefined || done === undefined) continue;
      this.#waiting.delete(Number(id));
      done();
    }
  }
}
