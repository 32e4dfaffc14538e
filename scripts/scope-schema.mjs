// Writes docs/scope.schema.json, the JSON Schema of scope files, from the schema that Remit itself checks them with. With `--check` it
// writes nothing and fails when the file is stale. Runs on the Node of the tools, which reads TypeScript.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';
import * as scope from '../shared/contract/scope.ts';
import { root } from './tools.mjs';

const FILE = join(root, 'docs', 'scope.schema.json');

const NAMED = [
  [scope.argMatcherSchema, 'matcher', 'What one argument of a tool grant may be.'],
  [
    scope.pathGrantSchema,
    'path',
    '"May read or write here". `write` includes reading. A folder covers itself and all beneath it, a file only itself.',
  ],
  [
    scope.siteGrantSchema,
    'site',
    '"May open this site": exactly one of `origin`, `host` and `url`. Without `methods` any method.',
  ],
  [
    scope.recipientGrantSchema,
    'recipient',
    '"May send to": an address, `*@domain`, a handle or channel as it is written, `*` for anyone.',
  ],
  [scope.spendGrantSchema, 'spend', '"May spend", by call (`perCall`) and in all (`total`).'],
  [
    scope.commandGrantSchema,
    'command',
    '"May run": these words (`exact`), these and harmless ones after them (`prefix`), or this very line.',
  ],
  [scope.databaseGrantSchema, 'database', '"May use this database"; `*` as its name stands for any.'],
  [scope.valueGrantSchema, 'value', '"This argument may be exactly that", or anything.'],
];
for (const [schema, id, description] of NAMED) z.globalRegistry.add(schema, { id, description });

/** What the schema says in code and JSON Schema has to say in words of its own. */
function refined({ jsonSchema }) {
  delete jsonSchema.readOnly;
  const required = (names) => names.map((name) => ({ required: [name] }));
  const kind = jsonSchema.properties?.kind?.const;
  if (kind === 'site') jsonSchema.oneOf = required(['origin', 'host', 'url']);
  if (kind === 'spend') jsonSchema.anyOf = required(['perCall', 'total']);
}

const { $schema, ...schema } = z.toJSONSchema(scope.scopeFileSchema, { io: 'input', override: refined });
const description =
  'The authority of an agent: what it may use and touch, what it never may, and how often. See scope.md.';
const text = await format(JSON.stringify({ $schema, title: 'Remit scope file', description, ...schema }), {
  ...(await resolveConfig(FILE)),
  filepath: FILE,
});

if (process.argv.includes('--check')) {
  if (readFileSync(FILE, 'utf8') !== text) {
    process.stderr.write('docs/scope.schema.json is stale: run `node scripts/scope-schema.mjs`.\n');
    process.exitCode = 1;
  }
} else writeFileSync(FILE, text);
