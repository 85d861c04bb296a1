import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Problem } from '../../common/problem.js';
import { assertMayTouch, isSystem } from '../../rbac/authority.js';
import { assertAnotherSystemUser, lockRanks } from '../../rbac/last-system-user.js';
import { UsersService, type Account } from '../../users/users.service.js';
import type { ActingAdmin } from '../acting-admin.js';
import type { AuditAction } from '../audit/audit-actions.js';
import { AuditTrail, type Deed } from '../audit/audit-trail.js';

/** What everything that is done to a user goes through: ranks are compared under a lock, and the deed is kept. */
@Injectable()
export class UserDeeds {
  constructor(
    private readonly users: UsersService,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Does `work` upon a user the caller may touch, in one transaction with its trace.
   * @throws Problem 404 `not_found`, 403 `forbidden`
   */
  perform<T>(
    action: AuditAction,
    id: number,
    by: ActingAdmin,
    work: (target: Account, manager: EntityManager, deed: Deed) => Promise<T>,
  ): Promise<T> {
    const deed = deedUpon(action, id, by);
    return this.audit.perform(deed, async (manager) => {
      await lockRanks(manager);
      return work(await this.touchable(deed, manager), manager, deed);
    });
  }

  /** As `perform`, for work that cannot stand in a transaction of ours: it keeps the deed itself. */
  attend<T>(
    action: AuditAction,
    id: number,
    by: ActingAdmin,
    work: (target: Account, deed: Deed) => Promise<T>,
  ): Promise<T> {
    const deed = deedUpon(action, id, by);
    return this.audit.keepingRefusal(deed, async () => work(await this.touchable(deed), deed));
  }

  private async touchable(deed: Deed, manager?: EntityManager): Promise<Account> {
    const target = await this.users.findAccount(deed.target.id ?? 0, manager);
    if (!target) throw Problem.notFound('not_found', { ru: 'Такого пользователя нет', en: 'There is no such user' });
    deed.target.label = target.email;
    assertMayTouch(deed.by, target);
    return target;
  }
}

/**
 * The last active system user stays, and nobody shuts themselves out by accident.
 * @throws Problem 409 `last_system_user`, 409 `yourself`
 */
export async function assertMayLose(by: ActingAdmin, target: Account, manager: EntityManager): Promise<void> {
  if (isSystem(target) && target.status === 'active') await assertAnotherSystemUser(manager, target.id);
  if (by.id === target.id) throw yourself();
}

/** The refusal to take something away from oneself. */
export function yourself(): Problem {
  return Problem.conflict('yourself', {
    ru: 'Это вы сами: попросите об этом другого администратора',
    en: 'This is yourself: ask another admin to do it',
  });
}

function deedUpon(action: AuditAction, id: number, by: ActingAdmin): Deed {
  return { by, action, target: { kind: 'user', id, label: '' } };
}
