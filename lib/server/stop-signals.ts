/**
 * Ends the process with 0 after `stop`, when it is told to by SIGTERM or Ctrl-C. Called first of all: as process 1 of a container we
 * only get the signals that we listen for. More signals change nothing, for one Ctrl-C comes from the terminal and again through npm.
 */
export function stopOnSignals(stop: () => Promise<void>): void {
  let stopping = false;
  const end = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    try {
      await stop();
      process.exit(0);
    } catch (error) {
      console.error('stop:', error);
      process.exit(1);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
}
