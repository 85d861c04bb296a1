import { describe, expect, it } from '@jest/globals';
import {
  EvotorBadAnswerError,
  EvotorBadRequestError,
  EvotorForbiddenError,
  EvotorIncompleteListingError,
  EvotorNotFoundError,
  EvotorRateLimitedError,
  EvotorSubscriptionRequiredError,
  EvotorTokenRejectedError,
  EvotorUnavailableError,
} from '@evosync/evotor';
import {
  VkApiError,
  VkConnectionError,
  VkIdRefusedError,
  VkIdUnavailableError,
  VkIncompleteListingError,
  VkTransportError,
  VkUnknownOutcomeError,
  VkUploadError,
} from '@evosync/vk';
import { runEndOf, RunEnded } from './run-errors.js';

const refusal = (code: number, cause?: unknown) =>
  new VkApiError({ code, method: 'market.get', text: 'VK says no', cause });
const at = (status: number | null) => ({ status, path: '/stores' });

/** The code of the end, who must act, and the connection that is marked for it. */
const endBy = (error: unknown) => {
  const end = runEndOf(error);
  return end && [end.runError.code, end.runError.who, end.connection?.side ?? null];
};

describe('what ends a run, and who must act (M13)', () => {
  it.each([2, 5, 17, 18, 24, 25, 37, 38, 39, 41, 1114, 1116, 1117, 1118, 3300, 3305, 3609, 3610, 3611, 11500])(
    'VK %i: the token is dead',
    (code) => expect(endBy(refusal(code))).toEqual(['token_rejected', 'merchant', 'vk']),
  );
  it.each([27, 28])('VK %i: it is no token of a person', (code) =>
    expect(endBy(refusal(code))).toEqual(['not_a_user_token', 'merchant', 'vk']),
  );
  it('VK 15: the token lacks the right', () =>
    expect(endBy(refusal(15))).toEqual(['no_market_scope', 'merchant', 'vk']));
  it.each([7, 30, 40, 125, 200, 203, 204, 205, 210, 1409])('VK %i: the role in the community is lost', (code) =>
    expect(endBy(refusal(code))).toEqual(['not_a_manager', 'merchant', 'vk']),
  );
  it.each([1438, 1525, 1526])('VK %i: the shop is switched off', (code) =>
    expect(endBy(refusal(code))).toEqual(['market_disabled', 'merchant', 'vk']),
  );
  it('VK 14: captcha, which is not the connection’s fault', () =>
    expect(endBy(refusal(14))).toEqual(['captcha', 'merchant', null]));
  it.each([29, 103, 601, 1405, 1407, 9, 6, 32])('VK %i: a limit that time lifts', (code) =>
    expect(endBy(refusal(code))).toEqual(['quota', 'wait', null]),
  );
  it.each([3, 4, 8, 11, 12, 13, 16, 20, 21, 23, 33, 34, 35, 42, 101, 113, 150, 9999])(
    'VK %i: our request is wrong, no merchant can mend it',
    (code) => expect(endBy(refusal(code))).toEqual(['internal', 'evosync', null]),
  );
  it.each([1, 10, 36, 43])('VK %i: it is ill, and gets well', (code) =>
    expect(endBy(refusal(code))).toEqual(['vk_unavailable', 'wait', null]),
  );

  it.each([
    ['silence', new VkTransportError('market.get', 'timeout')],
    ['an unknown outcome', new VkUnknownOutcomeError('market.add', new Error('cut'))],
    ['a listing that does not hold still', new VkIncompleteListingError('market.get', { expected: 2, read: 1 })],
    ['an upload that was cut off', new VkUploadError('upload', {})],
    ['a check that could not be made', new VkConnectionError('unavailable')],
    ['VK ID that is away', new VkIdUnavailableError('silent')],
    ['a token that VK ID could not renew just now', refusal(5, new VkIdUnavailableError('silent'))],
  ])('VK, %s: the next run goes on', (_, error) => expect(endBy(error)).toEqual(['vk_unavailable', 'wait', null]));

  it('VK refuses the default photo: only the operators can mend it', () =>
    expect(endBy(new VkUploadError('upload', { text: 'bad image' }))).toEqual([
      'default_photo_rejected',
      'evosync',
      null,
    ]));
  it('the sign-in through VK ID is over', () =>
    expect(endBy(refusal(5, new VkIdRefusedError('invalid_grant')))).toEqual(['sign_in_expired', 'merchant', 'vk']));
  it('the community is blocked', () =>
    expect(endBy(new VkConnectionError('group_blocked'))).toEqual(['group_blocked', 'merchant', 'vk']));

  it.each([
    [401, new EvotorTokenRejectedError('rejected', at(401)), 'token_rejected'],
    [402, new EvotorSubscriptionRequiredError(at(402)), 'subscription_required'],
    [403, new EvotorForbiddenError(at(403)), 'forbidden'],
  ])('Evotor %i: the merchant must act', (_, error, code) =>
    expect(endBy(error)).toEqual([code, 'merchant', 'evotor']),
  );

  it.each([
    [404, new EvotorNotFoundError('not found', at(404))],
    [429, new EvotorRateLimitedError(at(429), 1000)],
    [500, new EvotorUnavailableError('broken', at(500))],
    ['no page', new EvotorBadAnswerError('no page', at(200))],
    ['half a listing', new EvotorIncompleteListingError('cursor_repeated', at(200))],
  ])('Evotor %s: the next run tries again', (_, error) =>
    expect(endBy(error)).toEqual(['evotor_unavailable', 'wait', null]),
  );

  it.each([400, 405, 406, 422])('Evotor %i: it did not understand us, no merchant can mend it', (status) =>
    expect(endBy(new EvotorBadRequestError('refused', at(status)))).toEqual(['internal', 'evosync', null]),
  );

  it('what ended already stays as it is, and what is our own mistake is no end', () => {
    const ended = new RunEnded({ code: 'captcha', message: 'слова', who: 'merchant' });
    expect(runEndOf(ended)).toBe(ended);
    expect(runEndOf(new TypeError('undefined is not a function'))).toBeNull();
  });
});
