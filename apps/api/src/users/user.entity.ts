import { Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn, UpdateDateColumn } from 'typeorm';

export const userStatuses = ['pending', 'active', 'suspended'] as const;
export type UserStatus = (typeof userStatuses)[number];

/** What becomes of goods in VK when an account ends. */
export type ClosingGoods = 'keep' | 'hide';

/** A person who may sign in. The e-mail is kept in lower case, so that its unique key disregards case. */
@Entity('users')
@Index('uq_users_email', ['email'], { unique: true })
@Index('ix_users_created_at', ['createdAt'])
export class User {
  @PrimaryGeneratedColumn({ type: 'int', unsigned: true })
  id: number;

  @Column({ type: 'varchar', length: 254, charset: 'utf8mb4', collation: 'utf8mb4_bin' })
  email: string;

  @Column({ type: 'varchar', length: 200 })
  name: string;

  @Column({ type: 'varchar', length: 32, nullable: true })
  phone: string | null;

  @Column({ name: 'password_hash', type: 'varchar', length: 255, nullable: true, select: false })
  passwordHash: string | null;

  @Column({ type: 'enum', enum: userStatuses, default: 'pending' })
  status: UserStatus;

  @Column({ type: 'varchar', length: 2, default: 'ru' })
  language: string;

  @CreateDateColumn({ name: 'created_at', type: 'datetime', precision: 3, default: () => 'CURRENT_TIMESTAMP(3)' })
  createdAt: Date;

  @UpdateDateColumn({
    name: 'updated_at',
    type: 'datetime',
    precision: 3,
    default: () => 'CURRENT_TIMESTAMP(3)',
    onUpdate: 'CURRENT_TIMESTAMP(3)',
  })
  updatedAt: Date;

  @Column({ name: 'last_login_at', type: 'datetime', precision: 3, nullable: true })
  lastLoginAt: Date | null;

  /** The address the user wants instead; it counts once confirmed. */
  @Column({
    name: 'pending_email',
    type: 'varchar',
    length: 254,
    charset: 'utf8mb4',
    collation: 'utf8mb4_bin',
    nullable: true,
  })
  pendingEmail: string | null;

  @Column({ name: 'email_confirmed_at', type: 'datetime', precision: 3, nullable: true })
  emailConfirmedAt: Date | null;

  /** Notices by e-mail; letters about the account itself are sent all the same. */
  @Column({ name: 'notify_email', type: 'boolean', default: true })
  notifyEmail: boolean;

  @Column({ name: 'notify_sms', type: 'boolean', default: false })
  notifySms: boolean;

  /** Set when the account has ended and waits only for its data to be removed; nobody is shown it any more. */
  @Column({ name: 'closing_goods', type: 'enum', enum: ['keep', 'hide'], nullable: true })
  closingGoods: ClosingGoods | null;
}
