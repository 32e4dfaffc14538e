// Which room may import what. A room is a folder (or one file) that runs in one kind of process; the table is the architecture.

import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

export type Room = {
  /** A folder ending in `/`, or one file. */
  readonly at: string;
  /** Rooms of ours, by their `at`. Its own room is always allowed. */
  readonly rooms: readonly string[];
  /** Packages, and `node:*`. */
  readonly packages: readonly string[];
  /** Rooms of which only types may be imported. */
  readonly types?: readonly string[];
};

const MCP = '@modelcontextprotocol/sdk';
const windowParts = [
  'renderer/app/',
  'renderer/state/',
  'renderer/views/',
  'renderer/parts/',
  'renderer/theme.css',
];

export const ROOMS: readonly Room[] = [
  { at: 'shared/contract/', rooms: [], packages: ['zod', 'lossless-json'] },
  { at: 'shared/profiles/', rooms: ['shared/contract/'], packages: [] },
  {
    at: 'shared/core/',
    rooms: ['shared/contract/', 'shared/profiles/'],
    packages: ['zod', 'lossless-json', 'canonicalize', 'big.js'],
  },
  {
    at: 'electron/authority/',
    rooms: ['shared/contract/', 'shared/core/', 'shared/profiles/'],
    packages: [
      'node:*',
      '@napi-rs/keyring',
      '@photostructure/sqlite',
      '@secretlint/secretlint-rule-preset-recommend',
      '@secretlint/types',
      'canonicalize',
      'email-addresses',
      'libpg-query',
      'lossless-json',
      'node-sql-parser',
      'web-tree-sitter',
      'zod',
    ],
  },
  {
    at: 'electron/broker/',
    rooms: [
      'shared/contract/',
      'shared/core/',
      'electron/authority/',
      'electron/clients/',
      'electron/history/',
      'electron/telemetry/',
    ],
    packages: ['node:*', 'zod', 'lossless-json', 'canonicalize', '@napi-rs/keyring', MCP],
  },
  {
    at: 'electron/clients/',
    rooms: ['shared/contract/', 'shared/core/'],
    packages: ['node:*', 'zod', 'jsonc-parser', 'yaml', '@decimalturn/toml-patch'],
  },
  {
    // The index of the record for the windows and the command line, in a thread of its own.
    at: 'electron/history/',
    rooms: ['shared/contract/', 'shared/core/'],
    packages: ['node:*', '@photostructure/sqlite', 'zod'],
  },
  {
    // Sends the record to a collector, in a thread of its own: the only room that reaches the network by itself.
    at: 'electron/telemetry/',
    rooms: ['shared/contract/', 'shared/core/', 'electron/authority/telemetry-endpoint.ts'],
    packages: ['node:*', '@photostructure/sqlite', 'zod'],
  },
  // Shares no code with what writes the record.
  { at: 'electron/verifier/', rooms: [], packages: ['node:*', '@photostructure/sqlite'] },
  { at: 'electron/shim/', rooms: [], packages: ['node:*'] },
  {
    at: 'electron/cli/',
    rooms: [
      'shared/contract/',
      'shared/core/',
      'electron/authority/',
      'electron/broker/',
      'electron/clients/',
      'electron/history/',
      'electron/shim/',
      'electron/verifier/',
    ],
    packages: ['node:*', 'zod', '@photostructure/sqlite'],
  },
  { at: 'electron/ipc/', rooms: ['shared/contract/'], packages: ['electron', 'zod'] },
  {
    at: 'electron/preload/',
    rooms: [],
    packages: ['electron'],
    types: ['shared/contract/'],
  },
  {
    at: 'electron/shell/',
    rooms: ['shared/contract/', 'shared/core/', 'electron/ipc/', 'electron/try-it/'],
    packages: ['electron', 'electron-store', 'node:*', 'zod'],
  },
  {
    at: 'electron/try-it/',
    rooms: ['shared/contract/', 'shared/core/'],
    packages: ['node:*', MCP],
  },
  {
    at: 'electron/main.ts',
    rooms: ['electron/shell/', 'electron/authority/data-dir.ts'],
    packages: ['electron', 'node:*'],
  },
  {
    at: 'renderer/approval/',
    rooms: ['shared/contract/', 'shared/core/', 'renderer/theme.css'],
    packages: ['react', 'react-dom'],
  },
  ...['renderer/app/', 'renderer/state/', 'renderer/views/', 'renderer/parts/'].map((at) => ({
    at,
    rooms: ['shared/contract/', 'shared/core/', ...windowParts],
    packages: ['react', 'react-dom', 'zustand', 'lucide-react', '@tanstack/react-virtual', 'uplot', 'diff'],
  })),
  { at: 'renderer/theme.css', rooms: [], packages: [] },
];

