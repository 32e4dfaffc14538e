// The same scopes as Cedar policies, at their best: parsed beforehand, one set for each tool, so that a call is held against the policies
// of its own tool only; and the request says in ready terms what Remit first has to find in the arguments.

import { preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import type { Asked, Kind } from './decision-scope.ts';

const CONDITIONS: Readonly<Record<Kind, string>> = {
  path: 'context.path like "/home/u/work/*"',
  'e-mail': '["acme.com"].containsAll(context.domains)',
  command: '["git status", "npm test", "head"].containsAll(context.commands)',
  site: 'context.scheme == "https" && context.host like "*.github.com"',
};
const ACTIONS: Readonly<Record<Kind, string>> = {
  path: 'filesystem/write_file',
  'e-mail': 'mail/send_email',
  command: 'shell/run',
  site: 'fetch/fetch',
};

function policy(action: string, condition: string): string {
  return `permit(principal == Agent::"agent", action == Action::${JSON.stringify(action)}, resource) when { ${condition} };`;
}

/** Parses the four sets that are asked, and as many others of one policy each as make up the size. */
export function prepareCedar(size: number): void {
  for (const [kind, condition] of Object.entries(CONDITIONS))
    prepare(kind, policy(ACTIONS[kindOf(kind)], condition));
  for (let n = 4; n < size; n += 1)
    prepare(`other-${n}`, policy(`server/tool_${n}`, `context.path like "/home/u/projects/p${n}/*"`));
}

function kindOf(name: string): Kind {
  if (name === 'path' || name === 'e-mail' || name === 'command' || name === 'site') return name;
  throw new Error(name);
}

function prepare(id: string, text: string): void {
  const answer = preparsePolicySet(id, { staticPolicies: text });
  if (answer.type !== 'success') throw new Error(JSON.stringify(answer));
}

function context(kind: Kind, { args }: Asked): Record<string, string | string[]> {
  switch (kind) {
    case 'path':
      return { path: String(args['path']) };
    case 'e-mail':
      return { domains: ['acme.com'] };
    case 'command':
      return { commands: ['git status', 'npm test', 'head'] };
    case 'site':
      return { scheme: 'https', host: 'api.github.com' };
  }
}

/** Whether Cedar allows the call. */
export function cedarAllows(kind: Kind, one: Asked): boolean {
  const answer = statefulIsAuthorized({
    principal: { type: 'Agent', id: 'agent' },
    action: { type: 'Action', id: ACTIONS[kind] },
    resource: { type: 'Tool', id: one.tool },
    context: context(kind, one),
    preparsedPolicySetId: kind,
    entities: [],
  });
  return answer.type === 'success' && answer.response.decision === 'allow';
}
