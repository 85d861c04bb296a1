import { createHash } from 'node:crypto';

/** Where a listing stands: which listing, behind which record, and with which filter it began. */
export interface Position {
  listing: string;
  after: number;
  since: number | undefined;
}

const KEPT = 50_000;

/** Opaque cursors that always contain `+`, `/` and `=`, so that a client which does not encode them fails. */
export class Cursors {
  readonly #positions = new Map<string, Position>();
  #issued = 0;

  issue(position: Position): string {
    this.#issued += 1;
    const digest = createHash('sha256').update(`${this.#issued} ${position.listing}`).digest('base64');
    const cursor = `${digest.slice(0, 7)}+${digest.slice(8, 19)}/${digest.slice(20, 42)}A=`;
    this.#positions.set(cursor, position);
    const oldest = this.#positions.keys().next();
    if (this.#positions.size > KEPT && !oldest.done) this.#positions.delete(oldest.value);
    return cursor;
  }

  /** The position of a cursor issued for this listing; `undefined` for any other text. */
  find(cursor: string, listing: string): Position | undefined {
    const position = this.#positions.get(cursor);
    return position?.listing === listing ? position : undefined;
  }

  clear(): void {
    this.#positions.clear();
    this.#issued = 0;
  }
}
