/** What the user runs to sign in to a server. */
export function signInCommand(server: string): string {
  return `remit server sign-in ${server.includes(' ') ? `"${server}"` : server}`;
}
