import { describe, expect, it } from '@jest/globals';
import { GAP_PATIENCE_MS, tellable, tellStory, type StoryEvent } from './subscription-story.js';
import { pauseOf } from './pause.js';

const START = new Date('2025-04-02T09:15:27.753Z');
const DAY_MS = 24 * 3600_000;
const anEvent = (sequenceNumber: number, type: string, details: StoryEvent['details'] = {}): StoryEvent => ({
  sequenceNumber,
  type: type.toLowerCase(),
  at: new Date(START.getTime() + (sequenceNumber - 1) * DAY_MS),
  details,
  receivedAt: START,
});
const storyOf = (...events: StoryEvent[]) => tellStory(events);
const created = anEvent(1, 'SubscriptionCreated', { planId: 'start', trialDays: 14, devices: 1 });
const NEXT = '2025-05-16T00:00:00.000Z';

describe('the story of a subscription', () => {
  it.each<[events: StoryEvent[], state: string]>([
    [[created], 'trial'],
    [[anEvent(1, 'SubscriptionCreated', { planId: 'start' })], 'awaiting-payment'],
    [[created, anEvent(2, 'SubscriptionActivated', { nextBillingAt: NEXT })], 'active'],
    [[created, anEvent(2, 'SubscriptionTerminated')], 'ended'],
    [
      [created, anEvent(2, 'SubscriptionTerminated'), anEvent(3, 'SubscriptionRenewed', { nextBillingAt: NEXT })],
      'active',
    ],
    [[created, anEvent(2, 'SubscriptionActivated'), anEvent(3, 'SubscriptionTerminationRequested')], 'ending'],
    [[created, anEvent(2, 'SubscriptionTerminationRequested'), anEvent(3, 'SubscriptionRenewed')], 'active'],
    [[created, anEvent(2, 'SubscriptionTerminated'), anEvent(3, 'SubscriptionTermsChanged', { devices: 3 })], 'ended'],
    [[created, anEvent(2, 'SubscriptionTerminated'), anEvent(3, 'SubscriptionTerminationRequested')], 'ended'],
    [[anEvent(7, 'AddonsUpdated')], 'active'],
    [[created, anEvent(2, 'SubscriptionDreamt')], 'trial'],
  ])('%#: ends as it should', (events, state) => expect(storyOf(...events)?.state).toBe(state));

  it('keeps plan, devices and dates until something else is said', () => {
    expect(storyOf(created)).toMatchObject({
      planId: 'start',
      devices: 1,
      trialEndsAt: new Date(START.getTime() + 14 * DAY_MS),
    });
    const paid = anEvent(2, 'SubscriptionActivated', {
      nextBillingAt: NEXT,
      chargedAmount: '490',
      chargedCurrency: 'RUB',
    });
    const changed = anEvent(3, 'SubscriptionTermsChanged', { devices: 3 });
    expect(storyOf(created, paid, changed)).toEqual({
      state: 'active',
      planId: 'start',
      devices: 3,
      trialEndsAt: null,
      nextBillingAt: new Date(NEXT),
      chargedAmount: '490',
      chargedCurrency: 'RUB',
      since: paid.at,
    });
  });

  it('is the same whatever the order of arrival', () => {
    const events = [
      created,
      anEvent(2, 'SubscriptionActivated'),
      anEvent(3, 'SubscriptionTerminated'),
      anEvent(4, 'SubscriptionRenewed'),
    ];
    const inOrder = tellStory(tellable(events, START).events);
    for (const order of [
      [3, 2, 1, 0],
      [1, 3, 0, 2],
      [2, 0, 3, 1],
    ]) {
      const shuffled = order.map((place) => events[place] as StoryEvent);
      expect(tellStory(tellable(shuffled, START).events)).toEqual(inOrder);
    }
  });

  it('waits behind a gap, but not for ever', () => {
    const late = { ...anEvent(3, 'SubscriptionTerminated'), receivedAt: START };
    const atOnce = tellable([created, late], START);
    expect(atOnce.events.map(({ sequenceNumber }) => sequenceNumber)).toEqual([1]);
    expect(atOnce.waitsUntil).toEqual(new Date(START.getTime() + GAP_PATIENCE_MS));
    const afterAll = tellable([created, late], new Date(START.getTime() + GAP_PATIENCE_MS));
    expect(afterAll).toEqual({ events: [created, late], waitsUntil: null });
    const filled = tellable([late, created, anEvent(2, 'SubscriptionActivated')], START);
    expect(filled.events).toHaveLength(3);
  });

  it('has not begun before its first event', () => {
    expect(tellStory([])).toBeNull();
    expect(tellable([anEvent(2, 'SubscriptionActivated')], START).events).toEqual([]);
  });
});

describe('the pause of a merchant', () => {
  it.each([
    [null, [], null],
    ['installed', [], null],
    ['uninstalled', ['active'], 'app_uninstalled'],
    ['installed', ['ended'], 'subscription_ended'],
    [null, ['ended', 'trial'], null],
    ['installed', ['ending'], null],
    ['uninstalled', ['ended'], 'app_uninstalled'],
  ] as const)('of an application %s with subscriptions %j is %s', (installation, states, pause) =>
    expect(pauseOf(installation, states)).toBe(pause),
  );
});
