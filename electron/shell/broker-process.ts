import { utilityProcess, type UtilityProcess } from 'electron';
import { fromBrokerSchema, type FromBroker, type ToBroker } from '../../shared/contract/broker-port.ts';
import type { WaitingQuestions } from '../../shared/contract/request.ts';
import type { Guard } from '../../shared/contract/snapshot.ts';

type Asking = Extract<ToBroker, { readonly ask: number }>;
type WithoutAsk<T> = T extends unknown ? Omit<T, 'ask'> : never;
type Reply = Extract<FromBroker, { readonly ask: number }>;

/** Restarts after a crash, in ms; after the last the broker stays down until the user asks again. */
const BACKOFF_MS = [500, 1000, 2000, 5000];
const STOP_MS = 5000;
const KEPT_STDERR = 2000;

export type BrokerProcessPorts = {
  /** Path of the bundled broker. */
  readonly program: string;
  readonly dataDir: string;
  readonly version: string;
  readonly guardChanged: (guard: Guard) => void;
  readonly waitingChanged: (questions: WaitingQuestions) => void;
  readonly ready: (socket: string) => void;
  readonly told: (line: string) => void;
};

/** The broker's process as main sees it: starts it, restarts it when it dies, and passes messages that parse. */
export class BrokerProcess {
  readonly #ports: BrokerProcessPorts;
  readonly #asked = new Map<number, { done: (reply: Reply) => void; failed: (error: Error) => void }>();
  #child: UtilityProcess | null = null;
  #asks = 0;
  #crashes = 0;
  #stderr = '';
  #failure: string | null = null;
  #stopping: (() => void) | null = null;

  constructor(ports: BrokerProcessPorts) {
    this.#ports = ports;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    this.#ports.guardChanged({ kind: 'starting' });
    this.#failure = null;
    this.#stderr = '';
    const child = utilityProcess.fork(this.#ports.program, [], {
      serviceName: 'Remit broker',
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, REMIT_DATA: this.#ports.dataDir, REMIT_VERSION: this.#ports.version },
    });
    this.#child = child;
    child.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString('utf8')).slice(-KEPT_STDERR);
    });
    child.on('message', (data: unknown) => this.#take(data));
    child.once('exit', (code) => this.#ended(code));
  }

  send(message: Exclude<ToBroker, Asking>): void {
    this.#child?.postMessage(message);
  }

  /** Sends a question and resolves with its answer; rejects when the broker is gone. */
  ask<K extends Reply['kind']>(
    kind: K,
    question: WithoutAsk<Asking>,
  ): Promise<Extract<Reply, { readonly kind: K }>> {
    const child = this.#child;
    if (child === null) return Promise.reject(new Error('the broker is not running'));
    this.#asks += 1;
    const ask = this.#asks;
    return new Promise((resolve, reject) => {
      this.#asked.set(ask, {
        failed: reject,
        done: (reply) => {
          if (isReply(reply, kind)) resolve(reply);
          else if (reply.kind === 'unanswered') reject(new Error(reply.problem));
          else reject(new Error(`the broker answered ${reply.kind} to ${kind}`));
        },
      });
      child.postMessage({ ...question, ask });
    });
  }

  /** Resolves when the broker has ended, however it does. */
  stop(): Promise<void> {
    const child = this.#child;
    if (child === null) return Promise.resolve();
    return new Promise((resolve) => {
      const force = setTimeout(() => child.kill(), STOP_MS);
      this.#stopping = () => {
        clearTimeout(force);
        resolve();
      };
      this.send({ kind: 'stop' });
    });
  }

  #take(data: unknown): void {
    const parsed = fromBrokerSchema.safeParse(data);
    if (!parsed.success) {
      process.stderr.write(`a message from the broker was not understood: ${parsed.error.message}\n`);
      return;
    }
    const message = parsed.data;
    switch (message.kind) {
      case 'ready':
        this.#crashes = 0;
        return this.#ports.ready(message.socket);
      case 'failed':
        this.#failure = message.problem;
        this.#child?.kill();
        return;
      case 'snapshot':
        return this.#ports.guardChanged({ kind: 'up', broker: message.snapshot });
      case 'waiting':
        return this.#ports.waitingChanged(message.questions);
      case 'told':
        return this.#ports.told(message.line);
      default:
        this.#asked.get(message.ask)?.done(message);
        this.#asked.delete(message.ask);
    }
  }

  #ended(code: number): void {
    this.#child = null;
    for (const asked of this.#asked.values()) asked.failed(new Error('the broker has ended'));
    this.#asked.clear();
    this.#ports.waitingChanged({ waiting: [], putOff: [] });
    if (this.#stopping !== null) return this.#stopping();
    const said = this.#stderr.trim().split('\n').slice(-3).join(' / ');
    const problem =
      this.#failure ??
      `the broker ended with code ${code}${said === '' ? '' : ` (${said})`}; every call is refused until it runs`;
    this.#ports.guardChanged({ kind: 'down', problem });
    const wait = BACKOFF_MS[this.#crashes];
    this.#crashes += 1;
    if (this.#failure === null && wait !== undefined) setTimeout(() => this.#restart(), wait);
  }

  #restart(): void {
    if (this.#child === null && this.#stopping === null) this.start();
  }
}

function isReply<K extends Reply['kind']>(
  reply: Reply,
  kind: K,
): reply is Extract<Reply, { readonly kind: K }> {
  return reply.kind === kind;
}
