import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A named set of permissions. */
@Entity('roles')
@Index('uq_roles_name', ['name'], { unique: true })
export class Role {
  @PrimaryGeneratedColumn({ type: 'int', unsigned: true })
  id: number;

  @Column({ type: 'varchar', length: 64 })
  name: string;

  /** Comes with the product and cannot be removed. */
  @Column({ name: 'built_in', type: 'boolean', default: false })
  builtIn: boolean;
}
