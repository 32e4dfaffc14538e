// Which process is at the other end of a connection from this machine. Linux says so under /proc, of the user's own processes; elsewhere
// nothing is known.

import { readdir, readFile, readlink } from 'node:fs/promises';
import type { Socket } from 'node:net';
import process from 'node:process';
import type { Agent } from '../../shared/contract/call.ts';

const LONGEST_COMMAND = 4096;

export async function peerProcess({ remotePort, localPort }: Socket): Promise<Agent['process']> {
  if (process.platform !== 'linux' || remotePort === undefined || localPort === undefined) return null;
  try {
    const inode = await socketInode(remotePort, localPort);
    const pid = inode === null ? null : await holderOf(`socket:[${inode}]`);
    return pid === null ? null : await describe(pid);
  } catch {
    return null;
  }
}

/** The inode of the socket that is bound to `from` and connected to `to`, both on loopback. */
async function socketInode(from: number, to: number): Promise<string | null> {
  const hex = (port: number): string => port.toString(16).toUpperCase().padStart(4, '0');
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].map((path) => readFile(path, 'latin1').catch(() => ''));
  for (const line of (await Promise.all(tables)).join('\n').split('\n')) {
    const [, local = '', remote = '', , , , , , , inode = '0'] = line.trim().split(/\s+/);
    if (local.endsWith(`:${hex(from)}`) && remote.endsWith(`:${hex(to)}`) && inode !== '0') return inode;
  }
  return null;
}

async function holderOf(link: string): Promise<number | null> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  // The newest first: agents are rarely the oldest processes of a machine.
  for (const pid of pids.sort((a, b) => Number(b) - Number(a))) {
    const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
    const links = await Promise.all(files.map((file) => readlink(`/proc/${pid}/fd/${file}`).catch(() => '')));
    if (links.includes(link)) return Number(pid);
  }
  return null;
}

async function describe(pid: number): Promise<Agent['process']> {
  const [executable, command, cwd] = await Promise.all([
    readlink(`/proc/${pid}/exe`),
    readFile(`/proc/${pid}/cmdline`, 'utf8'),
    readlink(`/proc/${pid}/cwd`),
  ]);
  return { pid, executable, command: command.replaceAll('\0', ' ').trim().slice(0, LONGEST_COMMAND), cwd };
}
