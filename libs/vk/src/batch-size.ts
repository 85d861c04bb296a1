/** Clean batches after which one more call is tried in a batch. */
const CLEAN_BATCHES_TO_GROW = 3;

/** How many calls go into one request now: half after VK pushed back, then slowly up to the most again. */
export class BatchSize {
  readonly #most: number;
  #current: number;
  #cap = Infinity;
  #clean = 0;

  constructor(most: number) {
    if (!Number.isInteger(most) || most < 1) throw new RangeError('A batch holds a whole number of calls, from 1');
    this.#most = most;
    this.#current = most;
  }

  get current(): number {
    return Math.min(this.#current, this.#cap);
  }

  /** No batch is greater than this from now on, because of what its answer would weigh. */
  cap(most: number): void {
    this.#cap = Math.max(1, Math.floor(most));
  }

  /** @param sizeThen the size when the refused request was made: requests refused together count once */
  shrink(sizeThen: number): void {
    this.#current = Math.max(1, Math.min(this.#current, Math.floor(sizeThen / 2)));
    this.#clean = 0;
  }

  noteClean(): void {
    this.#clean += 1;
    if (this.#clean < CLEAN_BATCHES_TO_GROW || this.#current === this.#most) return;
    this.#current += 1;
    this.#clean = 0;
  }
}