const EFFECTS: readonly { readonly text: RegExp; readonly only: readonly string[]; readonly why: string }[] =
  [
    { text: /\bipcMain\b/, only: ['electron/ipc/serve.ts'], why: 'one file takes messages from windows' },
    {
      text: /webContents\.send\(/,
      only: ['electron/ipc/push.ts'],
      why: 'one file sends messages to windows',
    },
    { text: /\bipcRenderer\b/, only: ['electron/preload/'], why: 'a document has its bridge only' },
    {
      text: /window\.remit\b/,
      only: ['renderer/state/bridge.ts', 'renderer/approval/bridge.ts'],
      why: 'one file of a document touches its bridge',
    },
    { text: /eslint-disable/, only: [], why: 'a rule that does not fit is changed, not silenced' },
    {
      text: /@ts-(ignore|expect-error|nocheck)/,
      only: [],
      why: 'a type that does not fit is changed, not silenced',
    },
  ];

function roomOf(path: string): Room | undefined {
  return ROOMS.find((room) => (room.at.endsWith('/') ? path.startsWith(room.at) : path === room.at));
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return 'node:*';
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

type Import = { readonly specifier: string; readonly typeOnly: boolean };

function importsOf(path: string, text: string): readonly Import[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false);
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const typeOnly = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
      found.push({ specifier: node.moduleSpecifier.text, typeOnly });
    } else if (
      ts.isExportDeclaration(node) &&
      node.moduleSpecifier !== undefined &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      found.push({ specifier: node.moduleSpecifier.text, typeOnly: node.isTypeOnly });
    } else if (ts.isCallExpression(node)) {
      const [first] = node.arguments;
      const loads =
        node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText(file) === 'require';
      if (loads && first !== undefined && ts.isStringLiteral(first))
        found.push({ specifier: first.text, typeOnly: false });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** What is wrong with the imports and effects of one file; `path` is relative to the project, with `/`. */
export function roomProblems(path: string, text: string): readonly string[] {
  const room = roomOf(path);
  if (room === undefined) return [`${path}: stands in no room of the table`];
  const problems = importsOf(path, text).flatMap((one) => importProblem(path, room, one));
  for (const { text: effect, only, why } of EFFECTS) {
    const allowed = only.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place));
    if (!allowed && effect.test(text)) problems.push(`${path}: ${effect.source} (${why})`);
  }
  return problems;
}

function importProblem(path: string, room: Room, { specifier, typeOnly }: Import): readonly string[] {
  if (!specifier.startsWith('.')) {
    const name = packageOf(specifier);
    return room.packages.includes(name) ? [] : [`${path}: may not import the package \`${name}\``];
  }
  const target = normalize(join(dirname(path), specifier));
  if (target.endsWith('.css') || target.startsWith(room.at)) return [];
  const allowed = [...room.rooms, ...(typeOnly ? (room.types ?? []) : [])];
  return allowed.some((at) => target.startsWith(at)) ? [] : [`${path}: may not import \`${target}\``];
}
