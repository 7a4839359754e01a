/** A picture in shades of grey: a byte for each pixel, 0 is black. */
export interface Grey {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Clockwise from the top left corner of what is seen, however it lies in the picture. */
export type Corners = readonly [Point, Point, Point, Point];
