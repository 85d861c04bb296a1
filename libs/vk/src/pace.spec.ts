import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LocalPace, type VkPass } from './pace.js';

/** A clock that moves only when told, with the sleeps that hang on it. */
class Clock {
  time = 0;
  #sleeps: { at: number; wake: () => void }[] = [];

  readonly now = (): number => this.time;
  readonly sleep = (ms: number): Promise<void> => this.at(this.time + ms);
  at(at: number): Promise<void> {
    return new Promise((wake) => this.#sleeps.push({ at, wake }));
  }

  async runOut(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#sleeps.length > 0) {
      this.#sleeps.sort((a, b) => a.at - b.at);
      const next = this.#sleeps.shift();
      this.time = Math.max(this.time, next?.at ?? 0);
      next?.wake();
      for (let turn = 0; turn < 4; turn += 1) await Promise.resolve();
    }
  }
}

function mostInOneSecond(times: readonly number[]): number {
  return Math.max(0, ...times.map((from) => times.filter((time) => time >= from && time <= from + 1000).length));
}

describe('LocalPace', () => {
  it('never lets a fourth arrival into one second, however long a request takes to leave or to be answered', async () => {
    const request = fc.record({
      asksAt: fc.integer({ min: 0, max: 4000 }),
      leaves: fc.integer({ min: 0, max: 2000 }),
      travels: fc.integer({ min: 0, max: 90 }),
      answers: fc.integer({ min: 0, max: 1500 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(request, { minLength: 4, maxLength: 25 }), async (requests) => {
        const clock = new Clock();
        const pace = new LocalPace(3, clock);
        const starts: number[] = [];
        const arrivals: number[] = [];
        for (const { asksAt, leaves, travels, answers } of requests) {
          void clock.at(asksAt).then(async () => {
            const pass = await pace.acquire();
            const left = clock.time + leaves;
            starts.push(clock.time);
            arrivals.push(left + travels);
            void clock.at(left).then(() => pass.sent?.());
            void clock.at(left + travels + answers).then(() => pass.done());
          });
        }
        await clock.runOut();
        expect(starts).toHaveLength(requests.length);
        expect(mostInOneSecond(arrivals)).toBeLessThanOrEqual(3);
      }),
      { numRuns: 300 },
    );
  });

  it('comes close to the limit: 30 quick requests take little over 9 seconds', async () => {
    const clock = new Clock();
    const pace = new LocalPace(3, clock);
    const starts: number[] = [];
    for (let index = 0; index < 30; index += 1) {
      void pace.acquire().then((pass) => {
        starts.push(clock.time);
        void clock.at(clock.time + 40).then(() => pass.done());
      });
    }
    await clock.runOut();
    expect(starts[29]).toBeLessThanOrEqual(9 * 1050);
  });

  it('loses no pace to slow answers, and keeps the place of a request that has not left', async () => {
    const clock = new Clock();
    const pace = new LocalPace(1, clock);
    const starts: number[] = [];
    const ask = (): Promise<VkPass> =>
      pace.acquire().then((pass) => {
        starts.push(clock.time);
        return pass;
      });
    void ask().then((pass) => pass.sent?.());
    void ask().then((pass) => clock.at(clock.time + 2000).then(() => pass.sent?.()));
    void ask().then((pass) => pass.giveBack?.());
    void ask();
    void ask();
    await clock.runOut();
    expect(starts).toEqual([0, 1100, 4200, 4200, 15_210]);
  });

  it('serves in order, and forgets who left', async () => {
    const clock = new Clock();
    const pace = new LocalPace(1, clock);
    const served: string[] = [];
    let lastServed = 0;
    const leaving = new AbortController();
    const ask = (name: string, signal?: AbortSignal): Promise<unknown> =>
      pace.acquire(signal).then((pass: VkPass) => {
        served.push(name);
        lastServed = clock.time;
        return pass.done();
      });
    const all = [ask('first'), ask('second', leaving.signal), ask('third')];
    leaving.abort(new Error('changed my mind'));
    const settled = Promise.allSettled(all);
    await clock.runOut();
    expect((await settled).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(served).toEqual(['first', 'third']);
    expect(lastServed).toBeLessThan(1200);
    await expect(pace.acquire(leaving.signal)).rejects.toThrow('changed my mind');
  });

  it('lets nothing start during a penalty', async () => {
    const clock = new Clock();
    const pace = new LocalPace(3, clock);
    const starts: number[] = [];
    pace.penalize(1000);
    void pace.acquire().then(() => starts.push(clock.time));
    await clock.runOut();
    expect(starts).toEqual([1000]);
  });

  it('keeps to the window on a real clock', async () => {
    const pace = new LocalPace(2, { windowMs: 60, marginMs: 5, travelMs: 10 });
    const starts: number[] = [];
    for (let index = 0; index < 6; index += 1) {
      const pass = await pace.acquire();
      starts.push(performance.now());
      await pass.done();
    }
    for (const [index, start] of starts.slice(2).entries()) {
      expect(start - (starts[index] ?? 0)).toBeGreaterThanOrEqual(60);
    }
  });

  it('refuses a limit that is none', () => {
    expect(() => new LocalPace(0)).toThrow(RangeError);
  });
});
