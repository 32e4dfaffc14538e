// A broker's state with servers, settings and a proof, as the record's health asks for it.

import type { Setting } from '../../../shared/contract/record-setting.ts';
import type { BrokerSnapshot, RecordHealth } from '../../../shared/contract/snapshot.ts';
import { brokerSnapshotSchema } from '../../../shared/contract/snapshot.ts';
import { settingsList, USUAL_SETTINGS, withSetting } from '../../../shared/core/record-settings.ts';

const HEALTH: Readonly<Record<RecordHealth['kind'], RecordHealth>> = {
  sound: { kind: 'sound' },
  unverified: {
    kind: 'unverified',
    seq: 1204,
    problem: 'is another one than was written: the copy of its head in the keychain has another hash',
  },
  unwritable: {
    kind: 'unwritable',
    problem:
      "the record can't be written (database or disk is full): free some space on the disk of the data folder, Remit goes on by itself",
  },
};

/** `health` names how the record is, `endpointProblem` says why no calls come over HTTP. `calls` counts up its entries. */
export class MadeBroker {
  #health: RecordHealth;
  #settings = USUAL_SETTINGS;

  readonly #endpoint: BrokerSnapshot['endpoint'];

  constructor(health: string, endpointProblem: string | null = null) {
    this.#endpoint =
      endpointProblem === null ? { port: 4321, problem: null } : { port: null, problem: endpointProblem };
    this.#health = Object.values(HEALTH).find(({ kind }) => kind === health) ?? HEALTH.sound;
  }

  set(setting: Setting): void {
    this.#settings = withSetting(this.#settings, setting);
  }

  heal(): void {
    this.#health = HEALTH.sound;
  }

  snapshot(calls: number): BrokerSnapshot {
    return brokerSnapshotSchema.parse({
      guard: 'guarding',
      waiting: calls === 0 ? 0 : 1,
      head: calls * 3,
      record: this.#health,
      proof: {
        record: '0f'.repeat(16),
        publicKey: '3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29',
        keyPlace: 'file',
        anchorPlace: '/home/u/.local/state/remit',
        anchorProblem: 'no copy could be written: the disk is full',
      },
      settings: settingsList(this.#settings),
      grants: [],
      servers: ['filesystem', 'github', 'a-server-with-a-name-that-somebody-took-for-a-whole-sentence'].map(
        (name) => ({ name, command: `npx ${name}`, connections: 1 }),
      ),
      agents: { version: 0, findings: [], introductions: [] },
      telemetry: { kind: 'off', problem: null },
      endpoint: this.#endpoint,
      dataDir: '/home/u/.local/share/remit',
      home: '/home/u',
    });
  }
}
