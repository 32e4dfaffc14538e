import { CodeWords } from '../../parts/CodeWords.tsx';
import { Copyable } from '../../parts/Copyable.tsx';
import { useAgents } from '../../state/use-app.ts';

/** Whether the user is signed in to a server that is entered so, and the command that does it. */
export function SignedIn({ server }: { readonly server: string }) {
  const signIn = useAgents((state) => state.view?.signIns.find((one) => one.server === server));
  if (signIn === undefined) return null;
  const { words, command } = signIn;
  return (
    <>
      <p>
        <CodeWords text={`${words}${command === null ? '.' : ':'}`} />
      </p>
      {command !== null && <Copyable text={command} name={`the command that signs in to ${server}`} />}
    </>
  );
}
