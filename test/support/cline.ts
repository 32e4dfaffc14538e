import process from 'node:process';
import { runAgent, type FieldAgent } from './protected-agent.ts';
import { scriptedChat } from './scripted-chat.ts';

/** The program of Cline's command line; empty where it isn't to be had (see scripts/field.mjs). */
export const CLINE = process.env['REMIT_CLINE'] ?? '';

export const cline: FieldAgent = {
  id: 'cline',
  play: scriptedChat,
  run: (at, model) => {
    const settings = {
      provider: 'openai-compatible',
      apiKey: 'nobody',
      model: 'scripted',
      baseUrl: `${model}/v1`,
    };
    const updatedAt = '2026-01-01T00:00:00.000Z';
    at.put(
      '.cline/data/settings/providers.json',
      JSON.stringify({
        version: 1,
        lastUsedProvider: settings.provider,
        providers: { [settings.provider]: { settings, updatedAt, tokenSource: 'manual' } },
      }),
    );
    return runAgent([CLINE, '--auto-approve', 'true', 'go on'], at, {
      // Or a process that it leaves behind would do the work.
      CLINE_SESSION_BACKEND_MODE: 'local',
      CLINE_NO_AUTO_UPDATE: '1',
      CLINE_TELEMETRY_DISABLED: '1',
    });
  },
  shell: (command) => ({ tool: 'run_commands', input: { commands: [command] } }),
  read: (path) => ({ tool: 'fs__read_text_file', input: { path } }),
};
