import { X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import styles from './parts.module.css';

type ModalProps = {
  readonly title: string;
  readonly close: () => void;
  /** As wide as the window allows, for text that must not be broken often. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
};

/** A dialog above the window. Escape closes it, and the focus goes back to where it was. */
export function Modal({ title, close, isWide = false, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={`${styles['modal'] ?? ''} ${isWide ? (styles['wide'] ?? '') : ''}`}
      aria-label={title}
      onClose={close}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <h2>{title}</h2>
      {children}
      <button type="button" className={styles['modalClose']} aria-label="Close" onClick={close}>
        <X size={16} aria-hidden />
      </button>
    </dialog>
  );
}
