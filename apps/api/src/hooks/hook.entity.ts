import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { User } from '../users/user.entity.js';
import type { HookEvent } from './hook-events.js';

/** An address of an integrator's program that is told of events. */
@Entity('hooks')
@Index('ix_hooks_user', ['userId'])
export class Hook {
  @PrimaryGeneratedColumn({ type: 'int', unsigned: true })
  id: number;

  @Column({ name: 'user_id', type: 'int', unsigned: true })
  userId: number;

  @ManyToOne(() => User, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'fk_hooks_user' })
  user?: User;

  @Column({ type: 'varchar', length: 2000 })
  url: string;

  @Column({ type: 'varchar', length: 100 })
  name: string;

  @Column({ type: 'json' })
  events: HookEvent[];

  @Column({ type: 'boolean', default: true })
  enabled: boolean;

  /** Encrypted. */
  @Column({ type: 'varchar', length: 255 })
  secret: string;

  /** Encrypted; signs beside the new one until `previousSecretUntil`. */
  @Column({ name: 'previous_secret', type: 'varchar', length: 255, nullable: true })
  previousSecret: string | null;

  @Column({ name: 'previous_secret_until', type: 'datetime', precision: 3, nullable: true })
  previousSecretUntil: Date | null;

  /** The first of the failures that no success has followed yet. */
  @Column({ name: 'failing_since', type: 'datetime', precision: 3, nullable: true })
  failingSince: Date | null;

  /** When it was switched off because it kept failing. */
  @Column({ name: 'given_up_at', type: 'datetime', precision: 3, nullable: true })
  givenUpAt: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'datetime', precision: 3, default: () => 'CURRENT_TIMESTAMP(3)' })
  createdAt: Date;
}
