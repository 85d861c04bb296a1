import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_general_ci' } as const;

/** Something changed at a register, as Evotor told us; what is told again while it waits is joined to it. */
@Entity('register_changes')
@Index('ix_register_changes_user', ['userId', 'doneAt'])
@Index('ix_register_changes_waiting', ['doneAt', 'toldAt'])
@Index('ix_register_changes_told', ['toldAt'])
@Index('ix_register_changes_run', ['runId'])
export class RegisterChange {
  @PrimaryGeneratedColumn({ type: 'bigint', unsigned: true })
  id: string;

  @Column({ name: 'user_id', type: 'int', unsigned: true })
  userId: number;

  /** Empty: any store, so all are read. */
  @Column({ name: 'store_id', type: 'varchar', length: 64, ...ASCII })
  storeId: string;

  /** Only stock has moved, by what Evotor says. */
  @Column({ name: 'stock_only', type: 'boolean', default: false })
  stockOnly: boolean;

  /** When Evotor told it first. */
  @Column({ name: 'told_at', type: 'datetime', precision: 3 })
  toldAt: Date;

  @Column({ name: 'last_told_at', type: 'datetime', precision: 3 })
  lastToldAt: Date;

  @Column({ type: 'int', unsigned: true, default: 1 })
  times: number;

  /** The run that reads it. */
  @Column({ name: 'run_id', type: 'char', length: 36, nullable: true, ...ASCII })
  runId: string | null;

  /** When VK was equal to the register again. */
  @Column({ name: 'done_at', type: 'datetime', precision: 3, nullable: true })
  doneAt: Date | null;

  /** From the first word of it to VK; null where VK had nothing to change. */
  @Column({ name: 'delay_ms', type: 'int', unsigned: true, nullable: true })
  delayMs: number | null;
}
