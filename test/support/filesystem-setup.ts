import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addServer, removeFolder, serve, serverEntry, temporaryFolder, type Serving } from './serve.ts';
import process from 'node:process';

export type FilesystemSetup = {
  readonly folder: string;
  readonly inside: string;
  readonly outside: string;
  readonly serving: Serving;
  readonly end: () => Promise<void>;
};

/** A broker with the reference filesystem server behind it, which may touch `inside` and `outside`; only `inside` is granted, for reading. */
export async function filesystemSetup(): Promise<FilesystemSetup> {
  const folder = temporaryFolder();
  const inside = join(folder, 'inside');
  const outside = join(folder, 'outside');
  mkdirSync(inside);
  mkdirSync(outside);
  writeFileSync(join(inside, 'note.txt'), 'hello\n');
  writeFileSync(join(inside, '$id.txt'), 'hello\n');
  writeFileSync(join(outside, 'note.txt'), 'secret\n');
  const dataDir = join(folder, 'data');
  const command = [process.execPath, serverEntry('@modelcontextprotocol/server-filesystem'), folder];
  addServer(dataDir, 'fs', command, { FS_TOKEN: 'hush' });
  const scope = {
    tools: [{ id: 'tools', server: 'fs', tool: '*' }],
    reach: [{ id: 'inside', kind: 'folder', path: inside, access: 'read' }],
  };
  const serving = await serve(dataDir, scope, { GNUPGHOME: join(inside, 'keys') });
  return {
    folder,
    inside,
    outside,
    serving,
    end: async () => {
      await serving.stop();
      removeFolder(folder);
    },
  };
}
