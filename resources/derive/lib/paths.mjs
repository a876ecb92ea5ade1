// Where the scripts read and write.

import { fileURLToPath } from 'node:url';

export const inputPath = (name) => fileURLToPath(new URL(`../input/${name}`, import.meta.url));
export const seedPath = (name) => fileURLToPath(new URL(`../../seed/${name}`, import.meta.url));
export const basemapPath = (name) => fileURLToPath(new URL(`../../basemap/${name}`, import.meta.url));

/** Folder of GSHHG's netCDF files: --gshhg FOLDER, else where Debian's gmt-gshhg-full installs them. */
export function gshhgFolder() {
  const option = process.argv.indexOf('--gshhg');
  return option > 0 ? process.argv[option + 1] : '/usr/share/gmt-gshhg';
}
