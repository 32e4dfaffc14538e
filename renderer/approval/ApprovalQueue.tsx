import { useCallback, useEffect, useState } from 'react';
import type { ApprovalBridge } from '../../shared/contract/ipc.ts';
import type {
  ApprovalRequest,
  PromptAnswer,
  PromptRequest,
  WaitingQuestions,
} from '../../shared/contract/request.ts';
import type { ArgumentRole } from '../../shared/contract/tool-profile.ts';
import { ApprovalCard } from './ApprovalCard.tsx';
import styles from './approval.module.css';
import { ExtensionCard } from './ExtensionCard.tsx';
import { nextShown } from './next-shown.ts';

/** How long a corrected question keeps its place until it comes back read anew, in ms. */
const REREAD_MS = 3000;

/** All waiting questions, one on the screen. */
export function ApprovalQueue({ bridge }: { readonly bridge: ApprovalBridge }) {
  const { waiting, putOff } = useWaiting(bridge);
  const [last, setLast] = useState<PromptRequest | null>(null);
  const [reread, setReread] = useState<ApprovalRequest | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const isBack =
    reread === null || waiting.some((request) => request.kind === 'call' && request.call === reread.call);
  const shown = isBack ? nextShown(last, waiting) : reread;

  useEffect(() => {
    setLast(shown);
    setProblem(null);
  }, [shown?.id]);

  useEffect(() => {
    if (reread === null) return undefined;
    const timer = window.setTimeout(() => setReread(null), REREAD_MS);
    return () => window.clearTimeout(timer);
  }, [reread]);

  const answer = useCallback(
    async ({ id, digest }: PromptRequest, given: PromptAnswer) => {
      const reply = await bridge.invoke('approval:decide', { request: id, digest, answer: given });
      setProblem(reply.ok ? reply.value.problem : reply.problem);
    },
    [bridge],
  );

  const correct = useCallback(
    async (request: ApprovalRequest, pointer: string, role: ArgumentRole) => {
      const { id, digest } = request;
      setReread(request);
      const reply = await bridge.invoke('approval:correct', { request: id, digest, pointer, role });
      const found = reply.ok ? reply.value.problem : reply.problem;
      setProblem(found);
      if (found !== null) setReread(null);
    },
    [bridge],
  );

  /** The window takes its height before the question counts as shown: growing is a movement, after which the answers arm anew. */
  const drawn = async ({ id, digest }: PromptRequest, height: number): Promise<void> => {
    await bridge.invoke('approval:fit', { height });
    await bridge.invoke('approval:shown', { request: id, digest });
  };

  if (shown === null) return <p className={styles['empty']}>Nothing is waiting.</p>;
  const common = {
    more: Math.max(0, waiting.length - 1),
    problem,
    answer: (given: PromptAnswer) => void answer(shown, given),
    drawn: (height: number) => drawn(shown, height),
  };
  return shown.kind === 'call' ? (
    <ApprovalCard
      key={shown.id}
      request={shown}
      {...common}
      isPutOff={putOff.includes(shown.id)}
      correct={(pointer, role) => void correct(shown, pointer, role)}
    />
  ) : (
    <ExtensionCard key={shown.id} request={shown} {...common} />
  );
}

const NONE: WaitingQuestions = { waiting: [], putOff: [] };

function useWaiting(bridge: ApprovalBridge): WaitingQuestions {
  const [questions, setQuestions] = useState(NONE);
  useEffect(() => {
    const stop = bridge.onWaiting((message) => setQuestions(message));
    void bridge.invoke('approval:current', null).then((reply) => {
      if (reply.ok) setQuestions(reply.value);
    });
    return stop;
  }, [bridge]);
  return questions;
}
