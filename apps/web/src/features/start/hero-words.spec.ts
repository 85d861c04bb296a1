import { describe, expect, it } from '@jest/globals';
import type { Overview } from '../../lib/api-types.js';
import { heroOf, isNew } from './hero-words.js';

const anOverview = (changes: object = {}) =>
  ({
    state: 'ok',
    activeRun: null,
    problems: [],
    goods: { chosen: 5 },
    connections: { evotor: { connected: true }, vk: { connected: true } },
    ...changes,
  }) as unknown as Overview;

describe('heroOf', () => {
  it.each([
    ['ok', 'ok', 'succeeded', {}],
    ['ok', 'wait', 'partial', { problems: [{ severity: 'heals-itself' }] }],
    ['ok', 'ok', 'succeeded', { problems: [{ severity: 'note' }] }],
    ['late', 'wait', 'late', { state: 'late' }],
    ['needsYou', 'bad', 'attention', { state: 'needs-you' }],
    ['off', 'quiet', 'off', { state: 'off' }],
    ['notStarted', 'quiet', 'never', { state: 'setting-up' }],
    ['notStarted', 'quiet', 'notReady', { state: 'setting-up', goods: { chosen: 0 } }],
    ['running', 'busy', 'queued', { state: 'needs-you', activeRun: { status: 'queued' } }],
    ['running', 'busy', 'running', { activeRun: { status: 'running' } }],
  ] as const)('is %s in %s, saying "%s"', (state, tone, sentence, changes) => {
    expect(heroOf(anOverview(changes))).toEqual({ state, tone, sentence });
  });
});

describe('isNew', () => {
  it.each([
    [false, {}],
    [true, { goods: { chosen: 0 } }],
    [true, { connections: { evotor: { connected: true }, vk: { connected: false } } }],
  ])('is %s for %j', (isNewer, changes) => expect(isNew(anOverview(changes))).toBe(isNewer));
});
