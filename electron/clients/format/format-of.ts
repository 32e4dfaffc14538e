import type { KnownFile } from '../known-client.ts';
import type { ConfigFormat } from './config-format.ts';
import { jsonc, strictJson } from './jsonc-format.ts';
import { shallow } from './shallow.ts';
import { toml } from './toml-format.ts';
import { yaml } from './yaml-format.ts';

const formats = {
  json: shallow(strictJson),
  jsonc: shallow(jsonc),
  toml: shallow(toml),
  yaml: shallow(yaml),
} as const satisfies Record<KnownFile['format'], ConfigFormat>;

export function formatOf(name: KnownFile['format']): ConfigFormat {
  return formats[name];
}
