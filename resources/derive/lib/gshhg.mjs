// Reads the binned GSHHG shoreline and WDBII river files (netCDF 4 = HDF5) of Debian's gmt-gshhg-full.
//
// The world is cut into bins of one degree. A bin has the level of its four corners (0 ocean, 1 land, 2 lake,
// 3 island in a lake, 4 pond on it) and segments: pieces of shoreline that enter and leave over a side, or closed
// rings. So odd levels are dry, and each shoreline crossed changes dry to wet or back.

import h5wasm from 'h5wasm/node';

const UNIT = 65535; // a bin's width and height in the file's units

export const SIDE = { south: 0, east: 1, north: 2, west: 3, closed: 4 };

async function open(path) {
  await h5wasm.ready;
  const file = new h5wasm.File(path, 'r');
  return (name) => file.get(name).value;
}

function unsigned(shorts) {
  return new Uint16Array(shorts.buffer, shorts.byteOffset, shorts.length);
}

/** Width and height of a bin in the units of its segments' points. */
export const BIN_UNITS = UNIT;

/** Index of the bin that holds a position; row 0 is the northernmost, column 0 begins at Greenwich. */
export function binAt(lat, lon) {
  const row = Math.min(179, Math.max(0, 89 - Math.floor(lat)));
  const column = ((Math.floor(lon) % 360) + 360) % 360;
  return row * 360 + column;
}

/** South-west corner of a bin, longitude in -180..179. */
export function binCorner(bin) {
  const column = bin % 360;
  return { lat: 89 - Math.floor(bin / 360), lon: column >= 180 ? column - 360 : column };
}

export class Shoreline {
  #data;

  static async load(folder) {
    const get = await open(`${folder}/binned_GSHHS_f.nc`);
    const shore = new Shoreline();
    shore.#data = {
      firstSegment: get('Id_of_first_segment_in_a_bin'),
      segmentCount: get('N_segments_in_a_bin'),
      corners: get('Embedded_node_levels_in_a_bin'),
      info: get('Embedded_npts_levels_exit_entry_for_a_segment'),
      firstPoint: get('Id_of_first_point_in_a_segment'),
      polygon: get('Id_of_GSHHS_ID'),
      area: get('The_km_squared_area_of_polygons'),
      x: unsigned(get('Relative_longitude_from_SW_corner_of_bin')),
      y: unsigned(get('Relative_latitude_from_SW_corner_of_bin')),
    };
    return shore;
  }

  /** Levels of a bin's corners: south-west, south-east, north-east, north-west. */
  corners(bin) {
    const packed = this.#data.corners[bin];
    return [(packed >> 9) & 7, (packed >> 6) & 7, (packed >> 3) & 7, packed & 7];
  }

  /**
   * Segments of a bin: {level, entry, exit, areaKm2, points}, points being [x, y] in 0..65535 from the bin's
   * south-west corner. The dry side is on the left, whatever the level.
   */
  segments(bin) {
    const d = this.#data;
    const found = [];
    for (let s = d.firstSegment[bin]; s < d.firstSegment[bin] + d.segmentCount[bin]; ++s) {
      const points = [];
      for (let p = d.firstPoint[s]; p < d.firstPoint[s] + (d.info[s] >>> 9); ++p) points.push([d.x[p], d.y[p]]);
      const info = d.info[s];
      const areaKm2 = Math.abs(d.area[d.polygon[s]]);
      found.push({ level: (info >> 6) & 7, entry: (info >> 3) & 7, exit: info & 7, areaKm2, points });
    }
    return found;
  }

  /** Whether a position is dry: crosses the shorelines between it and a corner of its bin, and counts. */
  isLand(lat, lon) {
    const bin = binAt(lat, lon);
    const px = (lon - Math.floor(lon)) * UNIT;
    const py = (lat - Math.floor(lat)) * UNIT;
    const d = this.#data;
    let dry = this.corners(bin)[0] % 2 === 1;
    // The way goes up along the western side to the position's height, then east; a hair inside, so that points that
    // lie on the side itself do not touch it.
    const wx = 0.25;
    for (let s = d.firstSegment[bin]; s < d.firstSegment[bin] + d.segmentCount[bin]; ++s) {
      const from = d.firstPoint[s];
      for (let p = from + 1; p < from + (d.info[s] >>> 9); ++p) {
        const [x0, y0, x1, y1] = [d.x[p - 1], d.y[p - 1], d.x[p], d.y[p]];
        if ((y0 > py) !== (y1 > py)) {
          const x = x0 + ((py - y0) / (y1 - y0)) * (x1 - x0);
          if (x > wx && x <= px) dry = !dry;
        }
        if ((x0 > wx) !== (x1 > wx)) {
          const y = y0 + ((wx - x0) / (x1 - x0)) * (y1 - y0);
          if (y >= 0 && y <= py) dry = !dry;
        }
      }
    }
    return dry;
  }
}

/** WDBII's rivers: lines without width. */
export class Rivers {
  #data;

  static async load(folder) {
    const get = await open(`${folder}/binned_river_f.nc`);
    const rivers = new Rivers();
    rivers.#data = {
      firstSegment: get('Id_of_first_segment_in_a_bin'),
      segmentCount: get('N_segments_in_a_bin'),
      pointCount: get('N_points_for_a_segment'),
      level: get('Hierarchial_level_of_a_segment'),
      firstPoint: get('Id_of_first_point_in_a_segment'),
      x: unsigned(get('Relative_longitude_from_SW_corner_of_bin')),
      y: unsigned(get('Relative_latitude_from_SW_corner_of_bin')),
    };
    return rivers;
  }

  /** Rivers of a bin as {level, points}: 0 river-lake, 1 major, 2 and 3 less so, 4 minor, 5.. intermittent, 8.. canals. */
  segments(bin) {
    const d = this.#data;
    const found = [];
    for (let s = d.firstSegment[bin]; s < d.firstSegment[bin] + d.segmentCount[bin]; ++s) {
      const points = [];
      for (let p = d.firstPoint[s]; p < d.firstPoint[s] + d.pointCount[s]; ++p) points.push([d.x[p], d.y[p]]);
      found.push({ level: d.level[s], points });
    }
    return found;
  }
}
