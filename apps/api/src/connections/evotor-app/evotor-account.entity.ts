import { Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_general_ci' } as const;

/** Why the application may not work for a merchant: it was uninstalled, or its subscription has ended. */
export const pauseCodes = ['app_uninstalled', 'subscription_ended'] as const;
export type PauseCode = (typeof pauseCodes)[number];

/** What Evotor told last of the installation. */
export type Installation = 'installed' | 'uninstalled';

/** A user of Evotor as its webhooks know them, and the user of ours they are; all secrets are encrypted at rest. */
@Entity('evotor_accounts')
@Index('uq_evotor_accounts_user', ['userId'], { unique: true })
@Index('uq_evotor_accounts_token', ['userTokenHash'], { unique: true })
export class EvotorAccount {
  /** Evotor's own id of the user: `01-000000000000001`. */
  @PrimaryColumn({ name: 'evotor_user_id', type: 'varchar', length: 64, ...ASCII })
  evotorUserId: string;

  /** Null while nobody of ours is known to be this user of Evotor. */
  @Column({ name: 'user_id', type: 'int', unsigned: true, nullable: true })
  userId: number | null;

  /** By this a token that Evotor sends is found. */
  @Column({ name: 'user_token_hash', type: 'char', length: 64, nullable: true, ...ASCII })
  userTokenHash: string | null;

  /** The token that we gave Evotor for this user, to be given again when they verify again. */
  @Column({ name: 'user_token', type: 'text', nullable: true })
  userToken: string | null;

  /** The newest token of the Evotor Cloud that Evotor gave us. */
  @Column({ name: 'cloud_token', type: 'text', nullable: true })
  cloudToken: string | null;

  /** The event that brought it: an older one does not replace it. */
  @Column({ name: 'cloud_token_event', type: 'bigint', unsigned: true, nullable: true })
  cloudTokenEvent: string | null;

  /** Whether it stands in the merchant's connection already. */
  @Column({ name: 'cloud_token_used', type: 'boolean', default: false })
  cloudTokenUsed: boolean;

  /** Until then Evotor may refuse access: the merchant has still to choose the terminals. */
  @Column({ name: 'settling_until', type: 'datetime', precision: 3, nullable: true })
  settlingUntil: Date | null;

  @Column({ type: 'varchar', length: 16, nullable: true })
  installation: Installation | null;

  /** Evotor's own moment of that. */
  @Column({ name: 'installation_at', type: 'datetime', precision: 3, nullable: true })
  installationAt: Date | null;

  /** Why nothing is synced now; null when nothing forbids it. */
  @Column({ name: 'pause_code', type: 'varchar', length: 32, nullable: true })
  pauseCode: PauseCode | null;

  @Column({ name: 'paused_at', type: 'datetime', precision: 3, nullable: true })
  pausedAt: Date | null;

  /** When the merchant was told of the pause. */
  @Column({ name: 'pause_told_at', type: 'datetime', precision: 3, nullable: true })
  pauseToldAt: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'datetime', precision: 3, default: () => 'CURRENT_TIMESTAMP(3)' })
  createdAt: Date;
}
