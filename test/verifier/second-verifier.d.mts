import type { JudgeDatabase, JudgeExport } from './verifier-interface.d.mts';

export type { Judged } from './verifier-interface.d.mts';
export const judgeExport: JudgeExport;
export const judgeDatabase: JudgeDatabase;
