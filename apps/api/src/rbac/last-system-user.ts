import type { EntityManager } from 'typeorm';
import { Problem } from '../common/problem.js';

/**
 * Waits until no other transaction is changing who is who, and keeps others waiting until this one ends. To be
 * called first in a transaction that takes roles, activity or an account away.
 */
export async function lockRanks(manager: EntityManager): Promise<void> {
  await manager.query(`SELECT id FROM roles WHERE name = 'system' FOR UPDATE`);
}

/**
 * The product must keep somebody who may do anything. Needs `lockRanks` before it.
 * @throws Problem 409 `last_system_user` when no active system user but this one is there
 */
export async function assertAnotherSystemUser(manager: EntityManager, userId: number): Promise<void> {
  const others: unknown[] = await manager.query(
    `SELECT 1 FROM users u JOIN user_roles ur ON ur.user_id = u.id JOIN roles r ON r.id = ur.role_id
     WHERE r.name = 'system' AND u.status = 'active' AND u.id <> ? LIMIT 1`,
    [userId],
  );
  if (others.length > 0) return;
  throw Problem.conflict('last_system_user', {
    ru: 'Это последний действующий системный пользователь: сначала назначьте другого',
    en: 'This is the last active system user: appoint another one first',
  });
}
