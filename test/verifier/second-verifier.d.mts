export type Judged = { readonly verified: boolean; readonly entry: number | null };
type Given = {
  readonly key?: string | null;
  readonly anchors?: readonly { readonly seq: number; readonly hash: string }[];
};
export function judgeExport(bytes: Buffer, given?: Given): Judged;
export function judgeDatabase(path: string, headBytes: Buffer | null | undefined, given?: Given): Judged;
