import { useCallback, useEffect, useState } from 'react';
import type { ApprovalBridge } from '../../shared/contract/ipc.ts';
import type { Answer, ApprovalRequest } from '../../shared/contract/request.ts';
import { ApprovalCard } from './ApprovalCard.tsx';
import styles from './approval.module.css';
import { nextShown } from './next-shown.ts';

/** All waiting questions, one on the screen. */
export function ApprovalQueue({ bridge }: { readonly bridge: ApprovalBridge }) {
  const [waiting, setWaiting] = useState<readonly ApprovalRequest[]>([]);
  const [shownId, setShownId] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const shown = nextShown(shownId, waiting);

  useEffect(() => {
    const stop = bridge.onWaiting((message) => setWaiting(message.waiting));
    void bridge.invoke('approval:current', null).then((reply) => {
      if (reply.ok) setWaiting(reply.value.waiting);
    });
    return stop;
  }, [bridge]);

  useEffect(() => {
    setShownId(shown?.id ?? null);
    setProblem(null);
  }, [shown?.id]);

  const answer = useCallback(
    async (request: ApprovalRequest, given: Answer) => {
      const reply = await bridge.invoke('approval:decide', {
        request: request.id,
        digest: request.digest,
        answer: given,
      });
      setProblem(reply.ok ? reply.value.problem : reply.problem);
    },
    [bridge],
  );

  if (shown === null) return <p className={styles['empty']}>Nothing is waiting.</p>;
  return (
    <ApprovalCard
      key={shown.id}
      request={shown}
      more={waiting.length - 1}
      problem={problem}
      answer={(given) => void answer(shown, given)}
      drawn={() => void bridge.invoke('approval:shown', { request: shown.id, digest: shown.digest })}
    />
  );
}
