// Names whose value is a secret: of a JSON member, a variable, a header, a parameter, an option.

/** What such a name ends with, whatever stands between its words. */
const ENDINGS = [
  'pass[ _.-]?w(?:or)?d',
  'passwrd',
  'pass[ _.-]?phrase',
  'secret(?:[ _.-]?access)?(?:[ _.-]?key)?',
  '(?:api|private|signing|encryption|master|account|shared[ _.-]?access|auth)[ _.-]?key',
  'api[ _.-]?secret',
  '(?:access|refresh|id|auth|api|bearer|session|security|user|bot|personal|client|webhook)[ _.-]?token',
  'authorization',
  'connection[ _.-]?string',
  'recovery[ _.-]?code',
];
/** Words that are such a name by themselves, or the last of several: `DB_PASS`, `githubToken`. */
const WORDS = [
  'pass',
  'pwd',
  'pw',
  'token',
  'auth',
  'cookie',
  'credentials?',
  'pin',
  'psk',
  'pat',
  'otp',
  'totp',
  'cvv',
  'cvc',
];
/** Words that are such a name only alone: as the last of several they say something else (`http_auth`, `path_pat`). */
const ALONE = /^(?:set[ _.-]?)?cookie$|^(?:access[ _.-]?key|mysql_pwd|pgpassword)$/i;

const ENDING = new RegExp(`(?:${ENDINGS.join('|')})$`, 'i');
const WORD = new RegExp(`(?:^|[_.-])(?:${WORDS.join('|')})$`, 'i');
/** Tokens that are pages of a list or parts of a text. */
const HARMLESS =
  /(?:page|next|prev|previous|continuation|sync|cursor|progress|max|min|num|count|total|input|output|stop|start|eos|bos|pad|unk|mask|end|type|cancel(?:lation)?|delta|watch|resume|first|last|lock|design|special|new|per)[ _.-]?tokens?$/i;

/** Holds for every text with such a name; see `SecretRule.hint`. */
export const NAME_HINT = new RegExp(
  `pass|secret|token|(?:api|private|signing|encryption|master|account|access|auth)[ _.-]?key|authorization|connection|recovery|(?:${WORDS.join('|')}|mysql_pwd)(?![a-z])`,
);

/** Whether the value of something with this name is a secret. Of a JSON pointer the last step counts. */
export function isSecretName(name: string): boolean {
  if (name.length > 128) return false;
  const last = name.slice(name.lastIndexOf('/') + 1);
  if (HARMLESS.test(last)) return false;
  return ENDING.test(last) || ALONE.test(last) || WORD.test(last.replace(/([a-z])([A-Z])/g, '$1_$2'));
}

/** Whether a word of a command is an option whose value, the next word, is a secret: `--password`, `-token`. */
export function isSecretOption(word: string): boolean {
  const name = /^--?([A-Za-z][\w.-]{2,60})$/.exec(word)?.[1];
  return name !== undefined && isSecretName(name);
}

/** Whether a value only stands for a secret: a variable, a placeholder, a mask, what was redacted before. */
export function isPlaceholder(value: string): boolean {
  const text = value.slice(0, 200);
  return (
    text === '' ||
    /^\[redacted\b/.test(text) ||
    // The version of a package that is called `cookie`.
    /^[~^]\d+\.\d+/.test(text) ||
    /^(?:\$\{?[A-Za-z_][\w.:-]*\}?|\$\(.*\)?|%[A-Za-z_]\w*%|<[^<>]*>|\{\{.*\}\}|\*+|x{3,}|\.{2,}|…)$/i.test(
      text,
    ) ||
    /^(?:null|undefined|none|true|false|string|str|required|optional|changeme|n\/a)$/i.test(text) ||
    /^\$?\{?(?:process\.env|os\.environ|os\.getenv|env|secrets|vars|import\.meta\.env)[.[(]/.test(text)
  );
}
