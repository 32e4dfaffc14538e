// What agents start beside their servers. One small program for all of it: an agent starts a hook for every call.

import process from 'node:process';
import { runAcp } from './acp.ts';
import { runHook } from './hook.ts';
import { runPermissionTool } from './permission-tool.ts';

const [command = '', ...args] = process.argv.slice(2);
if (command === 'hook') runHook(args);
else if (command === 'permission-tool') runPermissionTool(args);
else if (command === 'acp') runAcp(args);
else {
  process.stderr.write(`remit: \`${command}\` is not a command of this program\n`);
  process.exitCode = 2;
}
