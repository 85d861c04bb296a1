import type { Attempt } from './attempts.js';
import type { Sending } from './sender.js';
import type { WebhookStyle } from './settings.js';

/** What is sent when a merchant takes the application, in the order of the documents. */
export const INSTALL_STEPS = ['account', 'created', 'activated', 'renewed', 'terms', 'installed', 'token'] as const;

/** One webhook of an installation; `account` is create or verify. */
export type InstallStep = (typeof INSTALL_STEPS)[number];

/** How a merchant takes the application. */
export interface InstallOptions {
  userId: string;
  /** A new account, one that exists, or neither (an application that has the token alone). */
  account?: 'create' | 'verify' | 'none';
  username?: string;
  password?: string;
  /** Custom fields of the developer's console, such as `email`. */
  fields?: Record<string, string>;
  plan?: string;
  deviceNumber?: number;
  /** False: the first payment succeeded at once, SubscriptionActivated follows. */
  trial?: boolean;
  /** `same` goes on with the subscription there was: Renewed, and TermsChanged for another plan. */
  subscription?: 'new' | 'same';
  /** The Cloud token handed over is a new one; the one before is dead. */
  newCloudToken?: boolean;
  /** Steps in the order wanted; those not named follow in the documents' order. */
  order?: InstallStep[];
  /** Seed by which all steps but `account` are shuffled. */
  shuffle?: number;
  /** How many times more each webhook is sent. */
  duplicates?: number;
  /** All at once after the account, or with it (`all`). */
  parallel?: boolean | 'all';
  /** Steps that come so many milliseconds late. */
  lateMs?: Partial<Record<InstallStep, number>>;
  style?: Partial<WebhookStyle>;
  /** Wait for each webhook's first attempt, or for its success (or last repeat). */
  wait?: 'first' | 'end';
}

/** What came of a webhook: its last attempt so far. */
export interface StepResult {
  step: string;
  deliveryId: number;
  status: number | null;
  delivered: boolean;
  codes: number[];
  errors: unknown[];
  problem: string | null;
}

/** A webhook of a script, to be sent as often as asked. */
export interface PlannedStep {
  step: string;
  send: (delayMs: number) => Sending;
  /** Asked when its turn comes. */
  skip?: () => boolean;
}

/** How a script is played. */
export type Play = Pick<InstallOptions, 'duplicates' | 'parallel' | 'lateMs' | 'wait'>;

/** The steps in the order wanted; `account`, where it is not named, stays the first of a shuffled order. */
export function ordered<T extends { step: string }>(
  steps: readonly T[],
  { order = [], shuffle }: { order?: readonly string[] | undefined; shuffle?: number | undefined },
): T[] {
  const named = order.flatMap((name) => steps.filter(({ step }) => step === name));
  const others = steps.filter((step) => !named.includes(step));
  if (shuffle === undefined) return [...named, ...others];
  const [kept, free] = [
    others.filter(({ step }) => step === 'account'),
    others.filter(({ step }) => step !== 'account'),
  ];
  return [...named, ...kept, ...shuffled(free, shuffle)];
}

/**
 * Sends the steps one after another or at once. An account that is refused ends the script, as the market would: the
 * others are not sent.
 */
export async function play(steps: readonly PlannedStep[], options: Play): Promise<StepResult[]> {
  const sent: { step: string; sending: Sending }[] = [];
  const begin = ({ step, send, skip }: PlannedStep): Sending[] => {
    if (skip?.()) return [];
    const late = (options.lateMs as Readonly<Record<string, number>> | undefined)?.[step] ?? 0;
    const copies = Array.from({ length: 1 + (options.duplicates ?? 0) }, () => send(late));
    sent.push(...copies.map((sending) => ({ step, sending })));
    return late > 0 ? [] : copies;
  };
  const together = (step: PlannedStep): boolean =>
    options.parallel === 'all' || (options.parallel === true && step.step !== 'account');
  for (const step of steps.filter((each) => !together(each))) {
    const copies = begin(step);
    if (step.step === 'account') {
      const ends = await Promise.all(copies.map(({ end }) => end));
      if (ends.length > 0 && ends.every(({ state }) => state === 'failed')) return results(sent, 'end');
    } else await Promise.all(copies.map(({ first }) => first));
  }
  for (const step of steps.filter(together)) begin(step);
  return results(sent, options.wait ?? 'first');
}

async function results(
  sent: readonly { step: string; sending: Sending }[],
  wait: 'first' | 'end',
): Promise<StepResult[]> {
  return Promise.all(
    sent.map(async ({ step, sending }) => {
      await sending.first;
      if (wait === 'end') await sending.end;
      return resultOf(step, sending.last() ?? (await sending.first));
    }),
  );
}

function resultOf(step: string, attempt: Attempt): StepResult {
  const { deliveryId, status, ok, codes, errors, problem } = attempt;
  return { step, deliveryId, status, delivered: ok, codes, errors, problem };
}

/** Fisher and Yates by a small generator, so that a seed gives one order. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  const mixed = [...items];
  let state = seed >>> 0;
  for (let last = mixed.length - 1; last > 0; last--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T];
  }
  return mixed;
}
