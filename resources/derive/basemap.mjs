// Derives resources/basemap/*.bin: what the map is drawn from, in the container that resources/basemap/README.md describes.
// usage: node basemap.mjs [--gshhg FOLDER]

import { writeFileSync } from 'node:fs';
import { encodeLayer, KIND, boxOf } from './lib/container.mjs';
import { readCsv } from './lib/csv.mjs';
import { METRES_PER_DEGREE } from './lib/geo.mjs';
import { BIN_UNITS, binAt, Rivers, Shoreline } from './lib/gshhg.mjs';
import { allLabels } from './lib/labels.mjs';
import { basemapPath, gshhgFolder, seedPath } from './lib/paths.mjs';
import { ringsOfBin } from './lib/rings.mjs';
import { borderLines, landPolygons, stateLines } from './lib/shapes.mjs';
import { simplifyLine } from './lib/simplify.mjs';

const BLOCK = 3; // degrees; the shore's layers come in blocks of nine bins
const SOUTH = -60; // beyond it GSHHG has ice fronts and grounding lines; Natural Earth draws Antarctica
const ZOOM_MAX = 22;

const FAR = { toleranceM: 320, leastKm2: 1.2, riverLevel: 2, riverToleranceM: 600 };
const NEAR = { toleranceM: 25, leastKm2: 0.008, riverLevel: 4, riverToleranceM: 30 };
const LAKE_KM2_MAX = 300000; // Superior, Michigan and Huron are one lake of 208,000; the Caspian, 371,000, is Natural Earth's
const NEAR_M = 35000; // beyond a metro's outermost DCs

const shore = await Shoreline.load(gshhgFolder());
const rivers = await Rivers.load(gshhgFolder());
let total = 0;

function write(name, layer, cells) {
  const file = encodeLayer(layer, cells.filter((cell) => cell.features.length > 0));
  writeFileSync(basemapPath(`${name}.bin`), file);
  total += file.length;
  console.log(`${name}: ${cells.length} cells, ${(file.length / 1000).toFixed(0)} kB`);
}

/** Features gathered by the square of `degrees` their middle lies in, each group with the box around it. */
function grouped(features, degrees, unitsPerDegree) {
  const groups = new Map();
  for (const feature of features) {
    const [west, south, east, north] = boxOf([feature]);
    const key = [west + east, south + north].map((v) => Math.floor(v / 2 / unitsPerDegree / degrees)).join();
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(feature);
  }
  return [...groups.values()].map((members) => ({ box: boxOf(members), features: members }));
}

/** Polygons with many points on their own, small ones in groups. */
function polygonCells(polygons, unitsPerDegree) {
  const big = polygons.filter((rings) => rings[0].points.length >= 300);
  const small = polygons.filter((rings) => rings[0].points.length < 300).flat();
  return [...big.map((rings) => ({ box: boxOf(rings), features: rings })), ...grouped(small, 30, unitsPerDegree)];
}

/** Lakes between two sizes, for zooms at which the shore's own layer is too fine. */
function lakeFeatures(leastKm2, toleranceM, unitsPerDegree) {
  const features = [];
  const lakesOnly = { corners: (bin) => shore.corners(bin), segments: (bin) => shore.segments(bin).filter((s) => s.level === 2 && s.areaKm2 >= leastKm2 && s.areaKm2 < LAKE_KM2_MAX) };
  for (let lat = SOUTH; lat < 84; ++lat) {
    for (let lon = -180; lon < 180; ++lon) {
      const segments = lakesOnly.segments(binAt(lat + 0.5, lon + 0.5));
      const flooded = segments.length === 0 && isBigLake(lat, lon);
      if (segments.length === 0 && !flooded) continue;
      const rings = ringsOfBin(lakesOnly, lat, lon, toleranceM, 0).filter((r) => r.level === 2);
      features.push(...rings.map((r) => ({ points: placed(r.points, lat, lon, unitsPerDegree), attribute: 2 })).filter((f) => f.points.length >= 3));
    }
  }
  return features;
}

/** A bin without a lake's shores, at most with those of islands, in the middle of a lake other than the Caspian. */
function isBigLake(lat, lon) {
  const corners = shore.corners(binAt(lat + 0.5, lon + 0.5));
  const caspian = lat >= 36 && lat < 48 && lon >= 46 && lon < 56;
  return !caspian && corners.every((level) => level === 2);
}

/** A bin's points in a layer's units; those on the bin's sides stay exactly on whole degrees. */
function placed(points, lat, lon, unitsPerDegree) {
  const all = points.map(([x, y]) => [lon * unitsPerDegree + Math.round((x / BIN_UNITS) * unitsPerDegree), lat * unitsPerDegree + Math.round((y / BIN_UNITS) * unitsPerDegree)]);
  return all.filter(([x, y], i) => x !== all.at(i - 1)[0] || y !== all.at(i - 1)[1]);
}

function isSquare(rings) {
  return rings.length === 1 && rings[0].points.length === 4 && rings[0].level === 1;
}

/** All of a block's rings; bins that are land all over become one rectangle a row. */
function blockAreas(west, south, detailOf, unitsPerDegree) {
  const features = [];
  for (let lat = south; lat < south + BLOCK; ++lat) {
    let run = null;
    for (let lon = west; lon <= west + BLOCK; ++lon) {
      const detail = detailOf(lat, lon);
      const rings = lon < west + BLOCK ? ringsOfBin(shore, lat, lon, detail.toleranceM, detail.leastKm2) : [];
      const square = isSquare(rings) && rings[0].points.every(([x, y]) => x % BIN_UNITS === 0 && y % BIN_UNITS === 0);
      if (square) run ??= lon;
      if (!square && run !== null) {
        const [x0, x1, y0, y1] = [run, lon, lat, lat + 1].map((v) => v * unitsPerDegree);
        features.push({ points: [[x0, y0], [x1, y0], [x1, y1], [x0, y1]], attribute: 1 });
        run = null;
      }
      if (!square) features.push(...rings.map((r) => ({ points: placed(r.points, lat, lon, unitsPerDegree), attribute: r.level })).filter((f) => f.points.length >= 3));
    }
  }
  return features;
}

