import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AuditEvent, AuditMark } from './generated/client';
import { derivedKey } from './keys/derived-key';
import type { Storage } from './storage';

/** The place of an event in the chain, and its MAC. */
export type Link = Pick<AuditMark, 'seq' | 'mac'>;

/** Before the first event. */
export const NO_LINK: Link = { seq: 0, mac: '' };

/** An event that has its place. */
export type ChainedEvent = AuditEvent & Link;

/** The key of the chain, apart from all other uses of the session secret. */
export function auditKey({ sessionSecret }: Pick<Storage, 'sessionSecret'>): Uint8Array {
  return derivedKey(sessionSecret, 'audit chain');
}

/** The link of an event after another: HMAC-SHA-256 over its number, the MAC before it, and all that the event says. */
export function linkAfter(
  previous: Link,
  event: Omit<AuditEvent, 'seq' | 'mac'>,
  key: Uint8Array,
  seq = previous.seq + 1,
): Link {
  const { id, at, kind, outcome, reason, nameHash, addressHash, userId, subject, signals, browser, originHash } = event;
  const content = [
    id,
    at.toISOString(),
    kind,
    outcome,
    reason,
    nameHash,
    addressHash,
    userId,
    subject,
    signals,
    browser,
    // Events from before there were origins have none.
    ...(originHash === null ? [] : [originHash]),
  ];
  return { seq, mac: macOf(['event', seq, previous.mac, ...content], key) };
}

/** A mark at a link: without the key nobody can move it. */
export function sealedMark(name: 'anchor' | 'head', { seq, mac }: Link, key: Uint8Array): AuditMark {
  return { name, seq, mac, seal: macOf(['mark', name, seq, mac], key) };
}

/** Whether a mark is as we sealed it, under this name. */
export function isOurMark(name: 'anchor' | 'head', mark: AuditMark, key: Uint8Array): boolean {
  return isSame(mark.seal, sealedMark(name, mark, key).seal);
}

export type ChainProblem = 'removed' | 'changed';

/** What is wrong with an event that should follow `previous`, or undefined. */
export function problemOf(event: ChainedEvent, previous: Link, key: Uint8Array): ChainProblem | undefined {
  if (event.seq !== previous.seq + 1) return 'removed';
  return isSame(event.mac, linkAfter(previous, event, key).mac) ? undefined : 'changed';
}

function macOf(content: unknown[], key: Uint8Array): string {
  return createHmac('sha256', key).update(JSON.stringify(content)).digest('hex');
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
