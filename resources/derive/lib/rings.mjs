// Rings of land and lakes out of a bin of GSHHG: its segments, closed along the bin's sides.

import { BIN_UNITS as UNIT, binAt, SIDE } from './gshhg.mjs';
import { simplifyLine, simplifyRing } from './simplify.mjs';

const CORNERS = [[0, 0], [UNIT, 0], [UNIT, UNIT], [0, UNIT]];

/** How far round the bin a point of one of its sides lies, counter-clockwise from the south-west corner, 0..4. */
function roundAt([x, y], side) {
  return [x / UNIT, 1 + y / UNIT, 3 - x / UNIT, 4 - y / UNIT][side];
}

/** A segment the other way round. */
function reversed(segment) {
  return { ...segment, entry: segment.exit, exit: segment.entry, points: [...segment.points].reverse() };
}

/** Joins segments that enter and leave a bin and have the inside on their left, so that the rings go counter-clockwise. */
function joined(segments) {
  const open = segments.map((s) => ({ points: s.points, in: roundAt(s.points[0], s.entry), out: roundAt(s.points.at(-1), s.exit), used: false }));
  const rings = [];
  for (const first of open) {
    if (first.used) continue;
    const ring = [];
    for (let segment = first; !segment.used; ) {
      segment.used = true;
      ring.push(...segment.points);
      const ahead = (s) => (s.in - segment.out + 4) % 4;
      const next = open.reduce((best, s) => (ahead(s) < ahead(best) ? s : best));
      const until = segment.out + ahead(next);
      for (let corner = Math.floor(segment.out) + 1; corner <= until; ++corner) ring.push(CORNERS[corner % 4]);
      segment = next;
    }
    rings.push(ring);
  }
  return rings;
}

function areaKm2(ring, lat) {
  let twice = 0;
  ring.forEach(([x, y], i) => {
    const [nx, ny] = ring[(i + 1) % ring.length];
    twice += x * ny - nx * y;
  });
  return (Math.abs(twice) / 2 / UNIT / UNIT) * 111.195 ** 2 * Math.cos((lat * Math.PI) / 180);
}

/**
 * Rings of the one-degree bin whose south-west corner is (lat, lon), as {level, points} in units of the bin, level 1 land, 2 lake,
 * 3 island in it, 4 pond on that. Filled even-odd together they give the dry ground. A bin that is all land is one square.
 * @param toleranceM how far a dropped point may lie off
 * @param leastKm2 closed rings smaller than this are left out
 */
export function ringsOfBin(shore, lat, lon, toleranceM, leastKm2) {
  const bin = binAt(lat + 0.5, lon + 0.5);
  const middle = lat + 0.5;
  const sx = Math.cos((middle * Math.PI) / 180);
  const tolerance = (toleranceM / 111195) * UNIT;
  const segments = shore.segments(bin);
  const corner = shore.corners(bin)[0];
  const rings = [];
  for (let level = 1; level <= 4; ++level) {
    const ofLevel = segments.filter((s) => s.level === level);
    for (const { points } of ofLevel.filter((s) => s.entry === SIDE.closed)) {
      const ring = points.slice(0, -1);
      if (ring.length < 3 || areaKm2(ring, middle) < leastKm2) continue;
      const simple = simplifyRing(ring, tolerance, sx);
      if (simple.length > 0) rings.push({ level, points: simple });
    }
    const open = ofLevel.filter((s) => s.entry !== SIDE.closed).map((s) => ({ ...s, points: simplifyLine(s.points, tolerance, sx) }));
    const insideLeft = level % 2 === 1 ? open : open.map(reversed); // the file has the dry side on the left, always
    if (open.length > 0) rings.push(...joined(insideLeft).map((points) => ({ level, points })));
    else if (corner >= level) rings.push({ level, points: CORNERS });
  }
  return rings;
}
