/** What can go wrong with one answer of the Cloud. */
export const FAULT_KINDS = [
  'status', // answers `status` (500 unless told), as HTML where `html`, with `Retry-After` where `retryAfter`
  'reset', // cuts the connection before a byte is sent
  'slow', // answers properly, `delayMs` late
  'truncated', // half of the body, ended as if it were whole
  'cut', // half of the body, then the connection is cut
  'empty-list', // a whole listing that claims to be empty
  'short-page', // half a page, with a cursor
  'empty-page', // no items, with a cursor that goes on
  'repeat-cursor', // a page whose cursor leads to itself
  'bare-array', // items without the page around them
] as const;

/** One of the ways in which an answer goes wrong. */
export type FaultKind = (typeof FAULT_KINDS)[number];

/** A fault on demand: which requests it is for and what happens to them. */
export interface FaultRule {
  kind: FaultKind;
  /** Regular expression on the path under the base URL, such as `/products$`; every path without one. */
  path?: string;
  /** Only requests of this merchant. */
  userId?: string;
  /** The first of the matching requests that is hit; 1 unless told. */
  nth?: number;
  /** How many requests are hit; 1 unless told, 0 for all until the fault is removed. */
  times?: number;
  /** The fault lasts this long from the moment it was added, however many requests come. */
  forMs?: number;
  status?: number;
  html?: boolean;
  retryAfter?: number;
  delayMs?: number;
}

/** A fault that waits for its request. */
export interface PlannedFault extends FaultRule {
  id: number;
  seen: number;
  hit: number;
  addedAt: number;
}

/** The faults that somebody asked for, in order; the first that matches a request takes it. */
export class Faults {
  readonly #planned: PlannedFault[] = [];
  readonly #now: () => number;
  #nextId = 1;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Plans a fault. Throws on an unknown kind and on a path that is no regular expression. */
  add(rule: FaultRule): PlannedFault {
    if (!FAULT_KINDS.includes(rule.kind)) throw new Error(`Unknown kind of fault: ${String(rule.kind)}`);
    if (rule.path !== undefined) new RegExp(rule.path);
    const planned = { ...rule, id: this.#nextId++, seen: 0, hit: 0, addedAt: this.#now() };
    this.#planned.push(planned);
    return planned;
  }

  remove(id: number): boolean {
    const at = this.#planned.findIndex((fault) => fault.id === id);
    if (at >= 0) this.#planned.splice(at, 1);
    return at >= 0;
  }

  clear(): void {
    this.#planned.length = 0;
  }

  list(): readonly PlannedFault[] {
    return this.#planned;
  }

  /** The fault that this request runs into, counting the request for every fault it matches. */
  take(request: { path: string; userId: string }): PlannedFault | undefined {
    let taken: PlannedFault | undefined;
    for (const fault of this.#planned) {
      if (!matches(fault, request) || this.#isOver(fault)) continue;
      fault.seen += 1;
      if (!taken && isDue(fault)) {
        fault.hit += 1;
        taken = fault;
      }
    }
    return taken;
  }

  #isOver(fault: PlannedFault): boolean {
    return fault.forMs !== undefined && this.#now() - fault.addedAt >= fault.forMs;
  }
}

function matches(fault: FaultRule, request: { path: string; userId: string }): boolean {
  if (fault.userId !== undefined && fault.userId !== request.userId) return false;
  return fault.path === undefined || new RegExp(fault.path).test(request.path);
}

function isDue(fault: PlannedFault): boolean {
  const times = fault.forMs !== undefined ? 0 : (fault.times ?? 1);
  return fault.seen >= (fault.nth ?? 1) && (times === 0 || fault.hit < times);
}
