/**
 * What each of these comes to, once all have come to their end: time does not tell which one failed. Throws what the first of them in this
 * order threw.
 */
export async function settled<Work extends readonly unknown[] | []>(
  work: Work,
): Promise<{ -readonly [Place in keyof Work]: Awaited<Work[Place]> }> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
