// What each kind of limit is in the product: the reach grants, and the roles of the arguments that carry what is limited.

import type { JsonObject } from '../../shared/contract/json.ts';
import { sqlDialectSchema, type ArgumentRole, type SqlDialect } from '../../shared/contract/tool-profile.ts';
import { shellSchema } from '../../shared/contract/command.ts';
import { pointerTo } from '../../shared/core/arg-matcher.ts';
import { isJsonList } from '../../shared/core/strict-json.ts';
import { PROFILES } from '../../shared/profiles/profiles.ts';
import { listOf, NotModelled, onlyKeys, scalarText, textOf, textsOf } from './corpus-case.ts';
import type { Reachable, ResourceArg } from './granted.ts';

export type Resources = {
  readonly reach: readonly Reachable[];
  /** By the pointers of the limiting arguments. */
  readonly roles: Readonly<Record<string, ArgumentRole>>;
  /** Of arguments that say more about those. */
  readonly checked: Readonly<Record<string, ArgumentRole>>;
};

export type Limited = {
  readonly kind: string;
  readonly value: JsonObject;
  readonly args: readonly ResourceArg[];
  readonly tool: string;
  readonly shell: string | null;
};

const PART: ArgumentRole = { role: 'part' };

export function resources(limited: Limited): Resources {
  switch (limited.kind) {
    case 'path-within':
    case 'path-exact':
      return pathResources(limited);
    case 'command-prefix':
    case 'command-exact':
      return commandResources(limited);
    case 'url-origin':
    case 'url-host-suffix':
    case 'url-prefix':
      return siteResources(limited);
    case 'email-domain':
    case 'email-exact':
      return mailResources(limited);
    case 'amount-max':
      return amountResources(limited);
    case 'sql-read-only':
      return sqlResources(limited);
    default:
      throw new NotModelled(`a grant of the kind \`${limited.kind}\` isn't modelled`);
  }
}

function forAll(args: readonly ResourceArg[], role: (arg: ResourceArg) => ArgumentRole): Resources['roles'] {
  return Object.fromEntries(args.map((arg) => [arg.pointer, role(arg)]));
}

function pathResources({ kind, value, args, tool }: Limited): Resources {
  onlyKeys(value, ['dir', 'path', 'access'], 'the grant');
  const isExact = kind === 'path-exact';
  const path = textOf(value, isExact ? 'path' : 'dir');
  const access = value['access'];
  if (path === null || (access !== 'read' && access !== 'write'))
    throw new NotModelled('the grant names no path');
  const roles = forAll(args, ({ pointer }) => knownPath(tool, pointer) ?? saidPath(tool, access, isExact));
  return { reach: [{ kind: isExact ? 'file' : 'folder', path, access }], roles, checked: {} };
}

/** How a well-known tool uses this path, whoever serves it. */
function knownPath(tool: string, pointer: string): ArgumentRole | null {
  const name = pointer.replace(/\/\*$/, '');
  const roles = PROFILES.flatMap(({ tools }) => tools[tool]?.[name] ?? []);
  return roles.find((role) => role.role === 'path') ?? null;
}

const CHANGES =
  /(^|[_-])(write|edit|create|delete|remove|move|rename|copy|append|patch|put|save|touch|mkdir|rmdir|rm|chmod|update|upload|replace|truncate|link|symlink)/i;
const FOLDERS =
  /(^|[_-])(dir|directory|folder|tree|list|search|find|glob|grep|git|repo|delete|remove|move|rename|copy)/i;

/** What a user would say of a tool that nobody knows, by what it is for. */
function saidPath(tool: string, granted: 'read' | 'write', isExact: boolean): ArgumentRole {
  const target = !isExact && FOLDERS.test(tool) ? 'folder' : 'file';
  return { role: 'path', target, access: CHANGES.test(tool) ? 'write' : granted };
}

function commandResources({ kind, value, args, shell }: Limited): Resources {
  onlyKeys(value, ['argv', 'any_of'], 'the grant');
  const several = value['any_of'] === undefined ? [value['argv']] : (listOf(value, 'any_of') ?? []);
  const match = kind === 'command-exact' ? 'exact' : 'prefix';
  const reach = several.map((argv): Reachable => {
    if (!isJsonList(argv) || argv.length === 0)
      throw new NotModelled('the granted command is not a list of words');
    return { kind: 'command', argv: textsOf({ argv }, 'argv', 'the granted command'), match };
  });
  const known = shellSchema.safeParse(shell ?? 'bash');
  if (!known.success) throw new NotModelled(`the shell \`${shell ?? ''}\` isn't modelled`);
  return { reach, roles: forAll(args, () => ({ role: 'command', shell: known.data })), checked: {} };
}

