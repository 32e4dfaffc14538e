type KeyProps = {
  readonly letter: string;
  readonly press: () => void;
  readonly enabled: boolean;
  readonly children: string;
};

/** A button with the key that presses it. */
export function Key({ letter, press, enabled, children }: KeyProps) {
  return (
    <button type="button" aria-disabled={!enabled} aria-keyshortcuts={`Alt+${letter}`} onClick={press}>
      {children} <kbd aria-hidden="true">Alt {letter}</kbd>
    </button>
  );
}
