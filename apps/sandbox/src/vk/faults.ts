/** What a fault does to the call it strikes. */
export type FaultEffect =
  | { type: 'error'; code: number; message?: string; captcha?: 'redirect' | 'image' }
  | { type: 'html'; status?: number }
  | { type: 'slow'; ms: number }
  | { type: 'cut'; when: 'before' | 'after' }
  | { type: 'truncated' };

/**
 * A fault on demand. `method` is a method's name, `upload` for the upload server, `vkid.code` or `vkid.refresh` for the
 * exchanges of VK ID, or `*` for all but VK ID; `nth` strikes from the n-th
 * matching call on (1 is the next); `probability` strikes at random; `times` is how often it strikes at most (default:
 * once with `nth`, else without end); `where` tells requests from calls inside `execute`; `userId` spares other people.
 */
export interface FaultSpec {
  method: string;
  effect: FaultEffect;
  where?: 'top' | 'inner' | 'any';
  nth?: number;
  probability?: number;
  times?: number;
  userId?: number;
}

export interface Fault extends FaultSpec {
  id: number;
  seen: number;
  struck: number;
}

export interface FaultTarget {
  method: string;
  where: 'top' | 'inner';
  userId: number | null;
}

/** The faults that are set, and the count of calls each has seen. */
export class Faults {
  private faults: Fault[] = [];
  private nextId = 1;
  private readonly random: () => number;

  constructor(random: () => number = Math.random) {
    this.random = random;
  }

  add(spec: FaultSpec): Fault {
    const fault: Fault = { ...spec, id: this.nextId++, seen: 0, struck: 0 };
    this.faults.push(fault);
    return { ...fault };
  }

  list(): Fault[] {
    return this.faults.map((fault) => ({ ...fault }));
  }

  /** Removes one fault, or all of them; says whether there was any to remove. */
  clear(id?: number): boolean {
    const before = this.faults.length;
    this.faults = id === undefined ? [] : this.faults.filter((fault) => fault.id !== id);
    return this.faults.length < before;
  }

  /** The effects that strike this call, in the order the faults were added. */
  strike(target: FaultTarget): FaultEffect[] {
    return this.faults.filter((fault) => concerns(fault, target) && this.fires(fault)).map((fault) => fault.effect);
  }

  private fires(fault: Fault): boolean {
    fault.seen++;
    const times = fault.times ?? (fault.nth === undefined ? Infinity : 1);
    if (fault.struck >= times || fault.seen < (fault.nth ?? 1)) return false;
    if (fault.probability !== undefined && this.random() >= fault.probability) return false;
    fault.struck++;
    return true;
  }
}

function concerns(fault: Fault, target: FaultTarget): boolean {
  return (
    (fault.method === target.method || (fault.method === '*' && !target.method.startsWith('vkid.'))) &&
    ((fault.where ?? 'any') === 'any' || fault.where === target.where) &&
    (fault.userId === undefined || fault.userId === target.userId)
  );
}
