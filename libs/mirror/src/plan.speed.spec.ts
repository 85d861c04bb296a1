import { describe, expect, it } from '@jest/globals';
import { aMirrorInput, aProduct, aVkItem } from '@evosync/testing';
import { planMirror } from './index.js';
import type { MirrorInput } from './index.js';

/** All goods share a name, and nobody's items share a title: what would be slow if anything were compared pairwise. */
function crowd(size: number): MirrorInput {
  const products = Array.from({ length: size }, (_, index) => aProduct({ id: `p${index}`, parentId: null }));
  const items = Array.from({ length: size }, (_, index) => aVkItem({ id: index + 1, title: 'Чай чёрный «Утренний»' }));
  return aMirrorInput({ products, items });
}

function milliseconds(input: MirrorInput): number {
  const times = Array.from({ length: 3 }, () => {
    const before = process.threadCpuUsage();
    planMirror(input);
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

describe('planMirror', () => {
  it('takes time in proportion to the number of products', () => {
    milliseconds(crowd(2_000));
    const few = milliseconds(crowd(4_000));
    const many = milliseconds(crowd(32_000));
    // Eight times as much, with room for caches and the garbage collector; anything quadratic would take 64 times.
    expect(many / few).toBeLessThan(24);
  });
});
