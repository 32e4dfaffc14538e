/** What the reading of command lines lets stand begins with the name of a folder. */
const PATTERN = /^[\w.@+][\w.@+-]*\/.*[*?[]/s;

/**
 * Whether a shell may replace the word by the names that it finds, however many they are. A word that was quoted looks no different: for
 * it this is a guess on the safe side.
 */
export function mayBePattern(word: string): boolean {
  return PATTERN.test(word);
}
