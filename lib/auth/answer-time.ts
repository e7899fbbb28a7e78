/** A clock that only goes forward, in milliseconds; tests pass one that waits for nothing. */
export interface Timer {
  now(): number;
  until(time: number): Promise<void>;
}

/** More than the work takes that depends on the name, on a machine that is not overloaded, in milliseconds. */
const STEP_MS = 250;

/** Makes answers tell nothing by when they come. */
export interface AnswerTime {
  /** From here on the work depends on the name. */
  nameMatters(): void;
  /** Waits until 250 milliseconds after that, or a multiple: the work of known and unknown names ends in the same one. */
  come(): Promise<void>;
}

/** Of one answer. Where the name never mattered, nothing is waited for. */
export function answerTime({ now, until }: Timer): AnswerTime {
  let since: number | undefined;
  return {
    nameMatters: () => {
      since ??= now();
    },
    come: async () => {
      if (since === undefined) return;
      const steps = Math.max(1, Math.ceil((now() - since) / STEP_MS));
      await until(since + steps * STEP_MS);
    },
  };
}
