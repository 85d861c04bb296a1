const SHORTEST_MS = 1_000;
const LONGEST_MS = 300_000;

/**
 * How long a 429 asks to wait, in milliseconds within 1..300 s: `Retry-After` (seconds or an HTTP date), else
 * `X-RateLimit-Reset`. Null when neither can be read.
 */
export function askedWaitMs(headers: Headers, now: number): number | null {
  return retryAfterMs(headers, now) ?? resetMs(headers, now);
}

/**
 * Time left until the next window by `X-RateLimit-Reset`, clamped to 1..300 s. The documents call it seconds
 * left, clients read it as a moment, so its size decides (fact sheet, 4).
 */
function resetMs(headers: Headers, now: number): number | null {
  const value = plainNumber(headers.get('x-ratelimit-reset'));
  if (value === null) return null;
  if (value < 1e6) return clamp(value * 1000);
  return clamp((value < 1e12 ? value * 1000 : value) - now);
}

function retryAfterMs(headers: Headers, now: number): number | null {
  const text = headers.get('retry-after');
  const seconds = plainNumber(text);
  if (seconds !== null) return clamp(seconds * 1000);
  // A date has letters; without them Date.parse would take "-5" for a year.
  const moment = text !== null && /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(moment) ? null : clamp(moment - now);
}

function plainNumber(text: string | null): number | null {
  return text !== null && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : null;
}

function clamp(ms: number): number {
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, Math.ceil(ms)));
}

/** Remembers which paths have no request left in their window: Evotor counts per token and URI. */
export class SpentWindows {
  private readonly openAt = new Map<string, number>();

  /** Notes an answer: with `X-RateLimit-Remaining: 0` the path rests until its window opens again. */
  note(path: string, headers: Headers, now: number): void {
    if (plainNumber(headers.get('x-ratelimit-remaining')) === 0) {
      this.openAt.set(path, now + (resetMs(headers, now) ?? SHORTEST_MS));
    } else {
      this.openAt.delete(path);
    }
  }

  /** Milliseconds to wait before the next request to the path (0: none), and forgets them. */
  takeWaitMs(path: string, now: number): number {
    const openAt = this.openAt.get(path);
    this.openAt.delete(path);
    return openAt === undefined ? 0 : Math.max(0, openAt - now);
  }
}
