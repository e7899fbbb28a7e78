/** What comes first when places are few; within one, the parties take turns. */
export const WORK_KINDS = ['logIn', 'signUp', 'api'] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

/** Whose work it is: an address, or a key. */
export interface Applicant {
  kind: WorkKind;
  party: string;
  /** The name that logged in from this device before, if it did: a line for each name, whatever the rest of the party does. */
  knownAs?: string | undefined;
}

/** How many may run and wait. */
export interface LineLimits {
  /**
   * Places in all, of which some are for log-ins alone, so that one need not wait for anybody's photograph. While a log-in works, the
   * others start nothing beyond one place: the processor is the log-in's. Beside the places of a party its known devices have one
   * together, in which their names take turns: whoever makes many accounts known has no more of it than one.
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

const PLACES_OF_KNOWN_DEVICES = 1;

interface Waiting {
  start(): void;
  refuse(): void;
}

interface Line {
  applicant: Applicant;
  waiting: Waiting[];
}

/** Neither party nor name holds a control character. */
const nameOfLine = ({ party, knownAs }: Applicant): string => (knownAs === undefined ? party : `${party}\n${knownAs}`);
/** Whose places it takes. */
const holderOf = ({ party, knownAs }: Applicant): string => (knownAs === undefined ? party : `${party}\n`);

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
  const lines: Record<WorkKind, Map<string, Line>> = { logIn: new Map(), signUp: new Map(), api: new Map() };
  const passedOver: Record<WorkKind, number> = { logIn: 0, signUp: 0, api: 0 };
  const placesOf = new Map<string, number>();
  let running = 0;
  let runningOthers = 0;

  const waitingOf = (kind: WorkKind): number =>
    [...lines[kind].values()].reduce((sum, { waiting }) => sum + waiting.length, 0);

  const placesForOthers = (): number =>
    running > runningOthers
      ? Math.min(1, limits.places - limits.placesForLogIns)
      : limits.places - limits.placesForLogIns;

  function hasPlace(applicant: Applicant): boolean {
    const most = applicant.knownAs === undefined ? limits.placesEach : PLACES_OF_KNOWN_DEVICES;
    return (placesOf.get(holderOf(applicant)) ?? 0) < most;
  }

  function nextOf(kind: WorkKind): Applicant | undefined {
    if (running >= limits.places) return undefined;
    if (kind !== 'logIn' && runningOthers >= placesForOthers()) return undefined;
    for (const { applicant } of lines[kind].values()) if (hasPlace(applicant)) return applicant;
    return undefined;
  }

  function startWhoMay(): void {
    for (let next = chosen(); next; next = chosen()) start(next);
  }

  function chosen(): Applicant | undefined {
    const ready = WORK_KINDS.flatMap((kind) => nextOf(kind) ?? []);
    const next = ready.find(({ kind }) => passedOver[kind] >= PATIENCE) ?? ready[0];
    if (!next) return undefined;
    for (const { kind } of ready) passedOver[kind] += 1;
    passedOver[next.kind] = 0;
    return next;
  }

  function start(applicant: Applicant): void {
    const { kind } = applicant;
    const name = nameOfLine(applicant);
    const line = lines[kind].get(name);
    const first = line?.waiting.shift();
    lines[kind].delete(name);
    if (line && line.waiting.length > 0) lines[kind].set(name, line);
    const holder = holderOf(applicant);
    placesOf.set(holder, (placesOf.get(holder) ?? 0) + 1);
    running += 1;
    if (kind !== 'logIn') runningOthers += 1;
    first?.start();
  }

  function refuseOneTooMany(applicant: Applicant): void {
    const { kind } = applicant;
    const name = nameOfLine(applicant);
    if (lengthOf(kind, name) > limits.waitingEach) drop(kind, name);
    else if (waitingOf(kind) > limits.waiting) drop(kind, longest(kind, name));
  }

  const lengthOf = (kind: WorkKind, name: string): number => lines[kind].get(name)?.waiting.length ?? 0;

  /** Of equals the one that has just come. */
  function longest(kind: WorkKind, newcomer: string): string {
    return [...lines[kind].keys()].reduce(
      (most, name) => (lengthOf(kind, name) > lengthOf(kind, most) ? name : most),
      newcomer,
    );
  }

  function drop(kind: WorkKind, name: string): void {
    const line = lines[kind].get(name);
    const last = line?.waiting.pop();
    if (line?.waiting.length === 0) lines[kind].delete(name);
    last?.refuse();
  }

  return {
    join(applicant, waiting) {
      const ofKind = lines[applicant.kind];
      const name = nameOfLine(applicant);
      const line = ofKind.get(name) ?? { applicant, waiting: [] };
      line.waiting.push(waiting);
      ofKind.set(name, line);
      startWhoMay();
      refuseOneTooMany(applicant);
    },
    leave(applicant) {
      const holder = holderOf(applicant);
      const places = (placesOf.get(holder) ?? 0) - 1;
      if (places > 0) placesOf.set(holder, places);
      else placesOf.delete(holder);
      running -= 1;
      if (applicant.kind !== 'logIn') runningOthers -= 1;
      startWhoMay();
    },
    running: () => running,
    waiting: () => WORK_KINDS.reduce((sum, kind) => sum + waitingOf(kind), 0),
  };
}
