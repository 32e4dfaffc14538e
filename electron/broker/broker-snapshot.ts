import { homedir } from 'node:os';
import type { BrokerSnapshot, EndpointView } from '../../shared/contract/snapshot.ts';
import { settingsList } from '../../shared/core/record-settings.ts';
import type { Authority } from '../authority/authority.ts';
import type { RecordReader } from '../authority/record-reading.ts';
import type { TelemetryClient } from '../telemetry/telemetry-client.ts';
import type { AgentsDesk } from './agents-desk.ts';
import type { Broker } from './broker.ts';

type Parts = {
  readonly authority: Authority;
  readonly broker: Broker;
  readonly agents: AgentsDesk;
  readonly telemetry: TelemetryClient;
};

/** What the windows show of the broker, as it is now. */
export function brokerSnapshot(
  { authority, broker, agents, telemetry }: Parts,
  reader: RecordReader,
  dataDir: string,
  endpoint: EndpointView,
): BrokerSnapshot {
  return {
    guard: authority.paused ? 'paused' : 'guarding',
    waiting: authority.waiting,
    head: reader.head(),
    record: reader.health(),
    proof: reader.proof(),
    settings: settingsList(reader.settings()),
    telemetry: telemetry.view,
    grants: authority.grantRows(),
    servers: broker.servers().map((server) => ({
      name: server.ref.name,
      command: server.words,
      connections: server.connections,
    })),
    agents: {
      version: agents.version,
      findings: agents.findings,
      introductions: authority.introductions,
    },
    endpoint,
    dataDir,
    home: homedir(),
  };
}
