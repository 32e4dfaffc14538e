// What is thrown at the rules for secrets: long texts of the pieces that the rules look for, which is where a rule that goes over the same
// characters again and again would take long.

import { findSecrets, mayHoldSecret, SECRET_RULES } from '../../electron/authority/find-secrets.ts';
import { TextRedactor } from '../../electron/authority/text-redactor.ts';
import type { Random } from '../support/random.ts';
import { plantedSecrets, some } from '../authority/planted-kinds.ts';
import { randomFrom } from '../support/random.ts';
import type { FuzzTarget } from './fuzz-target.ts';

/** What the record keeps of a text. */
const KEPT = 65_536 + 4096;
const PIECES: readonly [string, ...string[]] = [
  'password',
  'password=',
  'password:',
  'password="',
  '"password":"',
  '"token":',
  '--token ',
  'secret',
  'api_key',
  'Authorization: ',
  'Bearer ',
  'Basic ',
  'https://',
  'https://a:',
  '://',
  ':',
  '@',
  '=',
  '"',
  "'",
  '\\',
  '\\"',
  '\\\\',
  '\\n',
  '\n',
  ' ',
  '{',
  '}',
  '[',
  ']',
  ',',
  '<token>',
  '<',
  '>',
  '</',
  '-----BEGIN PRIVATE KEY-----',
  '-----BEGIN RSA PRIVATE KEY-----\n',
  '-----END',
  '-----',
  '-',
  '.',
  '_',
  '/',
  '+',
  'YWFh',
  'cGFzc3dvcmQ9',
  '70617373776f72643d',
  '%25',
  '%70%61%73%73',
  '\\u0070',
  '\\x3d',
  '" + "',
  'eyJ',
  'eyJhbGciOi.',
  'eyJ.eyJ',
  'ghs_1_',
  'ghp_',
  'glpat-',
  'xoxb-',
  'xoxb-1-',
  'SG.',
  'SG.a.',
  'ops_ey',
  'sk-',
  'sk-proj-',
  'sk-ant-',
  'T3BlbkFJ',
  'hooks.slack.com/services/',
  'https://hooks.slack.com/services/',
  'curl ',
  ' -u',
  ' -u a:',
  'mysql ',
  ' -p',
  'sshpass -p ',
  'IDENTIFIED BY ',
  "PASSWORD '",
  'AIza',
  'AKIA',
  'dp.pt.',
  'fm2_',
  'pypi-AgE',
  'tskey-',
  '?sig=',
  'npm_',
  '_authToken=',
  ':x-oauth-basic@github.com/',
  '4111 ',
  '4',
  '1234',
  'a',
  'A',
  'z9',
];

/** A few pieces, over and over: as long as what is kept. */
export function hostileText(random: Random): string {
  const parts = Array.from({ length: 1 + random.number(4) }, () =>
    random.chance(4) ? random.one(PIECES).repeat(1 + random.number(400)) : random.one(PIECES),
  );
  const unit = parts.join('');
  const length = random.chance(2) ? KEPT : random.number(2000);
  return (
    random.one(['', '{"a":"', '[', some(random, 'abc', 3)]) + unit.repeat(Math.ceil(length / unit.length))
  ).slice(0, KEPT);
}

/** The first look has to let through whatever a rule finds, and what is taken out is gone and stays out. */
export const secrets: FuzzTarget = {
  name: 'secrets',
  readings: SECRET_RULES.length,
  ready: () => Promise.resolve(),
  seeds: [...plantedSecrets(randomFrom(1), 200).map(({ text }) => text), ...PIECES],
  make: hostileText,
  run: (input) => {
    const missed = SECRET_RULES.find((rule) => rule.find(input).length > 0 && !mayHoldSecret(input));
    if (missed !== undefined) return `the first look misses what ${missed.name} finds`;
    const out = new TextRedactor(() => '0'.repeat(64), []).text(input);
    // In JSON it is the strings that are read, and escapes between them look like something else.
    const isLeft = !/^\s*[[{]/.test(input) && findSecrets(input).length > 0 && out === input;
    return isLeft ? 'a secret is found and left' : null;
  },
};
