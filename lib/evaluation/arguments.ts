/** A number of the command line. Throws a TypeError for anything else. */
export function finite(name: string, text: string): number {
  const value = Number(text);
  if (text === '' || !Number.isFinite(value)) throw new TypeError(`${name} is a number`);
  return value;
}

/** A number above zero. Throws a TypeError for anything else. */
export function positive(name: string, text: string): number {
  const value = finite(name, text);
  if (value <= 0) throw new TypeError(`${name} is a positive number`);
  return value;
}
