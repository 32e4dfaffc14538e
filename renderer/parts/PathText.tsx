import { withTilde } from '../../shared/core/scope-words.ts';
import { brokerOf } from '../state/record-trouble.ts';
import { useApp } from '../state/use-app.ts';
import { SafeText } from './SafeText.tsx';

/** The path of a file or folder, with `~` for the home folder as everywhere. */
export function PathText({ path }: { readonly path: string }) {
  const home = useApp((state) => brokerOf(state.snapshot)?.home ?? '');
  return <SafeText text={withTilde(path, home)} />;
}
