// Reads a filter of jq or yq as far as it has to be to know that it only works on its input (jq 1.7 manual; yq 4.44, "Operators"): jq can't
// write or run anything, but it reads the environment and loads modules; yq loads files too.

/** Why the filter may read more than its input, or null. */
export function jqProblem(filter: string): string | null {
  // A string with `\( )` in it holds code: then nothing is left out.
  const code = filter.includes('\\(') ? filter : filter.replace(/"(?:[^"\\]|\\[^])*"/g, '""');
  if (/\$ENV\b|\$__prog|(?<![.\w$])env\b(?!\s*:)/.test(code)) return 'the jq filter reads the environment';
  if (/(?<![.\w$])(?:import|include|modulemeta|get_search_list)\b(?!\s*:)/.test(code))
    return 'the jq filter loads other files';
  if (/(?<![.\w$])(?:load\w*|strenv|envsubst|eval|system)\b(?!\s*:)/.test(code))
    return 'the filter reads more than its input';
  return null;
}
