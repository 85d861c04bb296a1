import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_general_ci' } as const;

/** What an event is about, by the door it came through. */
export const eventKinds = [
  'user-create',
  'user-verify',
  'user-token',
  'subscription',
  'installation',
  'products',
  'documents',
  'receipt',
  'stores',
] as const;
export type EventKind = (typeof eventKinds)[number];

/** A call of Evotor's as it came in, kept before it is answered; what it asks for is done later, by a queue. */
@Entity('evotor_events')
@Index('uq_evotor_events_key', ['eventKey'], { unique: true })
@Index('ix_evotor_events_unhandled', ['handledAt', 'receivedAt'])
@Index('ix_evotor_events_received', ['receivedAt'])
@Index('ix_evotor_events_account', ['evotorUserId'])
export class EvotorEvent {
  @PrimaryGeneratedColumn({ type: 'bigint', unsigned: true })
  id: string;

  @Column({ type: 'varchar', length: 32, ...ASCII })
  kind: EventKind;

  /** Evotor's own id of the event, where it has one: a repeat is not kept twice. */
  @Column({ name: 'event_key', type: 'varchar', length: 191, nullable: true, ...ASCII })
  eventKey: string | null;

  @Column({ name: 'evotor_user_id', type: 'varchar', length: 64, nullable: true, ...ASCII })
  evotorUserId: string | null;

  @Column({ name: 'user_id', type: 'int', unsigned: true, nullable: true })
  userId: number | null;

  /** The JSON as it came, passwords and tokens taken out; of long lists only what is needed to tell them apart. */
  @Column({ type: 'mediumtext' })
  body: string;

  /** A token that the event brought, encrypted. */
  @Column({ type: 'text', nullable: true })
  secret: string | null;

  @Column({ name: 'received_at', type: 'datetime', precision: 3 })
  receivedAt: Date;

  @Column({ type: 'int', unsigned: true, default: 0 })
  tries: number;

  @Column({ name: 'handled_at', type: 'datetime', precision: 3, nullable: true })
  handledAt: Date | null;

  /** What came of it, in a word. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  outcome: string | null;
}
