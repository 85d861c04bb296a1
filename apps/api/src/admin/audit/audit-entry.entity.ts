import { Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { AuditAction, AuditTarget } from './audit-actions.js';

/** Who did what to whom in the admin section. Names stand as they were: an entry outlives all it speaks of. */
@Entity('audit_entries')
@Index('ix_audit_entries_time', ['time'])
@Index('ix_audit_entries_actor', ['actorId', 'time'])
@Index('ix_audit_entries_action', ['action', 'time'])
@Index('ix_audit_entries_target', ['targetKind', 'targetId', 'time'])
export class AuditEntry {
  @PrimaryGeneratedColumn({ type: 'bigint', unsigned: true })
  id: string;

  @CreateDateColumn({ type: 'datetime', precision: 3, default: () => 'CURRENT_TIMESTAMP(3)' })
  time: Date;

  @Column({ name: 'actor_id', type: 'int', unsigned: true, nullable: true })
  actorId: number | null;

  @Column({ name: 'actor_email', type: 'varchar', length: 254 })
  actorEmail: string;

  @Column({ type: 'varchar', length: 64 })
  action: AuditAction;

  @Column({ name: 'target_kind', type: 'varchar', length: 32 })
  targetKind: AuditTarget['kind'];

  /** Empty for what never came to be. */
  @Column({ name: 'target_id', type: 'varchar', length: 64 })
  targetId: string;

  @Column({ name: 'target_label', type: 'varchar', length: 254 })
  targetLabel: string;

  @Column({ type: 'json', nullable: true })
  details: object | null;

  @Column({ type: 'varchar', length: 45, nullable: true })
  ip: string | null;
}
