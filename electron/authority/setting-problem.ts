import type { Setting } from '../../shared/contract/record-setting.ts';
import { telemetryEndpoint } from './telemetry-endpoint.ts';

/** Why a choice about the record can't be taken, as a sentence; or null. */
export function settingProblem(setting: Setting, holdsSecret: (text: string) => boolean): string | null {
  if (setting.name !== 'telemetry' || setting.value.endpoint === null) return null;
  const address = telemetryEndpoint(setting.value.endpoint);
  if (!address.ok) return address.error;
  // It would be taken out of the record, and what is left leads elsewhere.
  return holdsSecret(setting.value.endpoint)
    ? 'the address holds what looks like a secret, which must not stand in the record'
    : null;
}
