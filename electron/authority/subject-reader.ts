// Reads what a connection hands over for judgement: with the tool's definition as it stands now, and the user's corrections.

import type { Call } from '../../shared/contract/call.ts';
import { type CallId, instantOf } from '../../shared/contract/ids.ts';
import type { ArgumentReading } from '../../shared/contract/tool-profile.ts';
import { readingOf, type ReachSubject } from '../../shared/core/find-reaches.ts';
import type { Subject } from './judged-subject.ts';
import { loadReaders, normaliseCall, readersNeeded } from './normalise-call.ts';
import type { ToolCorrections } from './tool-corrections.ts';
import type { ToolDefinition, ToolPins } from './tool-pins.ts';

export type SubjectReaderPorts = {
  readonly now: () => Date;
  readonly pins: ToolPins;
  readonly corrections: ToolCorrections;
};

export class SubjectReader {
  readonly #ports: SubjectReaderPorts;

  constructor(ports: SubjectReaderPorts) {
    this.#ports = ports;
  }

  /** Only a call with a command line or a statement waits for the parsers of these, and only the first one for long. */
  async load(subject: Subject): Promise<void> {
    const needed = readersNeeded(this.#reachSubject(subject));
    if (needed.length > 0) await loadReaders(needed);
  }

  /** The call as it stands now. `load` must have resolved, or a command line can't be worked out. */
  normalise(id: CallId, subject: Subject): Call {
    const { definition, ...rest } = subject;
    const { inputSchema, corrections } = this.#reachSubject(subject);
    const known = this.#ports.pins.known(subject.server.name, subject.tool, definition());
    const at = instantOf(this.#ports.now());
    return normaliseCall({ ...rest, id, at, definition: known, inputSchema, corrections });
  }

  /** Whether a subject is of the same tool as a call that was judged, and touches nothing that the call did not touch then. */
  async fits(judged: Call, subject: Subject): Promise<boolean> {
    await this.load(subject);
    const now = this.normalise(judged.id, subject);
    const touched = new Set(judged.reaches.map((reach) => JSON.stringify(reach)));
    return (
      now.server.identity === judged.server.identity &&
      now.tool === judged.tool &&
      JSON.stringify(now.definition) === JSON.stringify(judged.definition) &&
      now.reaches.every((reach) => touched.has(JSON.stringify(reach)))
    );
  }

  readings(subject: Subject): readonly ArgumentReading[] {
    return readingOf(this.#reachSubject(subject));
  }

  #reachSubject(subject: Subject): ReachSubject {
    const { server, serverCommand, tool, args } = subject;
    const inputSchema = definitionOf(subject)?.inputSchema ?? null;
    const corrections = this.#ports.corrections.of(server, tool);
    return { server: server.name, serverCommand, tool, args, inputSchema, corrections };
  }
}

/** The tool's definition; null where the server lists none, or several. */
export function definitionOf(subject: Subject): ToolDefinition | null {
  const definition = subject.definition();
  return definition === 'ambiguous' ? null : definition;
}
