import process from 'node:process';
import { runAgent, type FieldAgent } from './protected-agent.ts';
import { scriptedChat } from './scripted-chat.ts';

/** The program of Copilot CLI; empty where it isn't to be had (see scripts/field.mjs). */
export const COPILOT = process.env['REMIT_COPILOT'] ?? '';

export const copilotCli: FieldAgent = {
  id: 'copilot-cli',
  play: scriptedChat,
  run: (at, model) =>
    runAgent([COPILOT, '-p', 'go', '--allow-all'], at, {
      COPILOT_OFFLINE: 'true',
      COPILOT_AUTO_UPDATE: 'false',
      COPILOT_PROVIDER_BASE_URL: `${model}/v1`,
      COPILOT_PROVIDER_TYPE: 'openai',
      COPILOT_PROVIDER_WIRE_API: 'completions',
      COPILOT_PROVIDER_API_KEY: 'nobody',
      COPILOT_MODEL: 'scripted',
    }),
  shell: (command) => ({ tool: 'bash', input: { command, description: 'x' } }),
  read: (path) => ({ tool: 'fs-read_text_file', input: { path } }),
};
