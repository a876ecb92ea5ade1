// Turns GSHHG's shoreline into a grid of dry and wet cells.

import { BIN_UNITS as UNIT, binAt, SIDE } from './gshhg.mjs';


/**
 * Wet cells of a grid, judged at each cell's centre.
 * @param grid {south, west, stepLat, stepLon (degrees), rows, columns}
 * @return Uint8Array of rows x columns, row 0 southernmost, column 0 westernmost; 1 = water
 */
export function rasterise(shore, grid) {
  const wet = new Uint8Array(grid.rows * grid.columns);
  const north = grid.south + grid.rows * grid.stepLat;
  const east = grid.west + grid.columns * grid.stepLon;
  for (let lat = Math.floor(grid.south); lat < north; ++lat) {
    for (let lon = Math.floor(grid.west); lon < east; ++lon) fillBin(shore, lat, lon, grid, wet);
  }
  return wet;
}

function fillBin(shore, lat, lon, grid, wet) {
  const bin = binAt(lat + 0.5, lon + 0.5);
  const rowLat = (row) => grid.south + (row + 0.5) * grid.stepLat;
  const columnLon = (column) => grid.west + (column + 0.5) * grid.stepLon;
  const first = Math.max(0, Math.ceil((lat - grid.south) / grid.stepLat - 0.5));
  const last = Math.min(grid.rows - 1, Math.ceil((lat + 1 - grid.south) / grid.stepLat - 0.5) - 1);
  if (last < first) return;

  const crossings = Array.from({ length: last - first + 1 }, () => []); // a row's shoreline, x in the bin's units
  const onWestSide = [];
  for (const { entry, exit, points } of shore.segments(bin)) {
    if (entry === SIDE.west) onWestSide.push(points[0][1]);
    if (exit === SIDE.west) onWestSide.push(points.at(-1)[1]);
    for (let p = 1; p < points.length; ++p) addCrossings(points[p - 1], points[p]);
  }

  function addCrossings([x0, y0], [x1, y1]) {
    const toRow = (y) => (lat + y / UNIT - grid.south) / grid.stepLat - 0.5;
    const from = Math.max(first, Math.ceil(toRow(Math.min(y0, y1))));
    const to = Math.min(last, Math.floor(toRow(Math.max(y0, y1))));
    for (let row = from; row <= to; ++row) {
      const y = (rowLat(row) - lat) * UNIT;
      if (y0 > y !== y1 > y) crossings[row - first].push(x0 + ((y - y0) / (y1 - y0)) * (x1 - x0));
    }
  }

  const cornerDry = shore.corners(bin)[0] % 2 === 1;
  const firstColumn = Math.max(0, Math.ceil((lon - grid.west) / grid.stepLon - 0.5));
  for (let row = first; row <= last; ++row) {
    const y = (rowLat(row) - lat) * UNIT;
    let dry = cornerDry !== (onWestSide.filter((side) => side < y).length % 2 === 1);
    const xs = crossings[row - first].sort((a, b) => a - b);
    let next = 0;
    for (let column = firstColumn; column < grid.columns && columnLon(column) < lon + 1; ++column) {
      const x = (columnLon(column) - lon) * UNIT;
      for (; next < xs.length && xs[next] <= x; ++next) dry = !dry;
      if (!dry) wet[row * grid.columns + column] = 1;
    }
  }
}
