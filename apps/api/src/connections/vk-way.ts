/** Milliseconds. With steady answers a request is taken to arrive after the least, before anything is known after the most. */
const TRAVEL_MS = { least: 40, most: 120, slack: 10 };
/** The last so many answers tell how steady the way is: those of some five seconds. */
const REMEMBERED = 16;
const ENOUGH = 6;

/**
 * How much later than another a request may reach VK after its last byte has left. Nobody says when a request arrived,
 * only when its answer did: where answers take nearly the same time, so do the requests; where they do not, either may
 * be the reason, and the pace gives way a little.
 */
export class VkWay {
  private readonly answeredMs: number[] = [];

  /** An answer came so long after its request had left. */
  noteAnswer(ms: number): void {
    this.answeredMs.push(ms);
    if (this.answeredMs.length > REMEMBERED) this.answeredMs.shift();
  }

  get travelMs(): number {
    const { least, most, slack } = TRAVEL_MS;
    if (this.answeredMs.length < ENOUGH) return most;
    const spread = Math.max(...this.answeredMs) - Math.min(...this.answeredMs);
    return Math.round(Math.min(most, Math.max(least, spread + slack)));
  }
}
