/** How the Cloud counts requests, for each pair of token and path. */
export interface RateLimitSettings {
  limit: number;
  windowMs: number;
  /** How `X-RateLimit-Reset` is written: the documentation can be read in three ways. */
  reset: 'delta-seconds' | 'epoch-seconds' | 'epoch-millis';
  /** Whether a 429 carries `Retry-After`. */
  retryAfter: boolean;
}

/** What the limiter says to one request. */
export interface Verdict {
  allowed: boolean;
  headers: Record<string, string>;
}

/** Counts requests of a token to a path in windows of a fixed length. */
export class RateLimit {
  readonly #windows = new Map<string, { endsAt: number; used: number }>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  clear(): void {
    this.#windows.clear();
  }

  /** Counts one request and says whether it may pass, with the headers of the answer. */
  count(key: string, settings: RateLimitSettings): Verdict {
    const now = this.#now();
    let window = this.#windows.get(key);
    if (!window || window.endsAt <= now) {
      window = { endsAt: now + settings.windowMs, used: 0 };
      this.#windows.set(key, window);
    }
    window.used += 1;
    const allowed = window.used <= settings.limit;
    const secondsLeft = Math.ceil((window.endsAt - now) / 1000);
    const headers: Record<string, string> = {
      'X-RateLimit-Limit': String(settings.limit),
      'X-RateLimit-Remaining': String(Math.max(0, settings.limit - window.used)),
      'X-RateLimit-Reset': resetText(settings.reset, secondsLeft, window.endsAt),
    };
    if (!allowed && settings.retryAfter) headers['Retry-After'] = String(secondsLeft);
    return { allowed, headers };
  }
}

function resetText(style: RateLimitSettings['reset'], secondsLeft: number, endsAt: number): string {
  if (style === 'epoch-millis') return String(endsAt);
  return String(style === 'epoch-seconds' ? Math.ceil(endsAt / 1000) : secondsLeft);
}
