import { z } from 'zod';
import { coveragePathSchema, coverageRowSchema } from './coverage.ts';
import { sha256Schema } from './ids.ts';

/** An agent's name for the commands, as `claude-code`. */
export const agentIdSchema = z.string().regex(/^[a-z-]{1,64}$/);

/** One agent that Remit knows, with every way on which its calls can leave it. */
export const agentViewSchema = z
  .strictObject({
    id: agentIdSchema,
    name: z.string(),
    /** Anything on this machine shows that it is used here. */
    isInstalled: z.boolean(),
    /** Remit has changed files of it, and can put them back. */
    isProtected: z.boolean(),
    /** What the user does so that a changed file counts: a clause that goes on behind the agent's name and a colon. */
    reload: z.string(),
    rows: z.array(coverageRowSchema).readonly(),
  })
  .readonly();
export type AgentView = z.infer<typeof agentViewSchema>;

/** How the user stands with a server that is entered by signing in. `command` is what signs in; null where that is done. */
export const signInViewSchema = z
  .strictObject({ server: z.string(), words: z.string(), command: z.string().nullable() })
  .readonly();
export type SignInView = z.infer<typeof signInViewSchema>;

export const agentsViewSchema = z
  .strictObject({
    agents: z.array(agentViewSchema).readonly(),
    signIns: z.array(signInViewSchema).readonly(),
    /** Folders of projects whose files are looked at; `isAdded` by the user, else an agent's own file names it. */
    projects: z.array(z.strictObject({ folder: z.string(), isAdded: z.boolean() }).readonly()).readonly(),
  })
  .readonly();
export type AgentsView = z.infer<typeof agentsViewSchema>;

/** Whose files are to be changed. `undo` takes Remit out of them again. */
export const protectOrderSchema = z
  .strictObject({ agents: z.array(agentIdSchema).min(1).max(64).readonly(), undo: z.boolean() })
  .readonly();
export type ProtectOrder = z.infer<typeof protectOrderSchema>;

/** One file: what would change in it, or what has. `notes` says of its entries what the diff doesn't. */
export const protectFileSchema = z
  .strictObject({
    agent: z.string(),
    path: z.string(),
    kind: z.enum(['changed', 'unchanged', 'failed']),
    diff: z.string(),
    problem: z.string().nullable(),
    notes: z.array(z.string()).readonly(),
  })
  .readonly();
export type ProtectFile = z.infer<typeof protectFileSchema>;

/** What an order would do. The digest names it: what is done later is this or nothing. `plain`: why secrets aren't sealed. */
export const protectPlanSchema = z
  .strictObject({
    order: protectOrderSchema,
    digest: sha256Schema,
    files: z.array(protectFileSchema).readonly(),
    plain: z.string().nullable(),
  })
  .readonly();
export type ProtectPlan = z.infer<typeof protectPlanSchema>;

/** What was done, and for each agent with a changed file what the user does so that it counts. */
export const protectDoneSchema = z
  .strictObject({
    files: z.array(protectFileSchema).readonly(),
    reload: z.array(z.strictObject({ agent: z.string(), words: z.string() }).readonly()).readonly(),
  })
  .readonly();
export type ProtectDone = z.infer<typeof protectDoneSchema>;

/** What came of the calls that were made to be stopped, one for each way that can be tried. `why`: a sentence without its end. */
export const proofSchema = z
  .strictObject({
    agent: agentIdSchema,
    path: coveragePathSchema,
    name: z.string(),
    file: z.string(),
    isStopped: z.boolean(),
    why: z.string(),
  })
  .readonly();
export type Proof = z.infer<typeof proofSchema>;

/** Something came for the first time: an agent, a server with its tools, or a server whose tools are others than before. */
export const introductionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('agent'), agent: z.string() }).readonly(),
  z.strictObject({ kind: z.literal('server'), server: z.string(), tools: z.number().int() }).readonly(),
  z
    .strictObject({
      kind: z.literal('tools-changed'),
      server: z.string(),
      tools: z.array(z.string()).readonly(),
    })
    .readonly(),
]);
export type Introduction = z.infer<typeof introductionSchema>;
