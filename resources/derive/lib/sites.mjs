// Where a metro's DCs stand: they grow outwards from its middle, each 1 to 3 km from its nearest neighbour, on dry
// land of the metro's own country, near where people live.

import { isForeign } from './borders.mjs';
import { distanceM, offset, PointGrid } from './geo.mjs';
import { countryNear, placeGrid } from './places.mjs';

const NEIGHBOUR_MIN_M = 1000;
const NEIGHBOUR_MAX_M = 3000;
const SHORE_M = 150; // no DC this near to water
const TRIES = 14; // sites tried around each one
const SUBCENTRE_POPULATION = 80000;

/** Least distance between neighbours at the middle, and how much it grows a kilometre outwards. */
const SPACING = {
  dense: { middleM: 1020, growthM: 45 },
  urban: { middleM: 1150, growthM: 60 },
  suburban: { middleM: 1400, growthM: 70 },
  rural: { middleM: 1600, growthM: 80 },
};

/** A queue that gives the cheapest first: a binary heap. */
class CheapestFirst {
  #heap = [];

  get empty() {
    return this.#heap.length === 0;
  }

  push(cost, value) {
    const heap = this.#heap;
    let i = heap.push({ cost, value }) - 1;
    for (let up = (i - 1) >> 1; i > 0 && heap[up].cost > heap[i].cost; i = up, up = (i - 1) >> 1) {
      [heap[i], heap[up]] = [heap[up], heap[i]];
    }
  }

  pop() {
    const heap = this.#heap;
    const top = heap[0].value;
    const last = heap.pop();
    if (heap.length > 0) {
      heap[0] = last;
      for (let i = 0; ; ) {
        let least = i;
        for (const child of [2 * i + 1, 2 * i + 2]) if (child < heap.length && heap[child].cost < heap[least].cost) least = child;
        if (least === i) break;
        [heap[i], heap[least]] = [heap[least], heap[i]];
        i = least;
      }
    }
    return top;
  }
}

/** Whether a position and all around it are dry. */
export function isDry(shore, at, marginM = SHORE_M) {
  if (!shore.isLand(at.lat, at.lon)) return false;
  for (let i = 0; i < 8; ++i) {
    const beside = offset(at, (i * Math.PI) / 4, marginM);
    if (!shore.isLand(beside.lat, beside.lon)) return false;
  }
  return true;
}

function leastSpacingM(density, fromMiddleM) {
  const { middleM, growthM } = SPACING[density];
  return Math.min(2550, middleM + (growthM * fromMiddleM) / 1000);
}

/** What a site costs: its way to the middle, dearer in open country, cheaper in towns. */
function cost(site, middle) {
  const around = placeGrid.near(site, 4000).map((n) => n.point);
  const people = around.reduce((sum, p) => sum + p.population, 0);
  const factor = around.length === 0 ? 1.6 : people > 50000 ? 0.85 : people < 5000 ? 1.25 : 1;
  return distanceM(site, middle) * factor;
}

function roundedTo6(site) {
  return { ...site, lat: Number(site.lat.toFixed(6)), lon: Number(site.lon.toFixed(6)) };
}

function grow({ metro, pins, shore, random, count, forbidden }) {
  const chosen = [];
  const grid = new PointGrid([], 0.05);
  const queue = new CheapestFirst();
  const take = (site) => {
    chosen.push(site);
    grid.add(site);
    const spacing = leastSpacingM(metro.density, distanceM(site, metro));
    for (let i = 0; i < TRIES; ++i) {
      const next = offset(site, random.between(0, 2 * Math.PI), random.between(spacing, Math.min(1.3 * spacing, NEIGHBOUR_MAX_M - 30)));
      queue.push(cost(next, metro), next);
    }
  };
  const fits = (site) => {
    const spacing = Math.max(NEIGHBOUR_MIN_M, leastSpacingM(metro.density, distanceM(site, metro)));
    const free = grid.near(site, spacing).length === 0 && forbidden.every((f) => distanceM(site, f) > f.radiusM);
    return free && isDry(shore, site) && countryNear(site) === metro.country && !isForeign(site, metro.country);
  };

  pins.forEach(take);
  queue.push(0, { lat: metro.lat, lon: metro.lon });
  for (const { point } of placeGrid.near(metro, 35000)) {
    if (point.country === metro.country && point.population >= SUBCENTRE_POPULATION) queue.push(cost(point, metro), point);
  }
  // The middle itself may be in the water or beside a pin; these stand in for it.
  for (let i = 0; i < 24; ++i) queue.push(500, offset(metro, random.between(0, 2 * Math.PI), random.between(300, 2500)));
  while (chosen.length < count) {
    if (queue.empty) throw new Error(`${metro.code}: room for ${chosen.length} DCs only`);
    const site = roundedTo6(queue.pop());
    if (fits(site)) take({ lat: site.lat, lon: site.lon });
  }
  return { chosen, grid };
}

/**
 * `count` sites of a metro, pins first, then from the middle outwards.
 * @param metro {code, country, lat, lon, density}
 * @param excluded circles {lat, lon, radiusM} without DCs
 */
export function chooseSites({ metro, pins, excluded, shore, random, count }) {
  const forbidden = [...excluded];
  for (let round = 0; round < 20; ++round) {
    const { chosen, grid } = grow({ metro, pins, shore, random, count, forbidden });
    // A town across a bay may have got one DC that nobody is near to: without it, then.
    const alone = chosen.filter((site) => grid.near(site, NEIGHBOUR_MAX_M).length < 2);
    if (alone.length === 0) return chosen;
    alone.forEach((site) => forbidden.push({ ...site, radiusM: 200 }));
  }
  throw new Error(`${metro.code}: some DC always stands alone`);
}

/** Side of the Bosphorus: true east of its middle line, which leads from the Marmara to the Black Sea. */
export function isEastOfBosphorus(site) {
  const line = [[40.6, 28.9], [40.98, 28.985], [41.02, 29.0], [41.0455, 29.034], [41.068, 29.05], [41.0912, 29.0614], [41.115, 29.068],
    [41.14, 29.07], [41.17, 29.075], [41.203, 29.112], [41.225, 29.125], [41.4, 29.15]];
  const i = Math.max(1, line.findIndex(([lat]) => lat >= site.lat));
  const [lat0, lon0] = line[i - 1];
  const [lat1, lon1] = line[i];
  return site.lon > lon0 + ((site.lat - lat0) / (lat1 - lat0)) * (lon1 - lon0);
}

