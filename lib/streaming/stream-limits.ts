/** What one stream, and all of them, may use. Times in milliseconds. */
export interface StreamLimits {
  /** From the upgrade to the start message. */
  startMs: number;
  /** Without sound arriving. */
  idleMs: number;
  /** From the start message to the end, whatever arrives. */
  lifetimeMs: number;
  /** Between two looks at the session of the person who opened it. */
  sessionCheckMs: number;
  audioSeconds: number;
  bytes: number;
  messageBytes: number;
  /** Sound that has arrived and is not decoded yet: above this nothing more is read from the socket. */
  waitingBytes: number;
  /** Partials that the client has not read yet: above this they are left out. */
  unreadBytes: number;
  streams: number;
  streamsPerService: number;
  streamsPerPerson: number;
}

export const streamLimits: StreamLimits = {
  startMs: 5_000,
  idleMs: 10_000,
  lifetimeMs: 120_000,
  sessionCheckMs: 3_000,
  audioSeconds: 60,
  bytes: 5 * 1024 * 1024,
  // Eight seconds of PCM; recorders send a quarter of a second to a few seconds at a time.
  messageBytes: 256 * 1024,
  waitingBytes: 256 * 1024,
  unreadBytes: 16 * 1024,
  streams: 256,
  // Half, so that one key keeps no other and no person out.
  streamsPerService: 128,
  streamsPerPerson: 4,
};

/** Between two partials: two and a half a second. */
export const PARTIAL_EVERY_MS = 400;

/** Sound that comes in pieces of a second still counts as arriving between them. */
export const ARRIVING_MS = 1_200;

/** Until a client that does not answer the closing is cut off. */
export const CLOSE_TIMEOUT_MS = 2_000;

/** Embeddings under way for streams at a time: the model's queue stays open to log-ins. */
export const EMBEDDINGS_AT_ONCE = 2;
