import { SafeText } from './SafeText.tsx';

/** A sentence whose words between backticks are what a machine reads. */
export function CodeWords({ text }: { readonly text: string }) {
  return text.split('`').map((part, index) =>
    index % 2 === 0 ? (
      <SafeText key={index} text={part} />
    ) : (
      <code key={index}>
        <SafeText text={part} />
      </code>
    ),
  );
}
