// What a client's file of hooks says with Remit's hooks in it, and without them. Nothing is written here.

import { err, ok, type Result } from '../../shared/contract/result.ts';
import { hookLine, programIn, startsHook, type HookProgram, type Shell } from './hook-command.ts';
import { hookScript, isHookScript, isWholeScript } from './hook-script.ts';
import { COMMAND_LINE, type ClientPlatform, type KnownHookList, type KnownHooks } from './known-client.ts';
import { isRecord, valueAt } from './format/config-format.ts';
import { saysTheSame } from './format/edit-text.ts';
import { formatOf } from './format/format-of.ts';
import { editJson, type JsonEdit, type Steps } from './format/json-edit.ts';

const BOM = '\uFEFF';

/** The file's text with the hooks in it; null as a text means that there is no file. The error says why it is to be left alone. */
export function withHooks(
  text: string | null,
  hooks: KnownHooks,
  program: HookProgram,
  platform: ClientPlatform,
): Result<string, string> {
  const { file } = hooks;
  if (file.kind === 'script') {
    if (text !== null && text.trim() !== '' && !isHookScript(text))
      return err(
        'it is a hook of yours, and there can be one only: move it away, or let it end with `remit hook` itself',
      );
    return ok(hookScript(program, platform));
  }
  if (text === null) return ok(`${JSON.stringify(fresh(file, program, platform), null, 2)}\n`);
  return inBody(text, (body) => {
    const root = rootOf(body, file);
    if (!root.ok) return root;
    const off = switchedOff(root.value, file);
    if (off !== null) return err(off);
    let edited = body;
    for (const event of file.events) {
      const wanted = entryOf(file, event.more, program, platform);
      const next = withEvent(edited, file, event.name, wanted);
      if (!next.ok) return next;
      edited = next.value;
    }
    return ok(edited);
  });
}

/** The text without Remit's hooks, as far as they are still there; null when nothing is left of a file that Remit made. */
export function withoutHooks(
  text: string,
  before: string | null,
  hooks: KnownHooks,
): Result<string | null, string> {
  const { file } = hooks;
  if (file.kind === 'script') return ok(isHookScript(text) ? before : text);
  const earlier = before === null ? ok({}) : rootOf(before.replace(BOM, ''), file);
  const had = earlier.ok ? earlier.value : {};
  const done = inBody(text, (body) => {
    let edited = body;
    for (const { name } of file.events) {
      const next = withoutEvent(edited, file, name, valueAt(had, ['hooks', name]) !== undefined);
      if (!next.ok) return next;
      edited = next.value;
    }
    const root = rootOf(edited, file);
    const left = root.ok ? valueAt(root.value, ['hooks']) : undefined;
    const empty = isRecord(left) && Object.keys(left).length === 0;
    if (edited === body || !empty || valueAt(had, ['hooks']) !== undefined) return ok(edited);
    return editJson(formatOf(file.format), edited, [{ kind: 'remove', at: ['hooks'] }]);
  });
  if (!done.ok || before !== null || done.value === text) return done;
  const root = rootOf(done.value.replace(BOM, ''), file);
  return root.ok && saysTheSame(root.value, file.head) ? ok(null) : done;
}

/**
 * Whether every event of the file has Remit's hook just as Remit writes it, wherever that Remit stands, and hooks aren't switched off there:
 * with another limit, a condition or a word more in it, a tool may run without it.
 */
export function holdsHooks(text: string, hooks: KnownHooks, platform: ClientPlatform): boolean {
  const { file, agent } = hooks;
  if (file.kind === 'script') return isWholeScript(text, agent, platform);
  const root = rootOf(text.replace(BOM, ''), file);
  if (!root.ok || switchedOff(root.value, file) !== null) return false;
  return file.events.every(({ name, more }) => {
    const list: unknown = valueAt(root.value, ['hooks', name]);
    if (!Array.isArray(list)) return false;
    return list.some((one: unknown) => isWhole(one, hooks.agent, file, more, platform));
  });
}

/** Whether an element of an event's list has Remit's entry as it is written for all tools. */
function isWhole(
  element: unknown,
  agent: string,
  file: KnownHookList,
  more: Readonly<Record<string, unknown>>,
  platform: ClientPlatform,
): boolean {
  const shell = shellOf(file, platform);
  const inner: unknown = file.matcher === null ? [element] : valueAt(element, ['hooks']);
  if (!Array.isArray(inner) || !isAllTools(element, file)) return false;
  return inner.some((entry: unknown) => {
    const line = lineOf(entry);
    const program = line === null ? null : programIn(line, shell);
    return program?.agent === agent && saysTheSame(entry, ownEntry(file, more, program, platform));
  });
}

function lineOf(entry: unknown): string | null {
  const lines = ['command', 'bash', 'powershell'].map((key) => valueAt(entry, [key]));
  return lines.find((line) => typeof line === 'string') ?? null;
}

function shellOf(file: KnownHookList, platform: ClientPlatform): Shell {
  return platform === 'win32' ? file.onWindows.shell : 'posix';
}

function inBody<T extends string | null>(
  text: string,
  change: (body: string) => Result<T, string>,
): Result<T | string, string> {
  const mark = text.startsWith(BOM) ? BOM : '';
  const done = change(text.slice(mark.length));
  return done.ok && done.value !== null ? ok(`${mark}${done.value}`) : done;
}

