import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';
import type { Room } from '../../shared/contract/ipc.ts';

/** Each document has a scheme, and so an origin and a process, of its own. */
export const ORIGINS: Readonly<Record<Room, string>> = {
  app: 'remit-app://window',
  approval: 'remit-approval://card',
};

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "frame-ancestors 'none'",
  "form-action 'none'",
  "base-uri 'none'",
].join('; ');

/** Has to be called before the app is ready. */
export function registerSchemes(): void {
  const privileges = { standard: true, secure: true };
  protocol.registerSchemesAsPrivileged([
    { scheme: 'remit-app', privileges },
    { scheme: 'remit-approval', privileges },
  ]);
}

/** Serves both documents from `folder/app` and `folder/approval`, and nothing outside of them. */
export function serveDocuments(folder: string): void {
  protocol.handle('remit-app', (request) => serveFile(join(folder, 'app'), ORIGINS.app, request.url));
  protocol.handle('remit-approval', (request) =>
    serveFile(join(folder, 'approval'), ORIGINS.approval, request.url),
  );
}

async function serveFile(folder: string, origin: string, address: string): Promise<Response> {
  const url = new URL(address);
  const path = normalize(join(folder, decodeURIComponent(url.pathname)));
  const type = TYPES[extname(path)];
  if (`${url.protocol}//${url.host}` !== origin || !path.startsWith(folder + sep) || type === undefined) {
    return new Response('not found', { status: 404 });
  }
  try {
    const body = new Uint8Array(await readFile(path));
    return new Response(body, {
      headers: {
        'content-type': type,
        'content-security-policy': POLICY,
        'x-content-type-options': 'nosniff',
      },
    });
  } catch {
    return new Response('not found', { status: 404 });
  }
}
