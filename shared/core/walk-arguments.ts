// Goes through a call's arguments once and says of each what it is. Every value is visited exactly once, alone or with all beneath it:
// nothing is left out, and nothing counts twice. The user's word goes before a profile's, a profile's before what is derived.

import type { JsonObject, JsonPointer, JsonValue } from '../contract/json.ts';
import type { ArgumentReading, ArgumentRole, ToolRoles } from '../contract/tool-profile.ts';
import { pointerTo } from './arg-matcher.ts';
import {
  bareRole,
  objectRole,
  shapedRole,
  textRole,
  wordsRole,
  type Derived,
  type Setting,
} from './derive-role.ts';
import { goesDeeper, roleAt, roleTree, stepDown, type RoleNode } from './role-tree.ts';
import { itemSchemas, memberSchemas, schemaRoot, type SchemaNode } from './schema-node.ts';
import { isJsonList, isJsonObject } from './strict-json.ts';

export type WalkSubject = {
  readonly server: string;
  readonly tool: string;
  readonly args: JsonObject;
  readonly inputSchema: JsonValue | null;
  readonly corrections: ToolRoles | null;
  /** The profile's roles, and who is named as their source. */
  readonly known: { readonly roles: ToolRoles; readonly from: 'profile' | 'schema' } | null;
};

/** A value with its role. `name` is that of the member it is, or of the list that holds it. */
export type Visited = ArgumentReading & {
  readonly value: JsonValue;
  readonly name: string;
  readonly schemas: readonly SchemaNode[];
};
export type Visitor = {
  readonly value: (visited: Visited) => void;
  /** The name of a member that looks like a place or an address, and of which nobody says anything. */
  readonly name?: (name: string, pointer: JsonPointer, derived: Derived) => void;
};

/** What is said of a value by one source: the nodes for it and for what lies beneath, and the role that holds from above. */
type Layer = { readonly nodes: readonly RoleNode[]; readonly above: ArgumentRole | null };
type Layers = { readonly user: Layer; readonly known: Layer };

export function walkArguments(subject: WalkSubject, visitor: Visitor): void {
  new Walk(subject, visitor).all();
}

class Walk {
  readonly #subject: WalkSubject;
  readonly #visitor: Visitor;

  constructor(subject: WalkSubject, visitor: Visitor) {
    this.#subject = subject;
    this.#visitor = visitor;
  }

  all(): void {
    const { args, corrections, known, inputSchema } = this.#subject;
    const layers: Layers = { user: layerOf(corrections), known: layerOf(known?.roles ?? null) };
    const schemas = known === null || corrections !== null ? schemaRoot(inputSchema) : [];
    this.#members(args, '', schemas, layers);
  }

  #members(holder: JsonObject, pointer: JsonPointer, schemas: readonly SchemaNode[], layers: Layers): void {
    for (const [name, value] of Object.entries(holder)) {
      const { tool, server } = this.#subject;
      const at: Setting = {
        name,
        schemas: schemas.length === 0 ? schemas : memberSchemas(schemas, name),
        holder,
        holderPointer: pointer,
        holderSchemas: schemas,
        tool,
        server,
      };
      const below = downBoth(layers, name);
      const here = pointerTo(pointer, name);
      if (below.user.above === null && below.known.above === null) this.#name(name, here);
      this.#value(value, here, at, below);
    }
  }

  #name(name: string, pointer: JsonPointer): void {
    if (this.#visitor.name === undefined || /^[\w-]*$/.test(name)) return;
    const derived = shapedRole(name);
    if (derived.role.role !== 'value') this.#visitor.name(name, pointer, derived);
  }

  #items(items: readonly JsonValue[], pointer: JsonPointer, at: Setting, layers: Layers): void {
    const schemas = itemSchemas(at.schemas);
    items.forEach((item, index) => {
      this.#value(item, pointerTo(pointer, index), { ...at, schemas }, downBoth(layers, String(index)));
    });
  }

  #value(value: JsonValue, pointer: JsonPointer, at: Setting, layers: Layers): void {
    const { user, known } = layers;
    const said = user.above ?? known.above;
    const from = user.above !== null ? 'user' : (this.#subject.known?.from ?? 'profile');
    const isDeeper = goesDeeper(user.nodes) || (user.above === null && goesDeeper(known.nodes));
    if (said !== null && !isDeeper) this.#said(value, pointer, at, { role: said, from });
    else if (isJsonObject(value) && Object.keys(value).length > 0)
      this.#object(value, pointer, at, layers, isDeeper);
    else if (isJsonList(value) && value.length > 0) this.#list(value, pointer, at, layers, isDeeper);
    else if (said !== null) this.#said(value, pointer, at, { role: said, from });
    else this.#put(value, pointer, at, typeof value === 'string' ? textRole(value, at) : bareRole(value, at));
  }

  #object(value: JsonObject, pointer: JsonPointer, at: Setting, layers: Layers, isDeeper: boolean): void {
    const whole = isDeeper ? null : objectRole(value, at);
    if (whole === null) this.#members(value, pointer, at.schemas, layers);
    else this.#put(value, pointer, at, whole);
  }

  #list(
    value: readonly JsonValue[],
    pointer: JsonPointer,
    at: Setting,
    layers: Layers,
    isDeeper: boolean,
  ): void {
    const words = !isDeeper && value.every((item) => typeof item === 'string') ? wordsRole(at) : null;
    if (words === null) this.#items(value, pointer, at, layers);
    else this.#put(value, pointer, at, words);
  }

  /** An option is a flag, a number, a word, or a list of patterns: what names a place is more, and so is a structure. */
  #said(value: JsonValue, pointer: JsonPointer, at: Setting, said: Derived): void {
    if (said.role.role !== 'option' || !holdsMore(value)) this.#put(value, pointer, at, said);
    else if (typeof value === 'string') this.#put(value, pointer, at, shapedRole(value));
    else if (isJsonList(value)) {
      value.forEach((item, index) => this.#said(item, pointerTo(pointer, index), at, said));
    } else this.#value(value, pointer, at, NOTHING);
  }

  #put(value: JsonValue, pointer: JsonPointer, at: Setting, { role, from }: Derived): void {
    this.#visitor.value({ value, pointer, role, from, name: at.name, schemas: at.schemas });
  }
}

const NOTHING: Layers = { user: { nodes: [], above: null }, known: { nodes: [], above: null } };

function layerOf(roles: ToolRoles | null): Layer {
  return roles === null ? NOTHING.user : { nodes: [roleTree(roles)], above: null };
}

function downBoth(layers: Layers, step: string): Layers {
  if (layers === NOTHING) return layers;
  return { user: down(layers.user, step), known: down(layers.known, step) };
}

function down(layer: Layer, step: string): Layer {
  if (layer.nodes.length === 0) return layer;
  const nodes = stepDown(layer.nodes, step);
  return { nodes, above: roleAt(nodes) ?? layer.above };
}

function holdsMore(value: JsonValue): boolean {
  if (typeof value === 'string') return shapedRole(value).role.role !== 'value';
  return isJsonList(value) ? value.some(holdsMore) : isJsonObject(value);
}
