// Whether an answer from the prompt's window may count as the user's. A click that comes too soon after the question appeared or moved, or
// while the window can't be seen, was meant for something else.

import { ARMING_MS } from '../contract/ipc.ts';
import type { PromptDecision } from '../contract/request.ts';

/** The window at the moment of an answer; times are of one clock, in ms. */
export type PromptView = {
  /** The question that has been drawn, and when. */
  readonly shown: { readonly request: string; readonly digest: string; readonly at: number } | null;
  /** The window is on the screen and can be seen. */
  readonly isVisible: boolean;
  /** When the window last came up, moved, or got the keyboard. */
  readonly disturbedAt: number;
  readonly now: number;
};

/** Why an answer can't be taken, or null. An answer that gives nothing is always taken. */
export function answerProblem({ request, digest, answer }: PromptDecision, view: PromptView): string | null {
  if (answer.kind === 'deny' || answer.kind === 'not-now') return null;
  const { shown } = view;
  if (shown?.request !== request || shown.digest !== digest) {
    return 'this question has not been on the screen: read it first';
  }
  if (!view.isVisible) return 'the window is not visible';
  const since = view.now - Math.max(shown.at, view.disturbedAt);
  return since >= ARMING_MS ? null : 'wait a moment: the question has only just appeared or moved';
}
