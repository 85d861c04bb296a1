import { Column, Entity, PrimaryColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_general_ci' } as const;

/** What an event of a subscription says beside its type; what it leaves out stays as it was. */
export interface SubscriptionDetails {
  planId?: string;
  devices?: number;
  trialDays?: number;
  /** ISO 8601 */
  nextBillingAt?: string;
  chargedAmount?: string;
  chargedCurrency?: string;
}

/** One event of a subscription. Numbers begin with 1 and rise by one within a subscription. */
@Entity('evotor_subscription_events')
export class EvotorSubscriptionEvent {
  @PrimaryColumn({ name: 'subscription_id', type: 'varchar', length: 64, ...ASCII })
  subscriptionId: string;

  @PrimaryColumn({ name: 'sequence_number', type: 'int', unsigned: true })
  sequenceNumber: number;

  @Column({ name: 'evotor_user_id', type: 'varchar', length: 64, ...ASCII })
  evotorUserId: string;

  /** In lower case, for Evotor's own spelling varies: `subscriptioncreated`. */
  @Column({ type: 'varchar', length: 64 })
  type: string;

  @Column({ type: 'datetime', precision: 3 })
  at: Date;

  @Column({ type: 'json' })
  details: SubscriptionDetails;

  @Column({ name: 'received_at', type: 'datetime', precision: 3 })
  receivedAt: Date;
}
