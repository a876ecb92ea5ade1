// What is written on the map: countries, cities and districts, each with the zoom from which on it may show.

import { readFileSync } from 'node:fs';
import { readCsv } from './csv.mjs';
import { PointGrid } from './geo.mjs';
import { inputPath, seedPath } from './paths.mjs';
import { places } from './places.mjs';
import { countries } from './shapes.mjs';

/** A label's attribute: zoom from which on it shows, plus this for what it names. */
export const LABEL = { city: 0, metro: 32, district: 64, country: 96 };

const CITY_ZOOMS = [[5e6, 3], [2e6, 4], [8e5, 5], [3e5, 6], [1e5, 7], [4e4, 8], [15e3, 9], [5e3, 10], [0, 11]];
const DETAIL_M = 45000; // around metros every place is known
const FAR_POPULATION_MIN = 15000;

function ringArea(ring) {
  let twice = 0;
  for (let i = 1; i < ring.length; ++i) twice += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  return Math.abs(twice) / 2;
}

function inside(rings, x, y) {
  let odd = false;
  for (const ring of rings) {
    for (let i = 1; i < ring.length; ++i) {
      const [[x0, y0], [x1, y1]] = [ring[i - 1], ring[i]];
      if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) odd = !odd;
    }
  }
  return odd;
}

/** A point of a polygon far from its border, as people expect a country's name: the best of a grid, by distance to the shore. */
function middleOf(rings) {
  const [xs, ys] = [0, 1].map((axis) => rings[0].map((p) => p[axis]));
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  let best = { clear: -1 };
  for (let i = 1; i < 24; ++i) {
    for (let j = 1; j < 24; ++j) {
      const [x, y] = [west + ((east - west) * i) / 24, south + ((north - south) * j) / 24];
      if (!inside(rings, x, y)) continue;
      const sx = Math.cos((y * Math.PI) / 180);
      let clear = Infinity;
      for (const ring of rings) for (const [px, py] of ring) clear = Math.min(clear, Math.hypot((px - x) * sx * 0.6, py - y)); // names are wide
      if (clear > best.clear) best = { clear, x, y };
    }
  }
  return best.clear < 0 ? { x: (west + east) / 2, y: (south + north) / 2 } : best;
}

function countryLabels() {
  const names = JSON.parse(readFileSync(inputPath('country_names.json'), 'utf8'));
  return countries().flatMap(({ name, polygons }) => {
    const largest = polygons.reduce((a, b) => (ringArea(b[0]) > ringArea(a[0]) ? b : a));
    const { x, y } = middleOf(largest);
    const area = ringArea(largest[0]) * Math.cos((y * Math.PI) / 180); // square degrees at the equator
    const zoom = area > 150 ? 2 : area > 40 ? 3 : area > 8 ? 4 : area > 1 ? 5 : 6;
    const shown = names[name] ?? name;
    return shown === '' ? [] : [{ name: shown, lon: x > 180 ? x - 360 : x, lat: y, population: 0, attribute: LABEL.country + zoom }];
  });
}

function metroZoom(population) {
  return population >= 8e6 ? 3 : population >= 2.5e6 ? 4 : 5;
}

/** All labels {name, lon, lat, population, attribute}. */
export function allLabels() {
  const positioned = (row) => ({ ...row, lat: Number(row.lat), lon: Number(row.lon) });
  const metros = readCsv(seedPath('metros.csv')).map(positioned);
  const around = new PointGrid(metros, 1);
  const metroLabels = metros.map((m) => ({ name: m.name, lat: m.lat, lon: m.lon, population: Number(m.population), attribute: LABEL.metro + metroZoom(Number(m.population)) }));

  const taken = new PointGrid(metroLabels, 1);
  const placeLabels = places.flatMap(({ name, lat, lon, population, feature }) => {
    const near = around.near({ lat, lon }, DETAIL_M).length > 0;
    if (!near && population < FAR_POPULATION_MIN) return [];
    if (taken.near({ lat, lon }, 12000).some(({ point }) => population > 3e5 && point.population >= population * 0.6 && feature !== 'PPLX' && point.name.slice(0, 3) === name.slice(0, 3))) return [];
    const shown = name.replace(/,.*$/, '');
    if (feature === 'PPLX') return near ? [{ name: shown, lat, lon, population, attribute: LABEL.district + (population > 20000 ? 11 : 12) }] : [];
    return [{ name: shown, lat, lon, population, attribute: LABEL.city + CITY_ZOOMS.find(([least]) => population >= least)[1] }];
  });

  const known = new PointGrid(placeLabels, 0.1);
  const districts = readCsv(inputPath('districts.csv')).map(positioned);
  const districtLabels = districts
    .filter((d) => !known.near(d, 3000).some(({ point }) => point.name === d.name))
    .map(({ name, lat, lon }) => ({ name, lat, lon, population: 0, attribute: LABEL.district + 11 }));
  return [...countryLabels(), ...metroLabels, ...placeLabels, ...districtLabels];
}
