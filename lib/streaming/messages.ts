import { z } from 'zod';

/** The messages of `/api/v1/voice/stream`, as docs/streaming.md tells them. Sound travels in binary messages. */

export const startMessageSchema = z.strictObject({
  type: z.literal('start'),
  /** The id or the name of the person whose voice it is said to be. */
  person: z.string().min(1).max(64),
  encoding: z.enum(['pcm16', 'webm']),
  /** Goes on after the verdict is certain, until the client ends the stream: for a call that is watched throughout. */
  untilEnd: z.boolean().default(false),
});

export const endMessageSchema = z.strictObject({ type: z.literal('end') });

export const clientMessageSchema = z.discriminatedUnion('type', [startMessageSchema, endMessageSchema]);

export const partialMessageSchema = z.strictObject({
  type: z.literal('partial'),
  speechSeconds: z.number().min(0),
  /** Cosine similarity with the enrolled voice; null before there is a second of speech. */
  similarity: z.number().min(-1).max(1).nullable(),
  verdict: z.enum(['undecided', 'same', 'different']),
});

export type StartMessage = z.infer<typeof startMessageSchema>;
export type ClientMessage = z.infer<typeof clientMessageSchema>;
export type PartialMessage = z.infer<typeof partialMessageSchema>;

/** The message in a text frame; undefined for anything that is none. */
export function parseClientMessage(text: string): ClientMessage | undefined {
  try {
    return clientMessageSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
