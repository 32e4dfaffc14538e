import process from 'node:process';
import { build } from './build.mjs';
import { virtualScreen } from './screen.mjs';
import { setUp } from './set-up.mjs';
import { root, run } from './tools.mjs';

const ready = await setUp({ withElectron: true });
await build(ready);

/** Chromium refuses to run its sandbox as root. */
const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const env = { ...ready.env, REMIT_NODE: ready.node };
const args = [...flags, root, ...process.argv.slice(2)];
const hasScreen = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

if (hasScreen) {
  process.stdout.write('Remit is in the tray. Ctrl-C ends it.\n');
  process.exitCode = await run(ready.electron.program, args, { env });
} else {
  process.stdout.write(
    'There is no screen here, so the app runs on a virtual one and a scripted agent tries it out. To guard real agents on a machine\n' +
      'without a screen, use `bin/remit serve --scope FILE`.\n\n',
  );
  const screen = await virtualScreen();
  const showcase = {
    ...env,
    DISPLAY: screen.display,
    REMIT_SHOWCASE: '1',
    ELECTRON_DISABLE_SECURITY_WARNINGS: '1',
  };
  process.exitCode = await run('dbus-run-session', ['--', ready.electron.program, '--disable-gpu', ...args], {
    env: showcase,
  });
  screen.stop();
}
