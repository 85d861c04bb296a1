import type { SubscriptionDetails } from './evotor-subscription-event.entity.js';
import type { SubscriptionState } from './evotor-subscription.entity.js';

/** An event of a subscription, as far as its story needs it. */
export interface StoryEvent {
  sequenceNumber: number;
  /** In lower case. */
  type: string;
  at: Date;
  details: SubscriptionDetails;
  receivedAt: Date;
}

/** What a subscription is after its events. */
export interface SubscriptionStory {
  state: SubscriptionState;
  planId: string | null;
  devices: number | null;
  trialEndsAt: Date | null;
  nextBillingAt: Date | null;
  chargedAmount: string | null;
  chargedCurrency: string | null;
  since: Date;
}

/** Evotor repeats what it could not deliver every minute: what is missing for longer than this will not come. */
export const GAP_PATIENCE_MS = 10 * 60_000;
const DAY_MS = 24 * 3600_000;

/**
 * The events that may be told, in their order, whatever the order in which they came. Behind a gap they wait for what is
 * missing, but not for ever: `waitsUntil` is when the patience with the first gap ends.
 */
export function tellable(events: readonly StoryEvent[], now: Date): { events: StoryEvent[]; waitsUntil: Date | null } {
  const inOrder = [...events].sort((one, other) => one.sequenceNumber - other.sequenceNumber);
  const told: StoryEvent[] = [];
  for (const event of inOrder) {
    const next = (told.at(-1)?.sequenceNumber ?? 0) + 1;
    const patienceEnds = event.receivedAt.getTime() + GAP_PATIENCE_MS;
    if (event.sequenceNumber > next && patienceEnds > now.getTime()) {
      return { events: told, waitsUntil: new Date(patienceEnds) };
    }
    told.push(event);
  }
  return { events: told, waitsUntil: null };
}

/** What the events, in their order, make of a subscription; null before the first of a known type. */
export function tellStory(events: readonly StoryEvent[]): SubscriptionStory | null {
  return events.reduce<SubscriptionStory | null>(tell, null);
}

function tell(story: SubscriptionStory | null, event: StoryEvent): SubscriptionStory | null {
  const state = stateAfter(story?.state ?? null, event);
  if (state === null) return story;
  const { details, at } = event;
  const paid = event.type === 'subscriptionactivated' || event.type === 'subscriptionrenewed';
  return {
    state,
    planId: details.planId ?? story?.planId ?? null,
    devices: details.devices ?? story?.devices ?? null,
    trialEndsAt: details.trialDays
      ? new Date(at.getTime() + details.trialDays * DAY_MS)
      : paid
        ? null
        : (story?.trialEndsAt ?? null),
    nextBillingAt: details.nextBillingAt ? new Date(details.nextBillingAt) : (story?.nextBillingAt ?? null),
    chargedAmount: details.chargedAmount ?? story?.chargedAmount ?? null,
    chargedCurrency: details.chargedCurrency ?? story?.chargedCurrency ?? null,
    since: story?.state === state ? story.since : at,
  };
}

/** Null for types that we do not know. A change of terms says nothing of the state. */
function stateAfter(before: SubscriptionState | null, { type, details }: StoryEvent): SubscriptionState | null {
  switch (type) {
    case 'subscriptioncreated':
      return details.trialDays ? 'trial' : 'awaiting-payment';
    case 'subscriptionactivated':
    case 'subscriptionrenewed':
      return 'active';
    case 'subscriptiontermschanged':
    case 'addonsupdated':
      return before ?? 'active';
    case 'subscriptionterminationrequested':
      return before === 'ended' ? 'ended' : 'ending';
    case 'subscriptionterminated':
      return 'ended';
    default:
      return null;
  }
}
