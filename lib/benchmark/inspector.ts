import { once } from 'node:events';
import { WebSocket } from 'ws';

/** A look into another Node.js process that runs with `--inspect=127.0.0.1:0`. */
export interface Inspector {
  /** The value of an expression there, as JSON carries it. */
  evaluate(expression: string): Promise<unknown>;
  collectGarbage(): Promise<void>;
  close(): void;
}

/** `output` is what the process has printed: the address is in it. */
export async function inspect(output: string): Promise<Inspector> {
  const address = /Debugger listening on (ws:\S+)/.exec(output)?.[1];
  if (!address) throw new Error('The process does not listen for an inspector.');
  const socket = new WebSocket(address);
  await once(socket, 'open');
  const waiting = new Map<number, (result: { result?: { value?: unknown } }) => void>();
  let last = 0;
  socket.on('message', (data) => {
    const { id, result } = JSON.parse(String(data));
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  const call = (method: string, params: object = {}): Promise<{ result?: { value?: unknown } }> =>
    new Promise((resolve) => {
      waiting.set(++last, resolve);
      socket.send(JSON.stringify({ id: last, method, params }));
    });
  return {
    evaluate: async (expression) => (await call('Runtime.evaluate', { expression, returnByValue: true })).result?.value,
    collectGarbage: async () => void (await call('HeapProfiler.collectGarbage')),
    close: () => socket.close(),
  };
}
