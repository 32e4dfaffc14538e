const PLAIN = /^[\w./~:@%+=,-]+$/;
const DRIVE = /^[a-z]:\\|^\\\\/i;

/** The command line that verifies the record in `dir`, by a public key that was noted when it is given; to be pasted into a shell. */
export function verifyCommand(dir: string, publicKey: string | null): string {
  const key = publicKey === null ? '' : ` --key ${publicKey}`;
  return `remit verify ${shellWord(dir)}${key}`;
}

function shellWord(text: string): string {
  if (DRIVE.test(text)) return /[\s&^%()]/.test(text) ? `"${text}"` : text;
  return PLAIN.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
