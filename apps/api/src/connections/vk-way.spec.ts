import { describe, expect, it } from '@jest/globals';
import { VkWay } from './vk-way.js';

describe('The way to VK', () => {
  const after = (...answers: number[]): number => {
    const way = new VkWay();
    answers.forEach((ms) => way.noteAnswer(ms));
    return way.travelMs;
  };

  it('is taken for unsteady until enough is known of it', () => {
    expect(after()).toBe(120);
    expect(after(20, 21, 20)).toBe(120);
  });

  it.each([
    ['quick and steady', [5, 6, 5, 7, 5, 6, 5], 40],
    ['slow and steady', [400, 410, 405, 402, 401, 400], 40],
    ['a little unsteady', [100, 150, 120, 110, 140, 130], 60],
    ['unsteady', [20, 300, 40, 120, 20, 80], 120],
  ])('%s', (_, answers, travelMs) => expect(after(...answers)).toBe(travelMs));

  it('forgets an answer that was late once', () => {
    expect(after(900, ...Array<number>(15).fill(10))).toBe(120);
    expect(after(900, ...Array<number>(16).fill(10))).toBe(40);
  });
});
