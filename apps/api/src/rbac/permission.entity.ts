import { Entity, PrimaryColumn } from 'typeorm';

/** A permission that guards ask for. */
@Entity('permissions')
export class Permission {
  @PrimaryColumn({ type: 'varchar', length: 64 })
  code: string;
}
