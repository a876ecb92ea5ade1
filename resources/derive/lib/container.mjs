// Writes the basemap's container; resources/basemap/README.md describes it.

import { deflateSync } from 'node:zlib';

export const KIND = { areas: 1, lines: 2, labels: 3 };

class Bytes {
  #bytes = [];

  unsigned(value) {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.#bytes.push((rest % 128) | 128);
    this.#bytes.push(rest);
  }

  signed(value) {
    this.unsigned(value >= 0 ? 2 * value : -2 * value - 1);
  }

  text(value) {
    const utf8 = Buffer.from(value, 'utf8');
    this.unsigned(utf8.length);
    for (const byte of utf8) this.#bytes.push(byte);
  }

  get buffer() {
    return Buffer.from(this.#bytes);
  }
}

function encodeFeatures(features, origin) {
  const out = new Bytes();
  for (const { points, attribute, population, name } of features) {
    out.unsigned(points.length);
    out.unsigned(attribute);
    let [x, y] = origin;
    for (const [px, py] of points) {
      out.signed(px - x);
      out.signed(py - y);
      [x, y] = [px, py];
    }
    if (name !== undefined) {
      out.unsigned(population);
      out.text(name);
    }
  }
  return out.buffer;
}

/**
 * The bytes of one layer.
 * @param layer {kind, zoomMin, zoomMax, quantum (micro-degrees a unit)}
 * @param cells [{box: [west, south, east, north], features: [{points, attribute, population?, name?}]}], all in units
 */
export function encodeLayer({ kind, zoomMin, zoomMax, quantum }, cells) {
  const header = Buffer.alloc(24);
  header.write('DSMAP001', 0, 'latin1');
  [kind, zoomMin, zoomMax].forEach((v, i) => header.writeUInt8(v, 8 + i));
  header.writeUInt32LE(quantum, 12);
  header.writeUInt32LE(cells.length, 16);
  let offset = header.length + 28 * cells.length;
  const index = [];
  const blobs = [];
  for (const { box, features } of cells) {
    const raw = encodeFeatures(features, box);
    const blob = deflateSync(raw, { level: 9 });
    const entry = Buffer.alloc(28);
    box.forEach((v, i) => entry.writeInt32LE(v * quantum, 4 * i));
    [offset, blob.length, raw.length].forEach((v, i) => entry.writeUInt32LE(v, 16 + 4 * i));
    offset += blob.length;
    index.push(entry);
    blobs.push(blob);
  }
  return Buffer.concat([header, ...index, ...blobs]);
}

/** The smallest box around features' points. */
export function boxOf(features) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { points } of features) {
    for (const [x, y] of points) {
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
  }
  return box;
}
