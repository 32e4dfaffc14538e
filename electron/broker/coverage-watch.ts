// Watches the agents' files and says what is no longer guarded in them.

import { realpathSync } from 'node:fs';
import type { CoverageFinding, CoverageRow } from '../../shared/contract/coverage.ts';
import { instantOf } from '../../shared/contract/ids.ts';
import { ok } from '../../shared/contract/result.ts';
import type { Authority } from '../authority/authority.ts';
import { alone } from '../authority/protect-lock.ts';
import { coverageChanges, type Seen, type SeenWay } from '../clients/coverage-changes.ts';
import { coverageOf } from '../clients/coverage-of.ts';
import { FileWatch } from '../clients/file-watch.ts';
import { isInstalled, type Surroundings } from '../clients/find-files.ts';
import { knownClients } from '../clients/known/known-clients.ts';
import type { Protection, ProtectionIndex } from '../clients/protection.ts';
import { watchedPlaces } from '../clients/watched-places.ts';
import { signInFiles } from './oauth-store.ts';
import { proofsOf } from './proof-list.ts';
import { keepSeen, readSeen } from './seen-file.ts';

/** A look may take no more than this part of the time: some clients write their file all day, and calls are judged in between. */
const SHARE = 20;
/** When another run of protect is at work, the next look waits, in ms. */
const BUSY_MS = 500;

export type CoverageWatchPorts = {
  readonly dir: string;
  readonly around: () => Surroundings;
  /** The same as of the last look, without reading anything. */
  readonly lastAround: () => Surroundings;
  readonly protection: () => Protection;
  readonly authority: Pick<Authority, 'note'>;
  readonly now: () => Date;
  /** What the files say is something else, or findings have come or gone. */
  readonly changed: () => void;
};

export class CoverageWatch {
  readonly #ports: CoverageWatchPorts;
  readonly #files: FileWatch;
  #seen: Seen | null;
  #timer: NodeJS.Timeout | null = null;
  #notBefore = 0;
  #isOn = false;

  constructor(ports: CoverageWatchPorts) {
    this.#ports = ports;
    this.#seen = readSeen(ports.dir);
    this.#files = new FileWatch({
      // Signing in at the terminal changes what is said of a server, too.
      places: () => [...watchedPlaces(knownClients, ports.lastAround()), ...signInFiles(ports.dir)],
      changed: () => this.#soon(),
    });
  }

  get findings(): readonly CoverageFinding[] {
    return this.#seen?.findings ?? [];
  }

  /** Looks now, and from then on whenever a file changes. */
  start(): void {
    this.#isOn = true;
    // What changes while it looks is looked at again.
    this.#files.start();
    this.look();
  }

  stop(): void {
    this.#isOn = false;
    this.#files.stop();
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  /** The user leaves it so. */
  leave(id: string): void {
    if (this.#seen === null) return;
    this.#seen = { ...this.#seen, findings: this.#seen.findings.filter((finding) => finding.id !== id) };
    keepSeen(this.#ports.dir, this.#seen);
    this.#ports.changed();
  }

  /** Looks at all files; not while somebody protects or unprotects. */
  look(): void {
    if (!this.#isOn) return;
    const begun = performance.now();
    const done = alone(this.#ports.dir, () => {
      this.#look();
      return ok(null);
    });
    const now = performance.now();
    this.#notBefore = now + (now - begun) * SHARE;
    if (!done.ok) this.#soon(BUSY_MS);
  }

  #soon(atLeast = 0): void {
    if (!this.#isOn) return;
    this.#timer ??= setTimeout(
      () => {
        this.#timer = null;
        this.look();
      },
      Math.max(atLeast, this.#notBefore - performance.now()),
    ).unref();
  }

  #look(): void {
    const { dir, authority, now } = this.#ports;
    const at = instantOf(now());
    const { marks, findings, changes } = coverageChanges(this.#seen, this.#ways(), at);
    const seen: Seen = { marks, findings };
    if (JSON.stringify(seen) !== JSON.stringify(this.#seen)) keepSeen(dir, seen);
    this.#seen = seen;
    for (const change of changes) authority.note({ kind: 'coverage', ...change });
    this.#ports.changed();
  }

  #ways(): readonly SeenWay[] {
    const { dir, protection } = this.#ports;
    const around = this.#ports.around();
    const proofs = proofsOf(dir);
    const index = protection().index();
    return knownClients
      .filter((client) => isInstalled(client, around))
      .flatMap((client) =>
        coverageOf(client, around, proofs).map((row): SeenWay => {
          const isKept = index.ok ? isKeptIn(index.value, client.id, row) : null;
          return { agent: client.id, agentName: client.name, row, isKept };
        }),
      );
  }
}

function isKeptIn({ changes }: ProtectionIndex, client: string, { entry }: CoverageRow): boolean {
  const file = entry === null ? null : realOf(entry.file);
  return changes.some((one) => one.client === client && (file === null || one.file === file));
}

function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
