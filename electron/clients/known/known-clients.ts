import type { KnownClient } from '../known-client.ts';
import { claudeCode } from './claude-code.ts';
import { claudeDesktop } from './claude-desktop.ts';
import { cline } from './cline.ts';
import { codex } from './codex.ts';
import { copilotCli } from './copilot-cli.ts';
import { cursor } from './cursor.ts';
import { geminiCli } from './gemini-cli.ts';
import { goose } from './goose.ts';
import { lmStudio } from './lm-studio.ts';
import { opencode } from './opencode.ts';
import { vscode, vscodeInsiders } from './vscode.ts';
import { windsurf } from './windsurf.ts';
import { zed } from './zed.ts';

/** Every client whose configuration Remit can change, in the order in which they are shown. */
export const knownClients: readonly KnownClient[] = [
  claudeDesktop,
  claudeCode,
  cursor,
  vscode,
  vscodeInsiders,
  codex,
  geminiCli,
  windsurf,
  zed,
  cline,
  goose,
  lmStudio,
  copilotCli,
  opencode,
];
