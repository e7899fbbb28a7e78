/** Milliseconds between two lines at least. */
const PAUSE = 500;

/** Tells how far a long task is: a line on stderr for every percent, or fewer where percents go by quickly. */
export function progress(unit: string): (done: number, all: number) => void {
  const start = performance.now();
  let shown = { percent: 0, at: start };
  return (done, all) => {
    const percent = Math.floor((100 * done) / all);
    const now = performance.now();
    if (percent === shown.percent || (done < all && now - shown.at < PAUSE)) return;
    shown = { percent, at: now };
    const rate = ((1000 * done) / (now - start)).toFixed(1);
    process.stderr.write(`${percent} %: ${done} of ${all} ${unit}, ${rate} a second\n`);
  };
}
