import { describe, expect, it } from '@jest/globals';
import type { Overview } from '../../../lib/api-types.js';
import { guideSteps } from './guide-steps.js';

type Status = Overview['connections']['vk']['status'];
const statesOf = (evotor: Status, vk: Status, chosen: number) =>
  guideSteps({
    connections: { evotor: { status: evotor }, vk: { status: vk } },
    goods: { chosen },
  } as unknown as Overview).map(({ name, state }) => `${name} ${state}`);

describe('guideSteps', () => {
  it.each([
    ['notConnected', 'notConnected', 0, ['evotor todo', 'vk todo', 'goods todo']],
    ['ok', 'notConnected', 0, ['evotor done', 'vk todo', 'goods todo']],
    ['ok', 'needsAttention', 3, ['evotor done', 'vk broken', 'goods done']],
  ] as const)('Evotor %s, VK %s, %d chosen', (evotor, vk, chosen, steps) => {
    expect(statesOf(evotor, vk, chosen)).toEqual(steps);
  });
});