function rootOf(body: string, { format }: KnownHookList): Result<Readonly<Record<string, unknown>>, string> {
  const parsed = formatOf(format).parse(body);
  if (!parsed.ok) return err(`line ${parsed.error.line}: ${parsed.error.problem}`);
  return isRecord(parsed.value) ? ok(parsed.value) : err('it is no JSON object');
}

function switchedOff(root: unknown, { off, entry }: KnownHookList): string | null {
  if (off === null) return null;
  const by = (at: readonly string[]): string => `switched off by \`${at.join('.')}\``;
  if (valueAt(root, off.at) === off.is) return `its hooks are ${by(off.at)}`;
  const names: unknown = off.names === undefined ? [] : valueAt(root, off.names);
  const isOff =
    Array.isArray(names) &&
    names.some((one: unknown) => typeof one === 'string' && (one === entry['name'] || startsHook(one)));
  return isOff && off.names !== undefined ? `Remit's hook is ${by(off.names)}` : null;
}

function entryOf(
  file: KnownHookList,
  more: Readonly<Record<string, unknown>>,
  program: HookProgram,
  platform: ClientPlatform,
): unknown {
  const entry = ownEntry(file, more, program, platform);
  return file.matcher === null ? entry : { matcher: file.matcher, hooks: [entry] };
}

function ownEntry(
  file: KnownHookList,
  more: Readonly<Record<string, unknown>>,
  program: HookProgram,
  platform: ClientPlatform,
): object {
  const line = hookLine(program, shellOf(file, platform));
  const keys = { ...(platform === 'win32' ? file.onWindows.entry : file.entry), ...more };
  return Object.fromEntries(
    Object.entries(keys).map(([key, value]) => [key, value === COMMAND_LINE ? line : value]),
  );
}

function fresh(file: KnownHookList, program: HookProgram, platform: ClientPlatform): object {
  const events = file.events.map(({ name, more }) => [name, [entryOf(file, more, program, platform)]]);
  const hooks: unknown = Object.fromEntries(events);
  return { ...file.head, hooks };
}

function isOurs(entry: unknown): boolean {
  if (!isRecord(entry)) return false;
  const args: readonly unknown[] = Array.isArray(entry['args']) ? entry['args'] : [];
  const words = [entry['command'], ...args].filter((one) => typeof one === 'string');
  const lines = [entry['bash'], entry['powershell'], words.join(' ')];
  return lines.some((line) => typeof line === 'string' && startsHook(line));
}

/** Where Remit's entries are in one element of an event's list: `[]` is the element itself, `['hooks', n]` an entry of a group. */
function placesIn(element: unknown): readonly Steps[] {
  if (isOurs(element)) return [[]];
  const list: unknown = valueAt(element, ['hooks']);
  if (!Array.isArray(list)) return [];
  const entries: readonly unknown[] = list;
  const places = entries.flatMap((entry, at): readonly Steps[] => (isOurs(entry) ? [['hooks', at]] : []));
  return places.length === entries.length && places.length > 0 ? [[]] : places;
}

/** Whether a group has every tool. */
function isAllTools(element: unknown, { matcher }: KnownHookList): boolean {
  if (matcher === null) return true;
  const own = valueAt(element, ['matcher']);
  return own === undefined || own === '' || own === '*' || own === '.*';
}

function withEvent(
  text: string,
  file: KnownHookList,
  event: string,
  wanted: unknown,
): Result<string, string> {
  const format = formatOf(file.format);
  const root = rootOf(text, file);
  if (!root.ok) return root;
  const hooks = root.value['hooks'];
  if (hooks === undefined)
    return editJson(format, text, [{ kind: 'put', at: ['hooks'], value: { [event]: [wanted] } }]);
  if (!isRecord(hooks)) return err('`hooks` is no map of events');
  const list: unknown = hooks[event];
  if (list === undefined)
    return editJson(format, text, [{ kind: 'put', at: ['hooks', event], value: [wanted] }]);
  if (!Array.isArray(list)) return err(`\`hooks.${event}\` is no list`);
  const elements: readonly unknown[] = list;
  const own = elements.findIndex((one) => placesIn(one)[0]?.length === 0);
  const others = removals(elements, event, own);
  if (others.length === 0 && saysTheSame(elements[own], wanted)) return ok(text);
  const at = own === -1 ? elements.length : own;
  const put: JsonEdit = { kind: 'put', at: ['hooks', event, at], value: wanted };
  return editJson(format, text, [put, ...others]);
}

function withoutEvent(
  text: string,
  file: KnownHookList,
  event: string,
  had: boolean,
): Result<string, string> {
  const root = rootOf(text, file);
  if (!root.ok) return root;
  const list: unknown = valueAt(root.value, ['hooks', event]);
  if (!Array.isArray(list)) return ok(text);
  const elements: readonly unknown[] = list;
  const edits = removals(elements, event, -1);
  if (edits.length === 0) return ok(text);
  const all = edits.filter(({ at }) => at.length === 3).length === elements.length;
  const emptied: JsonEdit = { kind: 'remove', at: ['hooks', event] };
  return editJson(formatOf(file.format), text, all && !had ? [emptied] : edits);
}

/** Takes all of Remit's entries out of an event's list but the one element `kept`, the last first. */
function removals(elements: readonly unknown[], event: string, kept: number): readonly JsonEdit[] {
  const edits = elements.flatMap((element, index): readonly JsonEdit[] =>
    index === kept
      ? []
      : placesIn(element).map((steps) => ({ kind: 'remove', at: ['hooks', event, index, ...steps] })),
  );
  return edits.reverse();
}
