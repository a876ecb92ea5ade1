// Natural Earth's shapes (npm world-atlas, us-atlas) as rings and lines in whole units of a layer.

import { createRequire } from 'node:module';
import { feature, mesh } from 'topojson-client';

const require = createRequire(import.meta.url);

/** Points in units, without repetitions. */
function inUnits(points, unitsPerDegree) {
  const rounded = points.map((p) => p.map((v) => Math.round(v * unitsPerDegree)));
  return rounded.filter(([x, y], i) => i === 0 || x !== rounded[i - 1][0] || y !== rounded[i - 1][1]);
}

/** Lets longitudes run on past 180 instead of jumping to -180; the shape's middle stays within them. */
function unwrapped(points) {
  let turn = 0;
  const xs = points.map(([x], i) => {
    const jump = i === 0 ? 0 : x - points[i - 1][0];
    if (jump > 180) turn -= 360;
    if (jump < -180) turn += 360;
    return x + turn;
  });
  const middle = (xs.reduce((a, b) => Math.min(a, b)) + xs.reduce((a, b) => Math.max(a, b))) / 2;
  const back = -360 * Math.round(middle / 360);
  return points.map(([, y], i) => [xs[i] + back, y]);
}

/** A closed ring with its last point dropped; one that goes round the pole (Antarctica) is closed over it. */
function ringOf(points) {
  const ring = unwrapped(points);
  const [first, last] = [ring[0], ring.at(-1)];
  if (Math.abs(first[0] - last[0]) > 180) return [...ring, [last[0], -90], [first[0], -90]];
  return ring.slice(0, -1);
}

/** Land as polygons: arrays of rings {points, attribute}, attribute 1 for land and 2 for a lake in it. */
export function landPolygons(scale, unitsPerDegree) {
  const topology = require(`world-atlas/land-${scale}.json`);
  const { geometry } = feature(topology, topology.objects.land).features[0];
  return geometry.coordinates
    .map((rings) => rings.map((ring, i) => ({ points: inUnits(ringOf(ring), unitsPerDegree), attribute: i === 0 ? 1 : 2 })))
    .map((rings) => rings.filter(({ points }) => points.length >= 3))
    .filter((rings) => rings.length > 0);
}

function linesOf(topology, object, unitsPerDegree, simplify) {
  const { coordinates } = mesh(topology, object, (a, b) => a !== b);
  const pieces = [];
  for (const line of coordinates) {
    const points = inUnits(simplify(unwrapped(line)), unitsPerDegree);
    for (let from = 0; from + 1 < points.length; from += 100) pieces.push({ points: points.slice(from, from + 101), attribute: 0 });
  }
  return pieces;
}

/** Borders between countries, in pieces of 101 points at most. */
export function borderLines(scale, unitsPerDegree, simplify = (line) => line) {
  const topology = require(`world-atlas/countries-${scale}.json`);
  return linesOf(topology, topology.objects.countries, unitsPerDegree, simplify);
}

/** Borders between the states of the USA. */
export function stateLines(unitsPerDegree, simplify = (line) => line) {
  const topology = require('us-atlas/states-10m.json');
  return linesOf(topology, topology.objects.states, unitsPerDegree, simplify);
}

/** Countries as {name, polygons} in degrees. */
export function countries() {
  const topology = require('world-atlas/countries-50m.json');
  return feature(topology, topology.objects.countries).features.map(({ properties, geometry }) => ({
    name: properties.name,
    polygons: (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).map((rings) => rings.map(unwrapped)),
  }));
}
