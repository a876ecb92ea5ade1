// Whose ground a position is, by Natural Earth's 10m countries.

import { createRequire } from 'node:module';
import { feature } from 'topojson-client';

/** ISO 3166 numeric codes, as Natural Earth has them, of the countries with metros. */
const NUMERIC = {
  AE: '784', AR: '032', AT: '040', AU: '036', BE: '056', BG: '100', BR: '076', CA: '124', CH: '756', CN: '156', CO: '170', CZ: '203', DE: '276',
  DK: '208', EG: '818', ES: '724', FI: '246', FR: '250', GB: '826', GR: '300', HK: '344', HR: '191', ID: '360', IE: '372', IN: '356', IT: '380',
  JP: '392', KR: '410', LT: '440', MX: '484', NL: '528', NO: '578', PL: '616', PT: '620', SE: '752', SG: '702', TH: '764', TR: '792', US: '840', ZA: '710',
};

const topology = createRequire(import.meta.url)('world-atlas/countries-10m.json');
const countries = feature(topology, topology.objects.countries).features.flatMap(({ id, geometry }) => {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons.map((rings) => {
    const [xs, ys] = [0, 1].map((axis) => rings[0].map((point) => point[axis]));
    return { id, rings, west: Math.min(...xs), east: Math.max(...xs), south: Math.min(...ys), north: Math.max(...ys) };
  });
});

function contains({ rings, west, east, south, north }, { lat, lon }) {
  if (lon < west || lon > east || lat < south || lat > north) return false;
  let inside = false;
  for (const ring of rings) {
    for (let i = 1; i < ring.length; ++i) {
      const [[x0, y0], [x1, y1]] = [ring[i - 1], ring[i]];
      if (y0 > lat !== y1 > lat && lon < x0 + ((lat - y0) / (y1 - y0)) * (x1 - x0)) inside = !inside;
    }
  }
  return inside;
}

/** Whether a position is another country's; on a coast, where Natural Earth may see water, it is nobody's. */
export function isForeign(position, country) {
  const found = countries.find((c) => contains(c, position));
  return found !== undefined && found.id !== NUMERIC[country];
}
