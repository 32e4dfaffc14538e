// What the name of an argument usually means, in the spellings that tools use: `filePath`, `file_path`, `file-path`.

/**
 * `pair`: a place only together with its other half. `mail` is a recipient whose text has to be a mail address. `link` is an address only
 * when it looks like one. `query` is a statement only when something speaks of SQL.
 */
export type Meaning =
  | 'path'
  | 'pair'
  | 'site'
  | 'link'
  | 'recipient'
  | 'mail'
  | 'amount'
  | 'command'
  | 'sql'
  | 'query'
  | 'payload'
  | 'method'
  | 'currency'
  | 'database'
  | 'cwd'
  | 'shell'
  | 'count';

function table(...lines: readonly (readonly [Meaning, string])[]): ReadonlyMap<string, Meaning> {
  return new Map(
    lines.flatMap(([meaning, names]) => names.split(' ').map((name) => [name, meaning] as const)),
  );
}

/** Names as a whole, their words joined by `_`. */
const WHOLE = table(
  ['path', 'root roots pathname save_to output_to'],
  ['pair', 'source sources src destination destinations dst dest target'],
  ['link', 'uri uris href link links endpoint endpoints website webhook homepage'],
  [
    'recipient',
    'to recipient recipients attendee attendees participant participants invitee invitees guests',
  ],
  ['recipient', 'channel channels channel_id channel_ids channel_name chat_id reply_to'],
  ['mail', 'cc bcc mailto email_address email_addresses'],
  ['command', 'cmd cmds command commands command_line commandline cmdline script shell_script'],
  ['sql', 'sql_query sql_statement raw_sql'],
  ['query', 'query queries statement statements'],
  ['payload', 'body content contents text message subject html description title comment note notes summary'],
  ['payload', 'markdown caption prompt'],
  ['method', 'method http_method'],
  ['currency', 'currency currency_code'],
  ['database', 'database db database_name db_name dbname'],
  ['cwd', 'cwd workdir work_dir working_dir working_directory current_directory'],
  ['shell', 'shell'],
  ['count', 'quantity qty count units number_of_units'],
);

/** Last words of longer names. */
const LAST = table(
  ['path', 'path paths file files filename filenames filepath filepaths dir dirs directory directories'],
  ['path', 'folder folders'],
  ['site', 'url urls'],
  ['link', 'uri uris href endpoint'],
  ['recipient', 'recipient recipients'],
  ['mail', 'email emails'],
  ['amount', 'amount price total'],
  ['command', 'command'],
  ['sql', 'sql'],
);

const MAX_KNOWN = 4096;
const known = new Map<string, Meaning | null>();

export function meaningOf(name: string): Meaning | null {
  const before = known.get(name);
  if (before !== undefined) return before;
  const words = nameWords(name);
  const meaning = WHOLE.get(words.join('_')) ?? LAST.get(words.at(-1) ?? '') ?? null;
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(name, meaning);
  return meaning;
}

/** `filePath` and `file_path` are `file`, `path`. Only plain names have words: what holds other characters is no name of an argument. */
export function nameWords(name: string): readonly string[] {
  if (name.length > 128 || !/^[A-Za-z0-9_.\- ]+$/.test(name)) return [];
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** Several are expected under such a name. */
export function isPlural(name: string): boolean {
  return /s$/i.test(name) && !/address$/i.test(name);
}
