/** So many random bytes: of `node:crypto` on the server, of a seed in tests. */
export type RandomBytes = (count: number) => Uint8Array;

/** One of `count` numbers from 0 on, all equally likely: bytes beyond the last whole multiple of `count` are drawn again. At most 256. */
export function drawBelow(count: number, random: RandomBytes): number {
  if (!Number.isInteger(count) || count < 1 || count > 256) throw new RangeError(`one of ${count}`);
  const whole = 256 - (256 % count);
  for (;;) {
    const byte = random(1)[0];
    if (byte === undefined) throw new RangeError('no random bytes');
    if (byte < whole) return byte % count;
  }
}

/** The same values in a random order, all orders equally likely (Fisher and Yates, in Durstenfeld's form, 1964). */
export function shuffled<T>(values: readonly T[], random: RandomBytes): T[] {
  const order = [...values];
  for (let last = order.length - 1; last > 0; last--) {
    const other = drawBelow(last + 1, random);
    [order[last], order[other]] = [order[other] as T, order[last] as T];
  }
  return order;
}