function blockRivers(west, south, detailOf, unitsPerDegree) {
  const features = [];
  for (let lat = south; lat < south + BLOCK; ++lat) {
    for (let lon = west; lon < west + BLOCK; ++lon) {
      const { riverLevel, riverToleranceM } = detailOf(lat, lon);
      const sx = Math.cos(((lat + 0.5) * Math.PI) / 180);
      for (const { level, points } of rivers.segments(binAt(lat + 0.5, lon + 0.5))) {
        if (level > riverLevel) continue;
        const simple = placed(simplifyLine(points, (riverToleranceM / METRES_PER_DEGREE) * BIN_UNITS, sx), lat, lon, unitsPerDegree);
        if (simple.length >= 2) features.push({ points: simple, attribute: level });
      }
    }
  }
  return features;
}

/** Blocks of the whole world, or those that a bin of `only` lies in. */
function blocks(content, detailOf, unitsPerDegree, only = null) {
  const cells = [];
  for (let south = SOUTH; south < 84; south += BLOCK) {
    for (let west = -180; west < 180; west += BLOCK) {
      if (only && ![...only].some((bin) => inBlock(bin, west, south))) continue;
      const features = content(west, south, detailOf, unitsPerDegree);
      cells.push({ box: [west, south, west + BLOCK, south + BLOCK].map((v) => v * unitsPerDegree), features });
    }
  }
  return cells;
}

function inBlock(bin, west, south) {
  const [lat, lon] = bin.split(',').map(Number);
  return lat >= south && lat < south + BLOCK && lon >= west && lon < west + BLOCK;
}

/** Bins around the metros' DCs, as "lat,lon" of their south-west corners. */
function nearBins() {
  const bins = new Set();
  for (const dc of readCsv(seedPath('dcs.csv'))) {
    const dLat = NEAR_M / METRES_PER_DEGREE;
    const dLon = dLat / Math.cos((Number(dc.lat) * Math.PI) / 180);
    for (const lat of [Number(dc.lat) - dLat, Number(dc.lat) + dLat]) {
      for (const lon of [Number(dc.lon) - dLon, Number(dc.lon), Number(dc.lon) + dLon]) bins.add(`${Math.floor(lat)},${Math.floor(lon)}`);
    }
  }
  return bins;
}

const degrees = (toleranceM) => (line) => simplifyLine(line, toleranceM / METRES_PER_DEGREE);
const areas = (zoomMin, zoomMax, quantum) => ({ kind: KIND.areas, zoomMin, zoomMax, quantum });
const lines = (zoomMin, zoomMax, quantum) => ({ kind: KIND.lines, zoomMin, zoomMax, quantum });

write('land_110m', areas(0, 2, 1000), polygonCells(landPolygons('110m', 1000), 1000));
write('land_50m', areas(3, 5, 1000), polygonCells(landPolygons('50m', 1000), 1000));
write('lakes_110m', areas(0, 2, 1000), grouped(lakeFeatures(15000, 5000, 1000), 30, 1000));
write('lakes_50m', areas(3, 5, 1000), grouped(lakeFeatures(1500, 1200, 1000), 30, 1000));
write('borders_110m', lines(0, 2, 1000), grouped(borderLines('110m', 1000), 60, 1000));
write('borders_50m', lines(3, 5, 1000), grouped(borderLines('50m', 1000), 30, 1000));
write('borders_10m', lines(6, ZOOM_MAX, 100), grouped(borderLines('10m', 10000, degrees(120)), 6, 10000));
write('states', lines(4, ZOOM_MAX, 100), grouped(stateLines(10000, degrees(120)), 6, 10000));

const near = nearBins();
const nearOrFar = (lat, lon) => (near.has(`${lat},${lon}`) ? NEAR : FAR);
const antarctica = landPolygons('50m', 10000).filter((rings) => boxOf(rings)[3] < SOUTH * 10000);
write('land_world', areas(6, ZOOM_MAX, 100), [...blocks(blockAreas, () => FAR, 10000), ...polygonCells(antarctica, 10000)]);
write('land_metro', areas(9, ZOOM_MAX, 20), blocks(blockAreas, nearOrFar, 50000, near));
write('rivers_world', lines(5, ZOOM_MAX, 100), blocks(blockRivers, () => FAR, 10000));
write('rivers_metro', lines(9, ZOOM_MAX, 20), blocks(blockRivers, nearOrFar, 50000, near));

const labels = allLabels().map(({ lon, lat, ...rest }) => ({ ...rest, points: [[Math.round(lon * 10000), Math.round(lat * 10000)]] }));
const shownEarly = (label) => label.attribute % 32 <= 6;
write('labels_world', { kind: KIND.labels, zoomMin: 2, zoomMax: ZOOM_MAX, quantum: 100 }, grouped(labels.filter(shownEarly), 360, 10000));
write('labels_detail', { kind: KIND.labels, zoomMin: 7, zoomMax: ZOOM_MAX, quantum: 100 }, grouped(labels.filter((label) => !shownEarly(label)), 3, 10000));
console.log(`${(total / 1e6).toFixed(2)} MB in all`);
