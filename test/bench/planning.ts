import { planMirror } from '@evosync/mirror';
import { mirrored, register } from './registers.ts';
import { atMost, type BenchRow } from './report.ts';

const TRIES = 5;

/** Planning from 1,000 to 100,000 products: thread CPU time, the best of several tries, so that a busy machine matters less. */
export function benchPlanning(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const first = new Map<string, number>();
  for (const size of [1_000, 10_000, 100_000]) {
    const fresh = register(size);
    const same = mirrored(fresh);
    if (planMirror(same).operations.length > 0) throw new Error('the plan of a shop that is right is not empty');
    for (const [work, input] of [
      ['a first mirror', fresh],
      ['when nothing changed', same],
    ] as const) {
      const times = Array.from({ length: TRIES }, () => {
        const before = process.threadCpuUsage();
        planMirror(input);
        const { user, system } = process.threadCpuUsage(before);
        return (user + system) / 1000;
      });
      const value = Math.min(...times);
      const perThousand = (value * 1000) / size;
      rows.push({
        ...{ work: `plan ${work}, ${size} products`, value, unit: 'ms' },
        ...(size === 100_000 && { bar: atMost(value, 1_000, 'under 1 s') }),
      });
      const small = first.get(work) ?? perThousand;
      if (size === 10_000) first.set(work, perThousand);
      if (size === 100_000) {
        rows.push({
          ...{ work: `plan ${work}, each 1000 of ${size}`, value: perThousand, unit: 'ms' },
          baseline: { what: 'each 1000 of 10000', value: small },
          bar: atMost(perThousand / small, 2, 'linear: no more than 2 x'),
        });
      }
    }
  }
  return Promise.resolve(rows);
}
