import process from 'node:process';
import { runAgent, type FieldAgent } from './protected-agent.ts';
import { scriptedChat } from './scripted-chat.ts';

/** The program of OpenCode; empty where it isn't to be had (see scripts/field.mjs). */
export const OPENCODE = process.env['REMIT_OPENCODE'] ?? '';

export const opencode: FieldAgent = {
  id: 'opencode',
  play: scriptedChat,
  run: (at, model) => {
    const scripted = {
      npm: '@ai-sdk/openai-compatible',
      options: { baseURL: `${model}/v1`, apiKey: 'nobody' },
      models: { scripted: { tool_call: true } },
    };
    return runAgent([OPENCODE, 'run', '--model', 'scripted/scripted', 'go'], at, {
      OPENCODE_CONFIG_CONTENT: JSON.stringify({
        provider: { scripted },
        small_model: 'scripted/scripted',
        permission: 'allow',
      }),
      OPENCODE_DISABLE_AUTOUPDATE: '1',
      OPENCODE_DISABLE_MODELS_FETCH: '1',
      OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
      OPENCODE_DISABLE_DEFAULT_PLUGINS: '1',
    });
  },
  shell: (command) => ({ tool: 'bash', input: { command, description: 'x' } }),
  read: (path) => ({ tool: 'fs_read_text_file', input: { path } }),
};
