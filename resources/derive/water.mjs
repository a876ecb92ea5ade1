// Derives resources/seed/{water.bin,bridges.csv}: where water lies around each metro's DCs, and the ways over it.
// usage: node water.mjs [--gshhg FOLDER]

import { writeFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { readCsv, writeCsv } from './lib/csv.mjs';
import { distanceM, METRES_PER_DEGREE } from './lib/geo.mjs';
import { Shoreline } from './lib/gshhg.mjs';
import { gshhgFolder, inputPath, seedPath } from './lib/paths.mjs';
import { rasterise } from './lib/raster.mjs';

const MICRO = 1e6;
const STEP_MICRODEG = 450; // 50 m from north to south; east to west as many metres, whatever the latitude
const MARGIN_M = 12000; // a DC delivers 8 km far, and a way may lead out a little
const END_MOVE_MAX_M = 1200;

/** The metro's grid in whole micro-degrees: its DCs and a margin. */
function gridOf(dcs) {
  const lats = dcs.map((d) => Number(d.lat));
  const lons = dcs.map((d) => Number(d.lon));
  const shrink = Math.cos((((Math.min(...lats) + Math.max(...lats)) / 2) * Math.PI) / 180);
  const marginLat = MARGIN_M / METRES_PER_DEGREE;
  const marginLon = marginLat / shrink;
  const stepLon = Math.round(STEP_MICRODEG / shrink);
  const south = Math.round((Math.min(...lats) - marginLat) * MICRO);
  const west = Math.round((Math.min(...lons) - marginLon) * MICRO);
  const rows = Math.ceil(((Math.max(...lats) + marginLat) * MICRO - south) / STEP_MICRODEG);
  const columns = Math.ceil(((Math.max(...lons) + marginLon) * MICRO - west) / stepLon);
  return { south, west, stepLat: STEP_MICRODEG, stepLon, rows, columns };
}

function inDegrees(grid) {
  return { ...grid, south: grid.south / MICRO, west: grid.west / MICRO, stepLat: grid.stepLat / MICRO, stepLon: grid.stepLon / MICRO };
}

function packed(wet, { rows, columns }) {
  const stride = Math.ceil(columns / 8);
  const bits = Buffer.alloc(rows * stride);
  for (let row = 0; row < rows; ++row) {
    for (let column = 0; column < columns; ++column) {
      if (wet[row * columns + column]) bits[row * stride + (column >> 3)] |= 1 << (column & 7);
    }
  }
  return bits;
}

/** The file's bytes; resources/seed/README.md describes them. */
function encode(grids) {
  const header = Buffer.alloc(16);
  header.write('DSWATER1', 0, 'latin1');
  header.writeUInt32LE(grids.length, 8);
  const blobs = grids.map((g) => deflateSync(packed(g.wet, g), { level: 9 }));
  let offset = header.length + 40 * grids.length;
  const entries = grids.map((g, i) => {
    const entry = Buffer.alloc(40);
    entry.write(g.code, 0, 'latin1');
    [g.south, g.west].forEach((v, k) => entry.writeInt32LE(v, 4 + 4 * k));
    [g.stepLat, g.stepLon, g.rows, g.columns, offset, blobs[i].length].forEach((v, k) => entry.writeUInt32LE(v, 12 + 4 * k));
    offset += blobs[i].length;
    return entry;
  });
  return Buffer.concat([header, ...entries, ...blobs]);
}

function isWet(grid, at) {
  const row = Math.floor((at.lat * MICRO - grid.south) / grid.stepLat);
  const column = Math.floor((at.lon * MICRO - grid.west) / grid.stepLon);
  return row >= 0 && column >= 0 && row < grid.rows && column < grid.columns && grid.wet[row * grid.columns + column] === 1;
}

function isInside(grid, at) {
  const row = Math.floor((at.lat * MICRO - grid.south) / grid.stepLat);
  const column = Math.floor((at.lon * MICRO - grid.west) / grid.stepLon);
  return row >= 0 && column >= 0 && row < grid.rows && column < grid.columns;
}

/** Metres of water under the straight line from a to b. */
function waterUnder(grid, a, b) {
  const steps = Math.max(1, Math.ceil(distanceM(a, b) / 10));
  let wet = 0;
  for (let i = 0; i < steps; ++i) {
    const part = (i + 0.5) / steps;
    if (isWet(grid, { lat: a.lat + (b.lat - a.lat) * part, lon: a.lon + (b.lon - a.lon) * part })) ++wet;
  }
  return (wet / steps) * distanceM(a, b);
}

/** A bridge's end, moved outwards along the bridge until it is dry: abutments as written down may stand in the water. */
function ashore(end, from, grid) {
  const length = distanceM(from, end);
  for (let m = 0; m <= END_MOVE_MAX_M; m += 20) {
    const part = (length + m) / length;
    const moved = { lat: from.lat + (end.lat - from.lat) * part, lon: from.lon + (end.lon - from.lon) * part };
    if (isInside(grid, moved) && !isWet(grid, moved)) return moved;
  }
  return null;
}

/** The bridges with both ends ashore; throws a list of those that cannot be right. */
function bridgesOf(rows, grids) {
  const wrong = [];
  const bridges = [];
  for (const { name, metro, ...ends } of rows) {
    const grid = grids.find((g) => g.code === metro);
    const a = { lat: Number(ends.lat1), lon: Number(ends.lon1) };
    const b = { lat: Number(ends.lat2), lon: Number(ends.lon2) };
    const from = grid && ashore(a, b, grid);
    const to = grid && ashore(b, a, grid);
    if (!from || !to) wrong.push(`${metro} ${name}: ${grid ? 'an end is far out in the water or outside the grid' : 'no water there'}`);
    else if (waterUnder(grid, from, to) < 50) wrong.push(`${metro} ${name}: crosses no water`);
    else bridges.push({ name, metro, lat1: from.lat.toFixed(6), lon1: from.lon.toFixed(6), lat2: to.lat.toFixed(6), lon2: to.lon.toFixed(6) });
  }
  if (wrong.length > 0) throw new Error(`bridges.csv:\n${wrong.join('\n')}`);
  return bridges;
}

const shore = await Shoreline.load(gshhgFolder());
const dcs = readCsv(seedPath('dcs.csv'));
const grids = [];
for (const { code } of readCsv(seedPath('metros.csv'))) {
  const grid = gridOf(dcs.filter((d) => d.metro === code));
  const wet = rasterise(shore, inDegrees(grid));
  if (wet.includes(1)) grids.push({ code, ...grid, wet });
}
const file = encode(grids);
writeFileSync(seedPath('water.bin'), file);

const bridges = bridgesOf(readCsv(inputPath('bridges.csv')), grids);
writeCsv(seedPath('bridges.csv'), ['name', 'metro', 'lat1', 'lon1', 'lat2', 'lon2'], bridges);
const cells = grids.reduce((sum, g) => sum + g.rows * g.columns, 0);
console.log(`${grids.length} grids, ${(cells / 8e6).toFixed(1)} MB unpacked, ${(file.length / 1e6).toFixed(2)} MB packed, ${bridges.length} bridges`);
