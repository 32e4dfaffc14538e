// Looks into a tool's JSON Schema (2020-12) for what it says of one argument. A schema is a claim of the server: it may make more of an
// argument, never less.

import type { JsonObject, JsonValue } from '../contract/json.ts';
import { valueAt } from './arg-matcher.ts';
import { isJsonList, isJsonObject } from './strict-json.ts';

/** A place in a schema; `root` is where references start. */
export type SchemaNode = { readonly schema: JsonObject; readonly root: JsonValue };

const MAX_NODES = 32;
const COMBINED = ['anyOf', 'oneOf', 'allOf'] as const;

export function schemaRoot(inputSchema: JsonValue | null): readonly SchemaNode[] {
  return isJsonObject(inputSchema) ? flattened({ schema: inputSchema, root: inputSchema }) : [];
}

/** The schemas that a member of this name has. */
export function memberSchemas(nodes: readonly SchemaNode[], name: string): readonly SchemaNode[] {
  return nodes.flatMap(({ schema, root }) => {
    const { properties, additionalProperties } = schema;
    const named =
      isJsonObject(properties) && Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
    return isJsonObject(named) ? flattened({ schema: named, root }) : [];
  });
}

/** The schemas that the items of a list have. */
export function itemSchemas(nodes: readonly SchemaNode[]): readonly SchemaNode[] {
  return nodes.flatMap(({ schema, root }) =>
    isJsonObject(schema['items']) ? flattened({ schema: schema['items'], root }) : [],
  );
}

/** The node, what it refers to and its alternatives. */
function flattened(node: SchemaNode): readonly SchemaNode[] {
  const found: SchemaNode[] = [node];
  for (let at = 0; at < found.length && found.length < MAX_NODES; at += 1) {
    const { schema, root } = found[at] ?? node;
    const { $ref: reference } = schema;
    const target =
      typeof reference === 'string' && reference.startsWith('#')
        ? valueAt(root, reference.slice(1))
        : undefined;
    if (isJsonObject(target)) found.push({ schema: target, root });
    for (const key of COMBINED) {
      const parts = schema[key];
      if (!isJsonList(parts)) continue;
      for (const part of parts) if (isJsonObject(part)) found.push({ schema: part, root });
    }
  }
  return found;
}

/** Whether any of the schemas has this text at `key`, or in the list there (`type` may be either). */
export function says(nodes: readonly SchemaNode[], key: string, text: string): boolean {
  return nodes.some(({ schema }) => {
    const value = schema[key];
    return isJsonList(value) ? value.includes(text) : value === text;
  });
}

/** Whether the argument is one of a few given words. */
export function isChoice(nodes: readonly SchemaNode[]): boolean {
  return nodes.some(({ schema }) => isJsonList(schema['enum']) || typeof schema['const'] === 'string');
}

/** What people are told of the argument. */
export function wordsOf(nodes: readonly SchemaNode[]): string {
  return nodes
    .flatMap(({ schema }) => [schema['title'], schema['description']])
    .filter((text) => typeof text === 'string')
    .join('\n');
}
