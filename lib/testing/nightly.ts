/** How much a test does: at night (`npm run nightly`) as much as it can tell anything from, in every other run enough to notice. */
export const sized = (nightly: number, usual: number): number => (process.env.NIGHTLY === '1' ? nightly : usual);
