import { Column, Entity, Index, PrimaryColumn, UpdateDateColumn } from 'typeorm';
import type { ConnectionStatus } from './connection-status.js';

/** A merchant's VK community; the token is encrypted at rest. */
@Entity('vk_connections')
@Index('ix_vk_connections_notice', ['status', 'notifiedAt'])
export class VkConnection {
  @PrimaryColumn({ name: 'user_id', type: 'int', unsigned: true })
  userId: number;

  @Column({ name: 'access_token', type: 'text' })
  accessToken: string;

  @Column({ name: 'token_last4', type: 'varchar', length: 4 })
  tokenLast4: string;

  /** Changes whenever the tokens do: who changes them says which ones they mean to replace. */
  @Column({ name: 'token_mark', type: 'varchar', length: 32, default: '' })
  tokenMark: string;

  /** Set when the merchant signed in through VK ID: good for one use. A pasted token has none. */
  @Column({ name: 'refresh_token', type: 'text', nullable: true })
  refreshToken: string | null;

  /** VK's name of the browser that signed in; it belongs to the refresh token. */
  @Column({ name: 'device_id', type: 'varchar', length: 255, nullable: true })
  deviceId: string | null;

  /** Null: no end is known. */
  @Column({ name: 'token_expires_at', type: 'datetime', precision: 3, nullable: true })
  tokenExpiresAt: Date | null;

  /** From when on a new one is to be had; null: never. */
  @Column({ name: 'token_renew_at', type: 'datetime', precision: 3, nullable: true })
  tokenRenewAt: Date | null;

  /** A process set about refreshing the tokens. */
  @Column({ name: 'refresh_claimed_at', type: 'datetime', precision: 3, nullable: true })
  refreshClaimedAt: Date | null;

  /** VK's id of the person whose token it is, where known. */
  @Column({
    name: 'vk_user_id',
    type: 'bigint',
    unsigned: true,
    nullable: true,
    transformer: { to: (v: number | null) => v, from: (v: string | null) => (v === null ? null : Number(v)) },
  })
  vkUserId: number | null;

  /** Positive; VK's `owner_id` is minus this. */
  @Column({ name: 'group_id', type: 'bigint', unsigned: true, transformer: { to: (v: number) => v, from: Number } })
  groupId: number;

  @Column({ name: 'group_name', type: 'varchar', length: 255, default: '' })
  groupName: string;

  @Column({ name: 'group_screen_name', type: 'varchar', length: 255, nullable: true })
  groupScreenName: string | null;

  @Column({ name: 'group_photo_url', type: 'varchar', length: 1000, nullable: true })
  groupPhotoUrl: string | null;

  @Column({ type: 'varchar', length: 16, default: 'ok' })
  status: ConnectionStatus;

  @Column({ name: 'problem_code', type: 'varchar', length: 64, nullable: true })
  problemCode: string | null;

  /** The default photo as uploaded to this community, and the hash of the file that it was. */
  @Column({
    name: 'default_photo_id',
    type: 'bigint',
    nullable: true,
    transformer: { to: (v: number | null) => v, from: (v: string | null) => (v === null ? null : Number(v)) },
  })
  defaultPhotoId: number | null;

  @Column({ name: 'default_photo_hash', type: 'varchar', length: 64, nullable: true })
  defaultPhotoHash: string | null;

  /** VK refused one photo on two items here (M9): each item gets an upload of its own. */
  @Column({ name: 'photo_per_item', type: 'boolean', default: false })
  photoPerItem: boolean;

  /** The last whole reading of albums and items. */
  @Column({ name: 'read_at', type: 'datetime', precision: 3, nullable: true })
  readAt: Date | null;

  /** Set before creating calls leave, cleared when all their outcomes are known: while set, plan only after a fresh reading. */
  @Column({ name: 'uncertain_since', type: 'datetime', precision: 3, nullable: true })
  uncertainSince: Date | null;

  @Column({ name: 'connected_at', type: 'datetime', precision: 3 })
  connectedAt: Date;

  @Column({ name: 'checked_at', type: 'datetime', precision: 3, nullable: true })
  checkedAt: Date | null;

  /** When it was last checked in the background. */
  @Column({ name: 'health_checked_at', type: 'datetime', precision: 3, nullable: true })
  healthCheckedAt: Date | null;

  /** When a process set about telling the merchant of the trouble. */
  @Column({ name: 'notice_claimed_at', type: 'datetime', precision: 3, nullable: true })
  noticeClaimedAt: Date | null;

  /** When the merchant was told of the trouble; null again once the connection is saved anew. */
  @Column({ name: 'notified_at', type: 'datetime', precision: 3, nullable: true })
  notifiedAt: Date | null;

  @UpdateDateColumn({
    name: 'updated_at',
    type: 'datetime',
    precision: 3,
    default: () => 'CURRENT_TIMESTAMP(3)',
    onUpdate: 'CURRENT_TIMESTAMP(3)',
  })
  updatedAt: Date;
}
