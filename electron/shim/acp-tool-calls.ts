// What an agent has said of its tool calls, so that its request for permission can be judged: it may name nothing but an id.

import { recordOf, textOf, type JsonRecord } from './json-line.ts';

/** Calls that are remembered; an agent works on few at a time. */
const MAX_CALLS = 256;

export type AcpCall = { readonly tool: string; readonly args: JsonRecord; readonly useId: string | null };

export class AcpToolCalls {
  readonly #calls = new Map<string, JsonRecord>();

  /** Takes the `update` of a `session/update`. */
  note(session: string, update: JsonRecord): void {
    const id = textOf(update['toolCallId']);
    if (id === null) return;
    const key = JSON.stringify([session, id]);
    const known = { ...this.#calls.get(key), ...given(update) };
    this.#calls.delete(key);
    this.#calls.set(key, known);
    const [oldest] = this.#calls.keys();
    if (this.#calls.size > MAX_CALLS && oldest !== undefined) this.#calls.delete(oldest);
  }

  /** The call that a request for permission is about. */
  about(session: string, params: JsonRecord): AcpCall {
    const subject = recordOf(params['subject']);
    const asked = recordOf(params['toolCall']) ?? recordOf(subject?.['toolCall']) ?? subject ?? params;
    const useId = textOf(asked['toolCallId']);
    const known = useId === null ? undefined : this.#calls.get(JSON.stringify([session, useId]));
    const whole = { ...known, ...given(asked) };
    return { tool: textOf(whole['kind']) ?? 'other', args: argumentsOf(whole), useId };
  }
}

/** A member that is null or left out leaves what was said before. */
function given(update: JsonRecord): JsonRecord {
  return Object.fromEntries(
    Object.entries(update).filter(([, value]) => value !== null && value !== undefined),
  );
}

/** The tool's own arguments where the agent shows them, else its title; and every place that it names beside them. */
function argumentsOf(call: JsonRecord): JsonRecord {
  const raw = recordOf(call['rawInput']);
  const shown = raw !== null && Object.keys(raw).length > 0 ? raw : { title: textOf(call['title']) ?? '' };
  const said = JSON.stringify(shown);
  const places = [...placesIn(call['locations']), ...placesIn(call['content'])].filter(
    (path) => !said.includes(JSON.stringify(path)),
  );
  if (places.length === 0) return shown;
  return {
    ...shown,
    [Object.hasOwn(shown, 'locations') ? 'acpLocations' : 'locations']: [...new Set(places)],
  };
}

function placesIn(list: unknown): readonly string[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((one: unknown) => textOf(recordOf(one)?.['path']) ?? []);
}