function siteResources({ kind, value, args }: Limited): Resources {
  onlyKeys(value, ['origin', 'suffix', 'scheme', 'prefix', 'methods'], 'the grant');
  const methods = value['methods'] === undefined ? ['GET'] : textsOf(value, 'methods', '`methods`');
  const sites = sitesOf(kind, value).map((site): Reachable => ({ kind: 'site', ...site, methods }));
  const method = { pointer: '/method', absent: 'GET' };
  return {
    reach: sites,
    roles: forAll(args, () => ({ role: 'site', method })),
    checked: { '/method': PART },
  };
}

function sitesOf(
  kind: string,
  value: JsonObject,
): readonly { readonly origin?: string; readonly host?: string; readonly url?: string }[] {
  const named = textOf(value, kind === 'url-origin' ? 'origin' : kind === 'url-prefix' ? 'prefix' : 'suffix');
  if (named === null) throw new NotModelled('the grant names no site');
  if (kind === 'url-origin') return [{ origin: named }];
  if (kind === 'url-prefix') return [{ url: named }];
  const scheme = textOf(value, 'scheme') ?? 'https';
  if (scheme !== 'https')
    throw new NotModelled(`a host is granted over https only, and not over \`${scheme}\``);
  return [{ host: named }, { host: `*.${named}` }];
}

function mailResources({ kind, value, args }: Limited): Resources {
  onlyKeys(value, ['domains', 'addresses'], 'the grant');
  const addresses =
    kind === 'email-exact'
      ? textsOf(value, 'addresses', '`addresses`')
      : textsOf(value, 'domains', '`domains`').map((domain) => `*@${domain}`);
  const reach = addresses.map((address): Reachable => ({ kind: 'recipient', address }));
  return { reach, roles: forAll(args, () => ({ role: 'recipient', form: 'mail' })), checked: {} };
}

const AMOUNT_KEYS = ['max', 'currency', 'unit', 'exponent', 'amount_arg', 'currency_arg', 'total_of'];

function amountResources({ value, args }: Limited): Resources {
  onlyKeys(value, AMOUNT_KEYS, 'the grant');
  const max = scalarText(value, 'max');
  const currency = textOf(value, 'currency');
  const unit = value['unit'] ?? 'major';
  if (max === null || currency === null || (unit !== 'major' && unit !== 'minor'))
    throw new NotModelled('the granted amount isn’t plain');
  const named = textOf(value, 'currency_arg');
  const factors = factorsOf(textOf(value, 'total_of'));
  const amount = factors?.list ?? textOf(value, 'amount_arg') ?? 'amount';
  const roles = forAll(args, ({ name }) => {
    if (name === named) return PART;
    if (name !== amount) throw new NotModelled(`what \`${name}\` says about an amount isn't modelled`);
    return {
      role: 'spend',
      unit,
      currency: named === null ? currency : { pointer: pointerTo('', named) },
      ...(factors === null ? {} : { factors: factors.names }),
    };
  });
  return { reach: [{ kind: 'spend', currency, perCall: max }], roles, checked: {} };
}

/** `sum(items[].price * items[].quantity)`: the list, and what is multiplied in each of its lines. */
function factorsOf(text: string | null): { readonly list: string; readonly names: readonly string[] } | null {
  if (text === null) return null;
  const [, inner] = /^sum\((.*)\)$/.exec(text) ?? [];
  const parts = (inner ?? '').split('*').map((part) => /^\s*(\w+)\[\]\.(\w+)\s*$/.exec(part));
  const lists = new Set(parts.map((part) => part?.[1]));
  const [list] = lists;
  const names = parts.map((part) => part?.[2]);
  if (list === undefined || lists.size !== 1 || !names.every((name) => name !== undefined))
    throw new NotModelled(`the total \`${text}\` isn't modelled`);
  return { list, names };
}

const DIALECTS: Readonly<Record<string, SqlDialect>> = {
  postgresql: 'postgres',
  pg: 'postgres',
  mariadb: 'mysql',
  sqlite3: 'sqlite',
  sqlserver: 'mssql',
  tsql: 'mssql',
};

function sqlResources({ value, args }: Limited): Resources {
  onlyKeys(value, ['dialect'], 'the grant');
  const named = textOf(value, 'dialect') ?? '';
  const dialect = sqlDialectSchema.safeParse(DIALECTS[named.toLowerCase()] ?? named.toLowerCase());
  if (!dialect.success && named !== '') throw new NotModelled(`the dialect \`${named}\` isn't modelled`);
  const role: ArgumentRole = { role: 'sql', dialect: dialect.success ? dialect.data : null };
  return {
    reach: [{ kind: 'database', name: '*', access: 'read' }],
    roles: forAll(args, () => role),
    checked: {},
  };
}
