/** Packs files into an asar archive: a pickled header that maps names to offsets, then the files' bytes one after another. */
export function asarOf(files) {
  let offset = 0;
  const index = {};
  for (const [name, bytes] of Object.entries(files)) {
    index[name] = { size: bytes.length, offset: String(offset) };
    offset += bytes.length;
  }
  const json = Buffer.from(JSON.stringify({ files: index }));
  const padding = (4 - (json.length % 4)) % 4;
  const head = Buffer.alloc(16);
  head.writeUInt32LE(4, 0);
  head.writeUInt32LE(8 + json.length + padding, 4);
  head.writeUInt32LE(4 + json.length + padding, 8);
  head.writeUInt32LE(json.length, 12);
  return Buffer.concat([head, json, Buffer.alloc(padding), ...Object.values(files)]);
}
