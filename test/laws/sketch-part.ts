// Reach grants and denials drawn after a call, so that they meet it: each reach at one of four widths, from itself to nearly everything.

import type { Call } from '../../shared/contract/call.ts';
import { grantIdSchema } from '../../shared/contract/ids.ts';
import type { JsonValue } from '../../shared/contract/json.ts';
import type { Reach, SiteReach } from '../../shared/contract/reach.ts';
import { denialSchema, reachGrantSchema, type Denial, type ReachGrant } from '../../shared/contract/scope.ts';
import { valueAt } from '../../shared/core/arg-matcher.ts';
import { holdsLongNumber } from '../../shared/core/strict-json.ts';

/** `width` goes from 0, this very thing, to 3. `other` makes it miss, or nearly: in access, method, shell, or by another name. */
export type PartSketch = {
  readonly at: number;
  readonly width: number;
  readonly other: boolean;
  readonly bound: 'free' | 'here' | 'elsewhere' | 'another';
  readonly amounts: readonly [string, string];
};

export function sketchedPart(sketch: PartSketch, call: Call, id: string): ReachGrant {
  return reachGrantSchema.parse(fieldsOf(sketch, call, id));
}

/** Spending can't be denied: nothing comes of it. */
export function sketchedDenial(sketch: PartSketch, call: Call, id: string): readonly Denial[] {
  const fields = fieldsOf(sketch, call, id);
  return fields['kind'] === 'spend' ? [] : [denialSchema.parse(fields)];
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(sketch: PartSketch, call: Call, id: string): Fields {
  const reach = call.reaches[sketch.at % Math.max(1, call.reaches.length)];
  const { server, tool } = call;
  const here = { server: server.name, identity: server.identity, tool };
  const bound = {
    free: {},
    here: { with: here },
    elsewhere: { with: { ...here, tool: 'other' } },
    // The server is started differently.
    another: { with: { ...here, identity: 'f'.repeat(64) } },
  }[sketch.bound];
  const extent: Fields =
    reach === undefined ? { kind: 'folder', path: '/a', access: 'write' } : extentOf(reach, sketch, call);
  return { id: grantIdSchema.parse(id), ...extent, ...bound };
}

function extentOf(reach: Reach, { width, other, amounts }: PartSketch, call: Call): Fields {
  switch (reach.kind) {
    case 'file':
    case 'folder': {
      if (other && width === 3)
        return { kind: 'folder', path: `${reach.key}/a`.replace('//', '/'), access: 'write' };
      if (other && width !== 1) return { kind: 'file', path: upwards(reach.key, width - 1), access: 'write' };
      const access = other ? 'read' : width === 1 ? 'write' : reach.access;
      const kind = width === 0 ? reach.kind : 'folder';
      return { kind, path: upwards(reach.key, width - 1), access };
    }
    case 'site':
      if (other && width > 0) return { kind: 'site', host: width === 2 ? 'acme.com' : '*.acme.com' };
      return { kind: 'site', ...siteExtent(reach, width), ...(other ? { methods: ['POST'] } : {}) };
    case 'recipient':
      return { kind: 'recipient', address: other ? '*@acme.com' : addressExtent(reach.address, width) };
    case 'spend': {
      const [perCall, total] = amounts;
      const limits = [{ perCall: '10' }, { perCall }, { total }, { perCall, total }][width % 4];
      return { kind: 'spend', currency: reach.currency, ...limits };
    }
    case 'command': {
      if (width === 0 || reach.argv === null)
        return {
          kind: 'command',
          line: valueAt(call.args, reach.pointer),
          shell: other ? 'zsh' : reach.shell,
        };
      const match = width === 1 ? 'exact' : 'prefix';
      return { kind: 'command', argv: reach.argv.slice(0, width === 1 ? 3 : 4 - width), match };
    }
    case 'database':
      return { kind: 'database', name: width > 1 ? '*' : reach.name, access: other ? 'write' : reach.access };
    case 'value': {
      const pointer = other ? '/mode' : reach.pointer;
      return { kind: 'value', pointer, ...valueExtent(valueAt(call.args, reach.pointer), width) };
    }
    case 'undetermined':
      return { kind: 'value', pointer: reach.pointer, any: true };
  }
}

function upwards(path: string, steps: number): string {
  const parts = path.split('/').slice(1);
  return `/${parts.slice(0, Math.max(0, parts.length - Math.max(0, steps))).join('/')}`;
}

function siteExtent({ scheme, host, port, path }: SiteReach, width: number): Fields {
  const origin = `${scheme}://${host}${port === 443 || port === 80 ? '' : `:${port}`}`;
  if (width === 0) return { url: `${origin}${path}` };
  if (width === 1) return { origin };
  const parent = host.slice(host.indexOf('.') + 1);
  if (width === 2) return { host };
  return { host: /^\d/.test(host) ? '*' : `*.${parent}` };
}

function addressExtent(address: string, width: number): string {
  const domain = address.slice(address.lastIndexOf('@'));
  return (
    [address, address.toLowerCase(), domain.startsWith('@') ? `*${domain}` : address, '*'][width % 4] ?? '*'
  );
}

function valueExtent(value: JsonValue | undefined, width: number): Fields {
  if (width > 1) return { any: true };
  return { equals: width === 1 || value === undefined || holdsLongNumber(value) ? 'x' : value };
}
