/** The sound track of a container: how to set a decoder up, and what to feed it. */
export interface Track {
  /** `opus`, `aac`, or the container's own name of another codec, for the operator's log. */
  codec: string;
  /** `OpusHead` for Opus, `AudioSpecificConfig` for AAC, otherwise empty. */
  setup: Uint8Array;
  /** Views into the file, made one at a time, so that a reader who stops has spent nothing on the rest; from the first again whenever asked. */
  packets: Iterable<Uint8Array>;
  /** Seconds of codec delay at the start that the container wants dropped (MP4 edit list). */
  skipSeconds: number;
}
