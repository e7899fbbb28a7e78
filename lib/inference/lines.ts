/** What comes first when places are few; within one, the parties take turns. */
export const WORK_KINDS = ['logIn', 'signUp', 'api'] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

/** Whose work it is: an address, or a key. */
export interface Applicant {
  kind: WorkKind;
  party: string;
}

/** How many may run and wait. */
export interface LineLimits {
  /**
   * Places in all, of which some are for log-ins alone, so that one need not wait for anybody's photograph. While a log-in works, the
   * others start nothing beyond one place: the processor is the log-in's.
   */
  places: number;
  placesForLogIns: number;
  placesEach: number;
  /** In the line of one party, and in all lines of one kind. */
  waitingEach: number;
  waiting: number;
}

/** How often a kind is passed over by those before it until it has a turn: strict order, and nobody starves. */
const PATIENCE = 8;

interface Waiting {
  start(): void;
  refuse(): void;
}

/** Who works and who waits, a line for each party and kind. Pure: it neither runs anything nor looks at a clock. */
export interface Lines {
  /** Starts it now or when its turn comes, or refuses whoever is one too many: it, or the last of the longest line. */
  join(applicant: Applicant, waiting: Waiting): void;
  /** Frees the place of one that was started. */
  leave(applicant: Applicant): void;
  running(): number;
  waiting(): number;
}

/**
 * Fair queueing (Nagle, RFC 970): parties take turns, whatever each of them asks for. A kind that is full takes from its longest line
 * (McKenney, Stochastic Fairness Queueing, 1990), so that one party cannot keep the others out by waiting.
 */
export function fairLines(limits: LineLimits): Lines {
  // In the order of their turns: who was served goes to the end.
  const lines: Record<WorkKind, Map<string, Waiting[]>> = { logIn: new Map(), signUp: new Map(), api: new Map() };
  const passedOver: Record<WorkKind, number> = { logIn: 0, signUp: 0, api: 0 };
  const placesOf = new Map<string, number>();
  let running = 0;
  let runningOthers = 0;

  const waitingOf = (kind: WorkKind): number => [...lines[kind].values()].reduce((sum, line) => sum + line.length, 0);

  const placesForOthers = (): number =>
    running > runningOthers
      ? Math.min(1, limits.places - limits.placesForLogIns)
      : limits.places - limits.placesForLogIns;

  function nextParty(kind: WorkKind): string | undefined {
    if (running >= limits.places) return undefined;
    if (kind !== 'logIn' && runningOthers >= placesForOthers()) return undefined;
    for (const party of lines[kind].keys()) if ((placesOf.get(party) ?? 0) < limits.placesEach) return party;
    return undefined;
  }

  function startWhoMay(): void {
    for (let next = chosen(); next; next = chosen()) start(next);
  }

  function chosen(): Applicant | undefined {
    const ready = WORK_KINDS.flatMap((kind) => {
      const party = nextParty(kind);
      return party === undefined ? [] : [{ kind, party }];
    });
    const next = ready.find(({ kind }) => passedOver[kind] >= PATIENCE) ?? ready[0];
    if (!next) return undefined;
    for (const { kind } of ready) passedOver[kind] += 1;
    passedOver[next.kind] = 0;
    return next;
  }

  function start({ kind, party }: Applicant): void {
    const line = lines[kind].get(party) ?? [];
    const first = line.shift();
    lines[kind].delete(party);
    if (line.length > 0) lines[kind].set(party, line);
    placesOf.set(party, (placesOf.get(party) ?? 0) + 1);
    running += 1;
    if (kind !== 'logIn') runningOthers += 1;
    first?.start();
  }

  function refuseOneTooMany({ kind, party }: Applicant): void {
    const own = lines[kind].get(party) ?? [];
    if (own.length > limits.waitingEach) drop(kind, party);
    else if (waitingOf(kind) > limits.waiting) drop(kind, longest(kind, party));
  }

  /** Of equals the one that has just come. */
  function longest(kind: WorkKind, newcomer: string): string {
    const length = (party: string): number => lines[kind].get(party)?.length ?? 0;
    return [...lines[kind].keys()].reduce((most, party) => (length(party) > length(most) ? party : most), newcomer);
  }

  function drop(kind: WorkKind, party: string): void {
    const line = lines[kind].get(party);
    const last = line?.pop();
    if (line?.length === 0) lines[kind].delete(party);
    last?.refuse();
  }

  return {
    join(applicant, waiting) {
      const { kind, party } = applicant;
      const line = lines[kind].get(party) ?? [];
      line.push(waiting);
      lines[kind].set(party, line);
      startWhoMay();
      refuseOneTooMany(applicant);
    },
    leave({ kind, party }) {
      const places = (placesOf.get(party) ?? 0) - 1;
      if (places > 0) placesOf.set(party, places);
      else placesOf.delete(party);
      running -= 1;
      if (kind !== 'logIn') runningOthers -= 1;
      startWhoMay();
    },
    running: () => running,
    waiting: () => WORK_KINDS.reduce((sum, kind) => sum + waitingOf(kind), 0),
  };
}
