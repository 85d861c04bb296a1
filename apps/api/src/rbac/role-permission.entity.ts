import { Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Permission } from './permission.entity.js';
import { Role } from './role.entity.js';

/** A permission that a role has. */
@Entity('role_permissions')
@Index('ix_role_permissions_permission', ['permissionCode'])
export class RolePermission {
  @PrimaryColumn({ name: 'role_id', type: 'int', unsigned: true })
  roleId: number;

  @PrimaryColumn({ name: 'permission_code', type: 'varchar', length: 64 })
  permissionCode: string;

  @ManyToOne(() => Role, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'role_id', foreignKeyConstraintName: 'fk_role_permissions_role' })
  role?: Role;

  @ManyToOne(() => Permission, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'permission_code', foreignKeyConstraintName: 'fk_role_permissions_permission' })
  permission?: Permission;
}
