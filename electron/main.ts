import { homedir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import { dataDirFrom } from './authority/data-dir.ts';
import { Desktop } from './shell/desktop.ts';
import { lockDown } from './shell/lockdown.ts';
import { registerSchemes } from './shell/schemes.ts';

const flagAt = process.argv.indexOf('--data');
const dataDir = dataDirFrom({
  flag: flagAt === -1 ? undefined : process.argv[flagAt + 1],
  env: process.env,
  platform: process.platform,
  home: homedir(),
  cwd: process.cwd(),
});
app.setPath('userData', join(dataDir, 'window'));
registerSchemes();
lockDown();

if (!app.requestSingleInstanceLock()) {
  process.stderr.write(`Remit runs already for the data folder ${dataDir}: its window is shown instead.\n`);
  app.exit(0);
} else {
  void app.whenReady().then(() => {
    const desktop = new Desktop(dataDir, process.env['REMIT_SHOWCASE'] === '1');
    desktop.start(process.argv.includes('--hidden'));
  });
}
