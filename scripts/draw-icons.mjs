// Draws the icons: a ring, the remit, and a dot, the agent. The dot is inside while all is well, on the ring when it asks to leave, and
// replaced by two bars when everything is paused. Run by hand after a change; the pictures are in assets/.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { root } from './tools.mjs';

const TEAL = [20, 148, 140];
const AMBER = [214, 137, 16];
const GREY = [136, 142, 148];
/** Samples a pixel's side, for smooth edges. */
const SAMPLES = 4;

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

function png(size, pixels) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 6, 0, 0, 0], 8);
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let y = 0; y < size; y += 1)
    pixels.copy(rows, y * (size * 4 + 1) + 1, y * size * 4, (y + 1) * size * 4);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const disc = (cx, cy, r) => (x, y) => (x - cx) ** 2 + (y - cy) ** 2 <= r * r;
const ring = (r, w) => (x, y) => {
  const d = Math.hypot(x, y);
  return d <= r && d >= r - w;
};
const bar = (cx) => (x, y) => Math.abs(x - cx) <= 0.1 && Math.abs(y) <= 0.34;
const any =
  (...shapes) =>
  (x, y) =>
    shapes.some((shape) => shape(x, y));
const without = (shape, hole) => (x, y) => shape(x, y) && !hole(x, y);

const ICONS = {
  guarding: [any(ring(0.92, 0.2), disc(0, 0, 0.34)), TEAL],
  asking: [any(without(ring(0.92, 0.2), disc(0.58, -0.58, 0.5)), disc(0.58, -0.58, 0.36)), AMBER],
  paused: [any(ring(0.92, 0.2), bar(-0.22), bar(0.22)), GREY],
  down: [without(ring(0.92, 0.2), (x, y) => Math.abs(x) < 0.22 && y < 0), GREY],
};

function draw(size, [shape, color]) {
  const pixels = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      let hits = 0;
      for (let sub = 0; sub < SAMPLES * SAMPLES; sub += 1) {
        const px = x + ((sub % SAMPLES) + 0.5) / SAMPLES;
        const py = y + (Math.floor(sub / SAMPLES) + 0.5) / SAMPLES;
        if (shape((px / size) * 2 - 1, (py / size) * 2 - 1)) hits += 1;
      }
      pixels.set([...color, Math.round((255 * hits) / (SAMPLES * SAMPLES))], (y * size + x) * 4);
    }
  }
  return png(size, pixels);
}

for (const [state, icon] of Object.entries(ICONS)) {
  writeFileSync(join(root, 'assets', `tray-${state}.png`), draw(22, icon));
  writeFileSync(join(root, 'assets', `tray-${state}@2x.png`), draw(44, icon));
}
writeFileSync(join(root, 'assets', 'icon.png'), draw(256, ICONS.guarding));
