import { TriangleAlert } from 'lucide-react';
import styles from './parts.module.css';
import { SafeText } from './SafeText.tsx';

/** Why a field's value can't be, or wasn't taken; stands by the field, which names it by `id`. */
export function FieldProblem({ id, problem }: { readonly id: string; readonly problem: string | null }) {
  return (
    <div role="alert" id={id}>
      {problem !== null && (
        <p className={styles['fieldProblem']}>
          <TriangleAlert size={14} aria-hidden /> <SafeText text={problem} />
        </p>
      )}
    </div>
  );
}
