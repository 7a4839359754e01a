import geodesic from "geographiclib-geodesic";

const earth = geodesic.Geodesic.WGS84;

export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

export const DIRECTIONS = ["n", "ne", "e", "se", "s", "sw", "w", "nw"] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** The shortest way over the ellipsoid (WGS 84): metres, and the direction in which one sets out. */
export function wayTo(from: Point, to: Point): { metres: number; direction: Direction } {
  const { s12 = 0, azi1 = 0 } = earth.Inverse(
    from.latitude,
    from.longitude,
    to.latitude,
    to.longitude,
  );
  const eighth = Math.round(azi1 / 45);
  return { metres: s12, direction: DIRECTIONS[(eighth + 8) % 8] as Direction };
}

/** A span of degrees; longitudes may run over the antimeridian, then there are two boxes. */
export interface Box {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
}

/** A degree of latitude is nowhere on the ellipsoid shorter than this. */
const METRES_PER_DEGREE = 110_574;
/** The ellipsoid's larger radius, so that no box is too narrow. */
const EQUATOR_METRES_PER_DEGREE = 111_320;

/** Boxes that surely hold every point within so many metres. */
export function boxesAround({ latitude, longitude }: Point, metres: number): Box[] {
  const tall = metres / METRES_PER_DEGREE;
  const south = Math.max(-90, latitude - tall);
  const north = Math.min(90, latitude + tall);
  const cosine = Math.cos((Math.max(Math.abs(south), Math.abs(north)) * Math.PI) / 180);
  const wide = (metres / (EQUATOR_METRES_PER_DEGREE * Math.max(cosine, 1e-9))) * 1.01;
  if (north >= 90 || south <= -90 || wide >= 180) return [{ south, north, west: -180, east: 180 }];
  const west = longitude - wide;
  const east = longitude + wide;
  if (west < -180) {
    return [
      { south, north, west: west + 360, east: 180 },
      { south, north, west: -180, east },
    ];
  }
  if (east > 180) {
    return [
      { south, north, west, east: 180 },
      { south, north, west: -180, east: east - 360 },
    ];
  }
  return [{ south, north, west, east }];
}
