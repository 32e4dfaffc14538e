import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import type { ExportFormat, ExportOrder } from '../../shared/contract/history-export.ts';

const KINDS: Readonly<Record<ExportFormat, string>> = {
  csv: 'Comma-separated values',
  jsonl: 'JSON lines',
  html: 'Web page',
};

/** Asks for the file to write to; null when the user wants none. The dialog itself asks before it gives a file that is there already. */
export async function pickExportFile(
  window: BrowserWindow | null,
  format: ExportFormat,
): Promise<Pick<ExportOrder, 'path' | 'replaces'> | null> {
  const name = `remit-calls-${new Date().toISOString().slice(0, 10)}.${format}`;
  const options: Electron.SaveDialogOptions = {
    title: 'Export calls',
    defaultPath: join(app.getPath('documents'), name),
    filters: [{ name: KINDS[format], extensions: [format] }],
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  };
  const picked =
    window === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options);
  if (picked.canceled || picked.filePath === '') return null;
  // Whatever comes to lie there from now on, nobody has agreed to lose.
  return { path: picked.filePath, replaces: existsSync(picked.filePath) };
}
