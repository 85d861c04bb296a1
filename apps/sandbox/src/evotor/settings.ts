import type { RateLimitSettings } from './rate-limit.js';

/** The switches of the Cloud: limits, and the readings of what the documentation leaves open. */
export interface EvotorSettings {
  /** Items on a page, 1000 at most. */
  pageSize: number;
  rateLimit: RateLimitSettings;
  /** How the end of a listing is told: `{}` by the documentation, other spellings were seen. */
  endOfList: 'empty-paging' | 'null-cursor' | 'blank-cursor' | 'null-paging' | 'no-paging';
  /** Whether products carry `images` beside having the endpoint for them. */
  imagesInProducts: boolean;
  /** Whether a change of nothing but the stock moves `updated_at`. */
  stockBumpsUpdatedAt: boolean;
  /** Whether a request must name the v2 type in `Accept`; otherwise a wildcard or nothing will do, too. */
  strictAccept: boolean;
  /** Time that every answer takes. */
  latencyMs: number;
}

/** The settings a fresh simulator starts with. */
export const DEFAULT_SETTINGS: EvotorSettings = {
  pageSize: 1000,
  rateLimit: { limit: 600, windowMs: 60_000, reset: 'delta-seconds', retryAfter: false },
  endOfList: 'empty-paging',
  imagesInProducts: true,
  stockBumpsUpdatedAt: true,
  strictAccept: false,
  latencyMs: 0,
};
