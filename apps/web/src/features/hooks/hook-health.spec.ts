import { describe, expect, it } from '@jest/globals';
import { healthOf } from './hook-health.js';

const WHEN = '2026-03-01T09:30:00.000Z';

describe('the health of a hook', () => {
  it.each([
    [{ enabled: true, failingSince: null, givenUpAt: null }, 'works'],
    [{ enabled: true, failingSince: WHEN, givenUpAt: null }, 'failing'],
    [{ enabled: false, failingSince: WHEN, givenUpAt: WHEN }, 'givenUp'],
    [{ enabled: false, failingSince: WHEN, givenUpAt: null }, 'off'],
  ] as const)('of %j is %s', (hook, words) => expect(healthOf(hook).words).toBe(words));
});
