import { assertNever } from '../../../shared/core/assert-never.ts';
import type { KnownFile } from '../known-client.ts';
import type { ConfigFormat } from './config-format.ts';
import { jsonc, strictJson } from './jsonc-format.ts';
import { toml } from './toml-format.ts';
import { yaml } from './yaml-format.ts';

export function formatOf(name: KnownFile['format']): ConfigFormat {
  switch (name) {
    case 'json':
      return strictJson;
    case 'jsonc':
      return jsonc;
    case 'toml':
      return toml;
    case 'yaml':
      return yaml;
    default:
      return assertNever(name);
  }
}
