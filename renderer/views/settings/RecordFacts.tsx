import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { BrokerSnapshot, RecordProofView } from '../../../shared/contract/snapshot.ts';
import { Copyable } from '../../parts/Copyable.tsx';
import { PathText } from '../../parts/PathText.tsx';
import { SafeText } from '../../parts/SafeText.tsx';
import { verifyCommand } from '../../state/verify-command.ts';
import { Section } from './Section.tsx';
import styles from './settings.module.css';

const KEY_PLACES: Readonly<Record<RecordProofView['keyPlace'], string>> = {
  keychain: 'In the system’s keychain, apart from the record: a copy of the data folder doesn’t hold it.',
  file: 'In the file record.key of the data folder, because there was no keychain when the record began. Whoever can read that file can sign a forged record.',
};

/** Where the record lies and what proves it: nothing here can be changed. */
export function RecordFacts({ broker }: { readonly broker: BrokerSnapshot }) {
  const { dataDir, proof } = broker;
  return (
    <Section title="The record">
      <Fact name="Data folder">
        <Copyable text={dataDir} name="the data folder" />
      </Fact>
      {proof === null ? (
        <p className={styles['hint']}>Its key can’t be told: the record’s first entry can’t be read.</p>
      ) : (
        <Proof dataDir={dataDir} proof={proof} />
      )}
    </Section>
  );
}

function Proof({ dataDir, proof }: { readonly dataDir: string; readonly proof: RecordProofView }) {
  return (
    <>
      <Fact name="Key that signs it">
        <p>{KEY_PLACES[proof.keyPlace]}</p>
      </Fact>
      <Fact name="Public key">
        <p>Keep a copy somewhere else: by it anybody can tell this record from a forged one.</p>
        <Copyable text={proof.publicKey} name="the public key" />
        <Copyable
          text={verifyCommand(dataDir, proof.publicKey)}
          name="the command that verifies the record"
        />
      </Fact>
      <Fact name="Copy of its end">
        <p>
          In <PathText path={proof.anchorPlace} />: by it Remit notices when the record was set back to an
          older copy.
        </p>
        {proof.anchorProblem !== null && (
          <p className={styles['warning']}>
            <TriangleAlert size={14} aria-hidden />
            <span>
              It isn’t sure: <SafeText text={proof.anchorProblem} />
            </span>
          </p>
        )}
      </Fact>
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={styles['fact']}>
      <h4>{name}</h4>
      {children}
    </div>
  );
}
