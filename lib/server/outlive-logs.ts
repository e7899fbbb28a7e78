/** A log that nobody reads any more must neither end the server nor keep it busy with complaints about that. */
export function outliveLogs(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
