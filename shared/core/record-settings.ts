// The settings of the record: what its `setting` entries have chosen, each in place of the one before.

import type { ServerName } from '../contract/ids.ts';
import type { Setting } from '../contract/record-setting.ts';
import { assertNever } from './assert-never.ts';

export type RecordSettings = {
  readonly durability: Extract<Setting, { name: 'durability' }>['value'];
  readonly retention: Extract<Setting, { name: 'retention' }>['value'];
  /** Servers whose arguments and results aren't kept. */
  readonly unkept: ReadonlySet<ServerName>;
  /** Where entries are sent, too; null: nowhere. */
  readonly telemetry: string | null;
};

/** What holds as long as nothing was chosen. */
export const USUAL_SETTINGS: RecordSettings = {
  durability: 'each',
  retention: { days: null, megabytes: null },
  unkept: new Set(),
  telemetry: null,
};

export function withSetting(settings: RecordSettings, setting: Setting): RecordSettings {
  switch (setting.name) {
    case 'durability':
      return { ...settings, durability: setting.value };
    case 'retention':
      return { ...settings, retention: setting.value };
    case 'arguments': {
      const unkept = new Set(settings.unkept);
      if (setting.value.kept) unkept.delete(setting.value.server);
      else unkept.add(setting.value.server);
      return { ...settings, unkept };
    }
    case 'telemetry':
      return { ...settings, telemetry: setting.value.endpoint };
    default:
      return assertNever(setting);
  }
}

/** The settings that make these out of the usual ones. */
export function settingsList({
  durability,
  retention,
  unkept,
  telemetry,
}: RecordSettings): readonly Setting[] {
  return [
    { name: 'durability', value: durability },
    { name: 'retention', value: retention },
    ...[...unkept].map((server): Setting => ({ name: 'arguments', value: { server, kept: false } })),
    { name: 'telemetry', value: { endpoint: telemetry } },
  ];
}
