import type { VolumeLimit } from './settings.js';
import { VkError, captcha } from './vk-error.js';

const SECOND = 1_000;

/** Counts arrivals of each key within any running second. */
export class RunningSecond {
  private readonly arrivals = new Map<string, number[]>();

  /** Whether a request of `key` arriving at `now` is within `limit`; a refused one is remembered only if `countRefused`. */
  admit(key: string, now: number, limit: number, countRefused: boolean): boolean {
    const recent = (this.arrivals.get(key) ?? []).filter((time) => time > now - SECOND);
    const admitted = recent.length < limit;
    if (admitted || countRefused) recent.push(now);
    this.arrivals.set(key, recent);
    return admitted;
  }

  clear(): void {
    this.arrivals.clear();
  }
}

/** Per-method volume limits of each token: flood control (9), captcha (14), daily quota (29). */
export class VolumeControl {
  private rules: VolumeLimit[] = [];
  private readonly calls = new Map<string, number[]>();
  private readonly refusals = new Map<string, number>();

  setRules(rules: VolumeLimit[]): void {
    this.rules = rules.map((rule) => ({ ...rule }));
    this.calls.clear();
    this.refusals.clear();
  }

  list(): VolumeLimit[] {
    return this.rules.map((rule) => ({ ...rule }));
  }

  /** @throws VkError 9, 14 or 29 when the call is over a limit of its method */
  check(method: string, token: string, now: number): void {
    this.rules.forEach((rule, index) => {
      if (rule.method !== method) return;
      const key = `${index} ${token}`;
      const recent = (this.calls.get(key) ?? []).filter((time) => time > now - rule.windowMs);
      if (recent.length < rule.limit) {
        this.calls.set(key, [...recent, now]);
        return;
      }
      const refusals = (this.refusals.get(key) ?? 0) + 1;
      this.refusals.set(key, refusals);
      const wantsHuman = rule.code === 14 || (rule.captchaAfter !== undefined && refusals > rule.captchaAfter);
      throw wantsHuman ? captcha('redirect', refusals) : new VkError(rule.code);
    });
  }
}
