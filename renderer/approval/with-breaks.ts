/**
 * JSON text with a line break after each one that a string holds, so that long texts read as they were written. The escape stays where it
 * is: nothing that is sent is hidden.
 */
export function withBreaks(json: string): string {
  // A backslash before it would make it a backslash and an "n".
  return json.replace(/(?<!\\)((?:\\\\)*\\n)(?!")/g, '$1\n');
}
