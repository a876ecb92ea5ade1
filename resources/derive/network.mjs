// Derives resources/seed/{regions,metros,dcs}.csv: the network of 10,000 DCs. The same seed gives the same files.
// usage: node network.mjs [--gshhg FOLDER]

import { copyFileSync } from 'node:fs';
import tzLookup from 'tz-lookup';
import { readCsv, writeCsv } from './lib/csv.mjs';
import { distanceM } from './lib/geo.mjs';
import { Shoreline } from './lib/gshhg.mjs';
import { nameSites } from './lib/names.mjs';
import { gshhgFolder, inputPath, seedPath } from './lib/paths.mjs';
import { findPlace, mergedPopulation } from './lib/places.mjs';
import { Random } from './lib/random.mjs';
import { chooseSites, isEastOfBosphorus } from './lib/sites.mjs';

const SEED = 20260101;
const DC_COUNT = 10000;
const METRO_DCS = { min: 30, max: 150 };

/** Delivery radius at the middle and at the rim, metres: five miles, less where many live on little ground. */
const RADIUS_M = { dense: [2500, 5500], urban: [3000, 7000], suburban: [4500, 8000], rural: [6500, 8000] };

/** How built up a DC's place is, by its metro and by how far out it stands (0 middle, 1 rim). */
const DENSITY_RINGS = {
  dense: [[0.4, 'dense'], [0.85, 'urban'], [2, 'suburban']],
  urban: [[0.2, 'dense'], [0.65, 'urban'], [2, 'suburban']],
  suburban: [[0.2, 'urban'], [0.8, 'suburban'], [2, 'rural']],
  rural: [[0.15, 'urban'], [0.5, 'suburban'], [2, 'rural']],
};

const HOURS = { '0-1440': 0.58, '360-1440': 0.3, '420-1380': 0.12 };

/** Numbers of DCs by population, so that they sum up to DC_COUNT and stay within METRO_DCS. */
function allot(metros) {
  const share = (metro, scale) => Math.min(METRO_DCS.max, Math.max(METRO_DCS.min, Math.round(scale * metro.population ** 0.5)));
  const open = metros.filter((m) => !m.fixed);
  const wanted = DC_COUNT - metros.reduce((sum, m) => sum + (m.fixed || 0), 0);
  let [low, high] = [0, 1];
  for (let i = 0; i < 60; ++i) {
    const middle = (low + high) / 2;
    if (open.reduce((sum, m) => sum + share(m, middle), 0) < wanted) low = middle;
    else high = middle;
  }
  for (const metro of metros) metro.count = metro.fixed || share(metro, low);
  let rest = DC_COUNT - metros.reduce((sum, m) => sum + m.count, 0);
  for (const metro of [...open].sort((a, b) => b.population - a.population)) {
    if (rest > 0 && metro.count < METRO_DCS.max && metro.count > METRO_DCS.min) {
      ++metro.count;
      --rest;
    }
  }
  if (rest !== 0) throw new Error(`${rest} DCs are left over`);
}

function readMetros() {
  return readCsv(inputPath('metros.csv')).map((row) => {
    const place = findPlace(row.place, row.country);
    const [lat, lon] = row.middle ? row.middle.split(' ').map(Number) : [place.lat, place.lon];
    return { ...row, lat, lon, population: Number(row.population) || mergedPopulation(place, row.density), tz: tzLookup(lat, lon), fixed: Number(row.dcs), full_shelf: row.full_shelf === '1' ? 1 : 0 };
  });
}

function describe(metro, site, reachM, random) {
  const outward = Math.min(1, distanceM(site, metro) / reachM);
  const [middle, rim] = RADIUS_M[metro.density];
  const radius = Math.min(8000, Math.max(2500, (middle + (rim - middle) * outward) * random.between(0.92, 1.08)));
  const [open, close] = (site.pinned ? '0-1440' : random.pick(HOURS)).split('-').map(Number);
  return {
    metro: metro.code,
    region: metro.east_region && isEastOfBosphorus(site) ? metro.east_region : metro.region,
    lat: site.lat.toFixed(6),
    lon: site.lon.toFixed(6),
    tz: metro.tz, // a metropolis lives by one clock, and a look-up beside a border may find the neighbour's
    radius_m: site.radius_m ?? Math.round(radius / 50) * 50,
    open_minute: open,
    close_minute: close,
    density: DENSITY_RINGS[metro.density].find(([until]) => outward <= until)[1],
  };
}

/** A metro's DCs in the order of their numbers: pins have theirs, the others fill the gaps from the middle outwards. */
function dcsOf(metro, shore, { pins, excluded, districts }) {
  const random = Random.of(SEED, metro.code);
  const pinned = pins.map((p) => ({ name: p.name, lat: p.lat, lon: p.lon, radius_m: p.radiusM, number: Number(p.number), pinned: true }));
  const sites = chooseSites({ metro, pins: pinned, excluded, shore, random, count: metro.count });
  nameSites(metro, sites, districts);
  const used = new Set(pinned.map((p) => p.number));
  let next = 1;
  for (const site of sites) {
    if (site.number) continue;
    while (used.has(next)) ++next;
    site.number = next++;
  }
  const reachM = Math.max(...sites.map((s) => distanceM(s, metro)));
  sites.sort((a, b) => a.number - b.number);
  return sites.map((site) => ({ code: `${metro.code}-${String(site.number).padStart(3, '0')}`, name: site.name, ...describe(metro, site, reachM, random) }));
}

const shore = await Shoreline.load(gshhgFolder());
const metros = readMetros();
allot(metros);

const positioned = (row) => ({ ...row, lat: Number(row.lat), lon: Number(row.lon), radiusM: Number(row.radius_m) });
const [pins, excluded, districts] = ['pins.csv', 'excluded.csv', 'districts.csv'].map((name) => readCsv(inputPath(name)).map(positioned));

const dcs = [];
for (const metro of metros) {
  const here = (rows) => rows.filter((row) => row.metro === metro.code);
  dcs.push(...dcsOf(metro, shore, { pins: here(pins), excluded: here(excluded), districts: here(districts) }));
  console.log(`${metro.code} ${metro.count} DCs, ${metro.population} people`);
}
dcs.forEach((dc, i) => (dc.id = i + 1));

copyFileSync(inputPath('regions.csv'), seedPath('regions.csv'));
writeCsv(seedPath('metros.csv'), ['code', 'name', 'local_name', 'country', 'lat', 'lon', 'population', 'region', 'east_region', 'tz', 'currency', 'density', 'dc_count', 'full_shelf'],
  metros.map((m) => ({ ...m, lat: m.lat.toFixed(6), lon: m.lon.toFixed(6), dc_count: m.count })));
writeCsv(seedPath('dcs.csv'), ['id', 'code', 'name', 'metro', 'region', 'lat', 'lon', 'tz', 'radius_m', 'open_minute', 'close_minute', 'density'], dcs);
