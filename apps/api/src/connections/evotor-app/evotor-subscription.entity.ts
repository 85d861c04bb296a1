import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_general_ci' } as const;

/**
 * `trial`: free until `trialEndsAt`; `awaiting-payment`: taken, not paid yet; `active`: paid; `ending`: the merchant
 * removed the application, access lasts to the end of what is paid; `ended`: the payment did not come.
 */
export const subscriptionStates = ['trial', 'awaiting-payment', 'active', 'ending', 'ended'] as const;
export type SubscriptionState = (typeof subscriptionStates)[number];

/** A subscription in Evotor's market as its events tell it so far. */
@Entity('evotor_subscriptions')
@Index('ix_evotor_subscriptions_account', ['evotorUserId'])
export class EvotorSubscription {
  @PrimaryColumn({ name: 'subscription_id', type: 'varchar', length: 64, ...ASCII })
  subscriptionId: string;

  @Column({ name: 'evotor_user_id', type: 'varchar', length: 64, ...ASCII })
  evotorUserId: string;

  @Column({ type: 'varchar', length: 24 })
  state: SubscriptionState;

  @Column({ name: 'plan_id', type: 'varchar', length: 191, nullable: true })
  planId: string | null;

  @Column({ type: 'int', unsigned: true, nullable: true })
  devices: number | null;

  @Column({ name: 'trial_ends_at', type: 'datetime', precision: 3, nullable: true })
  trialEndsAt: Date | null;

  @Column({ name: 'next_billing_at', type: 'datetime', precision: 3, nullable: true })
  nextBillingAt: Date | null;

  /** The last payment, as a decimal number. */
  @Column({ name: 'charged_amount', type: 'varchar', length: 32, nullable: true })
  chargedAmount: string | null;

  @Column({ name: 'charged_currency', type: 'varchar', length: 8, nullable: true })
  chargedCurrency: string | null;

  /** Evotor's moment of the event that made the state what it is. */
  @Column({ type: 'datetime', precision: 3 })
  since: Date;
}
