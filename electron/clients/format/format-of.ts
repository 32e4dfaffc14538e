import type { KnownFile } from '../known-client.ts';
import type { ConfigFormat } from './config-format.ts';
import { jsonc, strictJson } from './jsonc-format.ts';
import { toml } from './toml-format.ts';
import { yaml } from './yaml-format.ts';

const formats = {
  json: strictJson,
  jsonc,
  toml,
  yaml,
} as const satisfies Record<KnownFile['format'], ConfigFormat>;

export function formatOf(name: KnownFile['format']): ConfigFormat {
  return formats[name];
}
