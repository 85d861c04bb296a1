import { describe, expect, it } from '@jest/globals';
import type { Run } from '../../lib/api-types.js';
import { remedyOf } from './run-remedy.js';

const aRun = (failed: number, error: Run['error']) => ({ counts: { failed }, error }) as Run;
const message = 'Что-то случилось';

describe('remedyOf', () => {
  it.each([
    ['connections', 'a token that VK refuses', aRun(0, { code: 'token_rejected', message, who: 'merchant' })],
    ['failed-items', 'products that VK refuses', aRun(3, { code: 'items_failed', message, who: 'merchant' })],
    [null, 'a register that is not paid for', aRun(0, { code: 'subscription_required', message, who: 'merchant' })],
    [null, 'a cloud that is away', aRun(0, { code: 'unavailable', message, who: 'wait' })],
    [null, 'a run without trouble', aRun(0, null)],
  ])('is %s for %s', (remedy, _what, run) => expect(remedyOf(run)).toBe(remedy));
});
