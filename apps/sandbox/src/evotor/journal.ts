/** One request to the Cloud as it was answered. */
export interface JournalEntry {
  at: number;
  method: string;
  path: string;
  query: Record<string, string>;
  /** The last four characters of the token, no more. */
  token: string;
  userId: string | undefined;
  /** 0 where the connection was cut instead of an answer. */
  status: number;
  fault: string | undefined;
}

const KEPT = 20_000;

/** All requests since the last clearing, the oldest forgotten past 20,000, so that tests can assert on them. */
export class Journal {
  readonly #entries: JournalEntry[] = [];

  note(entry: JournalEntry): void {
    this.#entries.push(entry);
    if (this.#entries.length > KEPT) this.#entries.shift();
  }

  /** The entries whose path matches, oldest first; all without a pattern. */
  entries(path?: RegExp): JournalEntry[] {
    return path ? this.#entries.filter((entry) => path.test(entry.path)) : [...this.#entries];
  }

  clear(): void {
    this.#entries.length = 0;
  }
}
