import { performance } from 'node:perf_hooks';
import type { WriteStream } from 'node:tty';

/** How long nothing is shown, and how often it is shown anew, in milliseconds. */
const PATIENCE = 1000;
const PACE = 100;

type ProgressLine = { readonly show: (entries: number) => void; readonly clear: () => void };

/** On a terminal, how far a reading is that takes longer than a second; elsewhere nothing. */
export function progressLine(stream: Pick<WriteStream, 'isTTY' | 'write'>): ProgressLine {
  let next = performance.now() + PATIENCE;
  let shown = false;
  return {
    show: (entries) => {
      if (!stream.isTTY || performance.now() < next) return;
      next = performance.now() + PACE;
      shown = true;
      stream.write(`\r${entries.toLocaleString('en')} entries read`);
    },
    clear: () => {
      if (shown) stream.write('\r\u001b[K');
    },
  };
}
