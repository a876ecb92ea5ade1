// Names for DCs: the district they stand in, and where several stand in one, where in it, in the local language.

import { readFileSync } from 'node:fs';
import { bearing, PointGrid } from './geo.mjs';
import { placeGrid } from './places.mjs';

const words = JSON.parse(readFileSync(new URL('../input/words.json', import.meta.url), 'utf8'));

/**
 * Gives each site a `name` that is unique in its metro; sites that have one keep it.
 * @param districts further named places {name, lat, lon}, beside GeoNames'
 */
export function nameSites(metro, sites, districts) {
  const language = words.languages[words.countries[metro.country] ?? 'en'];
  const extra = new PointGrid(districts, 0.1);
  const taken = new Set(sites.map((s) => s.name).filter(Boolean));
  for (const site of sites) {
    if (site.name) continue;
    site.name = freeName(site, metro, language, extra, taken);
    taken.add(site.name);
  }
}

function freeName(site, metro, language, extra, taken) {
  const known = placeGrid.near(site, 12000).filter((n) => n.point.country === metro.country);
  const near = [...extra.near(site, 12000), ...known].sort((a, b) => a.m - b.m).slice(0, 12);
  const districts = near.map(({ point, m }) => ({ point, m, title: point.name === metro.place ? metro.local_name : point.name.replace(/,.*$/, '') }));
  for (const { title, m } of districts.slice(0, 2)) if (m <= 1400 && title !== metro.local_name && !taken.has(title)) return title;

  const fallback = [{ point: metro, m: 0, title: metro.local_name }];
  for (const { point, m, title } of [...districts.slice(0, 3), ...fallback, ...districts.slice(3)]) {
    const sector = Math.round(bearing(point, site) / (Math.PI / 4)) % 8;
    const compass = [0, 1, 7].map((turn) => language.compass[(sector + turn) % 8]);
    const qualifiers = m < 900 ? [language.centre, ...compass] : compass;
    for (const word of [...qualifiers, ...language.other]) if (!taken.has(`${title} ${word}`)) return `${title} ${word}`;
  }
  // Few places are known here: say both where it lies and what it is at.
  for (const side of language.compass) {
    for (const word of language.other) if (!taken.has(`${metro.local_name} ${side} ${word}`)) return `${metro.local_name} ${side} ${word}`;
  }
  for (let number = 2; ; ++number) if (!taken.has(`${metro.local_name} ${number}`)) return `${metro.local_name} ${number}`;
}
