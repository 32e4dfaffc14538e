import { readFileSync, readlinkSync } from 'node:fs';
import process from 'node:process';

/** A process, as far as the system tells. */
export type CallingProcess = {
  readonly pid: number;
  readonly executable: string;
  readonly command: string;
  readonly cwd: string;
};

/** What the system says of the process that started this one. */
export function callingProcess(pid: number = process.ppid): CallingProcess {
  let executable = '';
  let command = '';
  if (process.platform === 'linux') {
    try {
      executable = readlinkSync(`/proc/${pid}/exe`);
      command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim().slice(0, 4096);
    } catch {
      // The process is another user's, or gone: then it goes unnamed.
    }
  }
  return { pid, executable, command, cwd: process.cwd() };
}

const SHELL = /\/(?:sh|dash|bash|zsh|fish|ksh|busybox)$/;
/** A chain of shells longer than this is nobody's hook. */
const MAX_SHELLS = 8;

/** The agent behind a hook: most run it through a shell, which is not who asks. */
export function callingAgent(): CallingProcess {
  let found = callingProcess();
  for (let steps = 0; steps < MAX_SHELLS && SHELL.test(found.executable); steps += 1) {
    const parent = parentOf(found.pid);
    if (parent <= 1) break;
    found = callingProcess(parent);
  }
  return found;
}

/** 0 where it can't be told. */
function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
}
