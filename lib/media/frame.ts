/** One decoded picture: interleaved 8-bit RGB, `height * width * 3` bytes, upright (EXIF orientation applied). */
export interface Frame {
  data: Uint8Array;
  width: number;
  height: number;
}

/** In pixels. */
export interface Size {
  width: number;
  height: number;
}
