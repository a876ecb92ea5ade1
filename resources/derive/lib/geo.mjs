// Spherical geometry in metres, on the earth radius that shared/geo.h and PostGIS's sphere use.

export const EARTH_RADIUS_M = 6371008.771415059;
export const METRES_PER_DEGREE = (EARTH_RADIUS_M * Math.PI) / 180;

const RAD = Math.PI / 180;

/** Great-circle distance in metres between points of the form {lat, lon} (degrees). */
export function distanceM(a, b) {
  const dLat = (b.lat - a.lat) * RAD;
  const dLon = (b.lon - a.lon) * RAD;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * RAD) * Math.cos(b.lat * RAD) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** The point `metres` away from `from`, at `bearing` radians clockwise from north; flat, for a few dozen kilometres. */
export function offset(from, bearing, metres) {
  return {
    lat: from.lat + (Math.cos(bearing) * metres) / METRES_PER_DEGREE,
    lon: from.lon + (Math.sin(bearing) * metres) / (METRES_PER_DEGREE * Math.cos(from.lat * RAD)),
  };
}

/** Bearing from a to b in radians, 0 = north, clockwise, in 0..2 pi. */
export function bearing(a, b) {
  const x = (b.lon - a.lon) * Math.cos(a.lat * RAD);
  return (Math.atan2(x, b.lat - a.lat) + 2 * Math.PI) % (2 * Math.PI);
}

/** Buckets points of the form {lat, lon} so that `near` need not look at all of them. */
export class PointGrid {
  #cells = new Map();
  #cellDeg;

  constructor(points = [], cellDeg = 0.1) {
    this.#cellDeg = cellDeg;
    for (const p of points) this.add(p);
  }

  add(p) {
    const key = this.#key(Math.floor(p.lat / this.#cellDeg), Math.floor(p.lon / this.#cellDeg));
    if (!this.#cells.has(key)) this.#cells.set(key, []);
    this.#cells.get(key).push(p);
  }

  /** Points within `metres` of `at` as {point, m}, nearest first. */
  near(at, metres) {
    const dLat = metres / METRES_PER_DEGREE;
    const dLon = dLat / Math.cos(at.lat * RAD);
    const found = [];
    for (let y = Math.floor((at.lat - dLat) / this.#cellDeg); y <= Math.floor((at.lat + dLat) / this.#cellDeg); ++y) {
      for (let x = Math.floor((at.lon - dLon) / this.#cellDeg); x <= Math.floor((at.lon + dLon) / this.#cellDeg); ++x) {
        for (const point of this.#cells.get(this.#key(y, x)) ?? []) {
          const m = distanceM(at, point);
          if (m <= metres) found.push({ point, m });
        }
      }
    }
    return found.sort((a, b) => a.m - b.m);
  }

  #key(y, x) {
    return y * 100000 + x;
  }
}
