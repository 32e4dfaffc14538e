import { z } from 'zod';
import { accessSchema } from './access.ts';

/** Shells whose lines agents send. */
export const shellSchema = z.enum(['bash', 'zsh', 'cmd', 'powershell']);
export type Shell = z.infer<typeof shellSchema>;

/** A file that a redirection opens; `path` as it is written. */
const redirectionSchema = z.strictObject({ path: z.string(), access: accessSchema }).readonly();

/**
 * One simple command of a line. `argv` are its words after the shell's unquoting; null when a word isn't fixed before the line runs, or
 * when the piece does something else than run a program: then `problem` says what.
 */
const simpleCommandSchema = z
  .strictObject({
    text: z.string(),
    argv: z.array(z.string()).min(1).readonly().nullable(),
    problem: z.string().nullable(),
    redirections: z.array(redirectionSchema).readonly(),
  })
  .readonly();
export type SimpleCommand = z.infer<typeof simpleCommandSchema>;

/** A command line as a shell's grammar reads it. Every simple command that it can run is in `commands`. */
export const commandLineSchema = z.discriminatedUnion('kind', [
  z
    .strictObject({ kind: z.literal('parsed'), commands: z.array(simpleCommandSchema).min(1).readonly() })
    .readonly(),
  z.strictObject({ kind: z.literal('unparsed'), why: z.string() }).readonly(),
]);
export type CommandLine = z.infer<typeof commandLineSchema>;
