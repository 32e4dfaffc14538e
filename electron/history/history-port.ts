// Messages between the broker's thread and the thread of the index. Both sides parse what they get.

import { z } from 'zod';
import {
  groupsPageSchema,
  groupsQuerySchema,
  historyPageSchema,
  historyQuerySchema,
  historySummarySchema,
  historyValuesQuerySchema,
  historyValuesSchema,
  reachMapQuerySchema,
  reachMapSchema,
  summaryQuerySchema,
} from '../../shared/contract/history.ts';
import { exportDoneSchema, exportOrderSchema } from '../../shared/contract/history-export.ts';

/** What can be asked, and what comes back. */
export const QUESTIONS = {
  page: { query: historyQuerySchema, reply: historyPageSchema },
  summary: { query: summaryQuerySchema, reply: historySummarySchema },
  groups: { query: groupsQuerySchema, reply: groupsPageSchema },
  reachMap: { query: reachMapQuerySchema, reply: reachMapSchema },
  values: { query: historyValuesQuerySchema, reply: historyValuesSchema },
  export: { query: exportOrderSchema, reply: exportDoneSchema },
} as const;
export type QuestionName = keyof typeof QUESTIONS;
export type QueryOf<N extends QuestionName> = z.infer<(typeof QUESTIONS)[N]['query']>;
export type ReplyOf<N extends QuestionName> = z.infer<(typeof QUESTIONS)[N]['reply']>;

const id = z.number().int();
const asked = <N extends QuestionName, Q extends z.ZodType>(name: N, query: Q) =>
  z.strictObject({ kind: z.literal('ask'), id, name: z.literal(name), query });

/** `note`: the record has entries up to there. `stop`: end in good order. */
export const toWorkerSchema = z.union([
  z.discriminatedUnion('name', [
    asked('page', historyQuerySchema),
    asked('summary', summaryQuerySchema),
    asked('groups', groupsQuerySchema),
    asked('reachMap', reachMapQuerySchema),
    asked('values', historyValuesQuerySchema),
    asked('export', exportOrderSchema),
  ]),
  z.strictObject({ kind: z.literal('note'), seq: z.number().int() }),
  z.strictObject({ kind: z.literal('stop') }),
]);
export type ToWorker = z.infer<typeof toWorkerSchema>;
export type Question = Extract<ToWorker, { readonly kind: 'ask' }>;

/** The answer to a question, still to be parsed by its name; or why there is none, in a sentence. */
export const fromWorkerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('reply'), id, reply: z.unknown() }),
  z.strictObject({ kind: z.literal('problem'), id, problem: z.string() }),
]);
export type FromWorker = z.infer<typeof fromWorkerSchema>;

/** What the thread is started with: the data folder, and the folder that `~` stands for. */
export const workerDataSchema = z.strictObject({ dir: z.string(), home: z.string() });
export type WorkerData = z.infer<typeof workerDataSchema>;
