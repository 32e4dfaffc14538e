import type { ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

/** What Windsurf's hooks report: kinds of action, not its tools. */
export const windsurfProfile: ToolProfile = {
  server: 'windsurf/native',
  packages: [],
  anywhere: false,
  source: 'docs.windsurf.com, Cascade hooks',
  tools: {
    run_command: args({}, { '/command_line': { role: 'command', shell: 'bash' } }),
    write_code: args({ writeFile: 'file_path', payload: 'edits' }),
    read_code: args({ readFile: 'file_path' }),
  },
};
