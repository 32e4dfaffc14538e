// Rungs about recipients, money, commands, databases and values.

import type { JsonValue } from '../contract/json.ts';
import type {
  CommandReach,
  DatabaseReach,
  RecipientReach,
  SpendReach,
  ValueReach,
} from '../contract/reach.ts';
import type { DatabaseAccess } from '../contract/database.ts';
import { isPublicMail } from '../profiles/shared-domains.ts';
import { valueAt } from './arg-matcher.ts';
import { plainJson } from './plain-json.ts';
import { argumentWords, equalsWords, listWords, moneyWords, nameWords } from './plain-words.ts';
import type { ReachPlan } from './reach-plan.ts';
import { amountSum } from './read-amount.ts';
import { commandWords, shortened } from './scope-words.ts';
import { holdsLongNumber } from './strict-json.ts';
import { widestPrefix } from './prefix-words.ts';

const MAX_RECIPIENTS = 20;

export function recipientPlans(recipients: readonly RecipientReach[]): readonly ReachPlan[] {
  const plan = (
    kind: string,
    label: string,
    whom: readonly string[],
    addresses: readonly string[],
  ): ReachPlan => ({
    kind,
    label,
    words: `send to ${listWords(whom)}`,
    grants: addresses.map((address) => ({ kind: 'recipient', address })),
  });
  const these = [...new Set(recipients.map((one) => one.address))];
  if (these.length > MAX_RECIPIENTS) return [plan('anyone', 'Anyone', ['anyone'], ['*'])];
  const domains = [...new Set(these.map(domainOf))];
  const known = domains.filter((domain) => domain !== null);
  // A star in a grant stands for anyone: whom it names isn't granted by itself.
  const isNameable = !these.some((address) => address.startsWith('*'));
  return [
    ...(isNameable ? [plan('this', theseLabel(these), these.map(nameWords), these)] : []),
    ...(known.length === domains.length
      ? [
          plan(
            'domain',
            `Anyone at ${listWords(known, 'or')}`,
            known.map(domainWords),
            known.map((one) => `*@${one}`),
          ),
        ]
      : []),
    plan('anyone', 'Anyone', ['anyone'], ['*']),
  ];
}

function theseLabel(addresses: readonly string[]): string {
  return addresses.length === 1 ? 'This recipient' : `These ${addresses.length} recipients`;
}

/** The domain of a mailbox; a handle has none. */
function domainOf(address: string): string | null {
  const at = address.lastIndexOf('@');
  return at > 0 && !/^[#@+!]/.test(address) ? address.slice(at + 1) : null;
}

function domainWords(domain: string): string {
  return `anyone at ${nameWords(domain)}${isPublicMail(domain) ? ' (where anyone can have an address)' : ''}`;
}

/** How often the widest of the limited rungs lets the same be spent. */
const TIMES = 10;

/** All that the call spends in one currency. */
export function spendPlans(spends: readonly SpendReach[]): readonly ReachPlan[] {
  const amount = amountSum(spends.map((one) => one.amount));
  const currency = spends[0]?.currency ?? '';
  const total = amountSum(Array.from({ length: TIMES }, () => amount));
  const [once, often] = [moneyWords(amount, currency), moneyWords(total, currency)];
  const each = `spend up to ${once} at a time`;
  const limits = { kind: 'spend', currency, perCall: amount } as const;
  return [
    {
      kind: 'once',
      label: `${once} in all`,
      words: `${each}, and ${once} in all, this call included,`,
      grants: [{ ...limits, total: amount }],
    },
    {
      kind: 'ten',
      label: `${often} in all`,
      words: `${each}, and ${often} in all, this call included,`,
      grants: [{ ...limits, total }],
    },
    { kind: 'each', label: `${once} each time`, words: `${each}, as often as it asks,`, grants: [limits] },
  ];
}

/** Of one line: a command of its own, or all that can't be worked out, which only the line as it stands covers. */
export function commandPlans(commands: readonly CommandReach[], args: JsonValue): readonly ReachPlan[] {
  const [first] = commands;
  if (first === undefined) return [];
  if (commands.some((command) => command.argv === null)) return linePlans(first, args);
  const { argv } = first;
  if (argv === null) return [];
  const prefix = widestPrefix(argv);
  const exact: ReachPlan = {
    kind: 'exact',
    label: 'These words exactly',
    words: `run \`${commandWords(argv)}\`, exactly these words,`,
    grants: [{ kind: 'command', argv, match: 'exact' }],
  };
  if (prefix === null) return [exact];
  const words = commandWords(prefix);
  return [
    exact,
    {
      kind: 'prefix',
      label: `${shortened(words)} …`,
      words: `run \`${words}\` and after it options and names that Remit knows to be harmless to it,`,
      grants: [{ kind: 'command', argv: prefix, match: 'prefix' }],
    },
  ];
}

function linePlans({ pointer, shell }: CommandReach, args: JsonValue): readonly ReachPlan[] {
  const line = valueAt(args, pointer);
  if (typeof line !== 'string' || line === '') return [];
  const words = `run this very ${shell} line, whatever it does, \`${shortened(line)}\`,`;
  return [{ kind: 'line', label: 'This very line', words, grants: [{ kind: 'command', line, shell }] }];
}

export function databasePlans({ name, access }: DatabaseReach): readonly ReachPlan[] {
  const plan = (kind: string, label: string, which: string, named: string): ReachPlan => ({
    kind,
    label,
    words: `${databaseVerb(access)} ${which}`,
    grants: [{ kind: 'database', name: named, access }],
  });
  return [
    ...(name === '*' ? [] : [plan('this', `Database ${name}`, `database ${nameWords(name)}`, name)]),
    plan('any', 'Any database', 'any database', '*'),
  ];
}

function databaseVerb(access: DatabaseAccess): string {
  return { read: 'read', write: 'read and change', admin: 'read, change and administer' }[access];
}

export function valuePlans({ pointer }: ValueReach, args: JsonValue): readonly ReachPlan[] {
  const value = valueAt(args, pointer);
  const any: ReachPlan = {
    kind: 'any',
    label: `Any ${argumentWords(pointer)}`,
    words: `give any ${argumentWords(pointer)}`,
    grants: [{ kind: 'value', pointer, any: true }],
  };
  if (value === undefined || holdsLongNumber(value)) return [any];
  const words = `give ${equalsWords(pointer, value)}`;
  return [
    {
      kind: 'this',
      label: 'This value',
      words,
      grants: [{ kind: 'value', pointer, equals: plainJson(value) }],
    },
    any,
  ];
}
