import { Fragment } from 'react';
import { decisivePart } from '../state/decisive-part.ts';
import styles from './parts.module.css';
import { SafeText } from './SafeText.tsx';

/** What a call touched, the part that decides emphasised: the folder of a file, the host of an address. */
export function Touched({ words }: { readonly words: readonly string[] }) {
  return words.map((one, index) => {
    const { before, decisive, after } = decisivePart(one);
    return (
      <Fragment key={index}>
        {index > 0 && ', '}
        <span className={styles['faint']}>
          <SafeText text={before} />
        </span>
        <span className={styles['decisive']}>
          <SafeText text={decisive} />
        </span>
        <SafeText text={after} />
      </Fragment>
    );
  });
}
