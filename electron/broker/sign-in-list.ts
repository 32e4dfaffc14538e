import type { SignInView } from '../../shared/contract/agents.ts';
import { readSignIn } from './oauth-store.ts';
import { hasOwnCredential } from './remote.ts';
import { readStore } from './server-store.ts';
import { signInCommand } from './sign-in-command.ts';

/** How the user stands with each server that is entered by signing in. Whether it wants that is known only when it is called. */
export function signInsOf(dir: string, now: Date): readonly SignInView[] {
  const store = readStore(dir);
  const remotes = store.ok ? [...store.value.remotes] : [];
  return remotes.flatMap(([server, spec]) =>
    hasOwnCredential(spec) ? [] : [{ server, ...standing(dir, spec.url, signInCommand(server), now) }],
  );
}

function standing(dir: string, url: string, command: string, now: Date): Omit<SignInView, 'server'> {
  const signIn = readSignIn(dir, url);
  if (!signIn.ok) return { words: `It can’t be entered: ${signIn.error}`, command };
  if (signIn.value === null) return { words: 'You are not signed in. If it wants that, run', command };
  const { authorization, tokens } = signIn.value;
  const isOver = tokens.refresh === null && tokens.expiresAt !== null && tokens.expiresAt < now.getTime();
  return isOver
    ? { words: `Your sign-in at ${authorization.issuer} has ended. Run`, command }
    : { words: `You are signed in at ${authorization.issuer}`, command: null };
}
