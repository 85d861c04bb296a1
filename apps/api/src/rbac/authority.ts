import { Problem } from '../common/problem.js';
import type { BothLanguages } from '../common/words.js';
import { isServiceWide } from './permission-catalog.js';

/** What somebody is and may do, as far as ranks go. */
export interface Standing {
  id: number;
  roles: readonly string[];
  permissions: readonly string[];
}

/** True when `actor` has every one of these permissions, so that they may pass them on. */
export function covers(actor: Standing, permissions: readonly string[]): boolean {
  return permissions.every((permission) => actor.permissions.includes(permission));
}

/** True for those whom only their like may touch. */
export function isSystem(user: Pick<Standing, 'roles'>): boolean {
  return user.roles.includes('system');
}

/**
 * Nobody acts upon somebody who may do more in the service than they; a system user only upon their like.
 * @throws Problem 403 `forbidden`
 */
export function assertMayTouch(actor: Standing, target: Standing): void {
  if (isSystem(target) && !isSystem(actor)) {
    throw forbidden({
      ru: 'Системного пользователя может менять только системный пользователь',
      en: 'Only a system user may change a system user',
    });
  }
  if (!covers(actor, target.permissions.filter(isServiceWide))) throw mightier();
}

/**
 * What would let the actor sign in as the target, or changes the target's roles, asks for all of the target's
 * permissions.
 * @throws Problem 403 `forbidden`
 */
export function assertMayTakeOver(actor: Standing, target: Standing): void {
  assertMayTouch(actor, target);
  if (!covers(actor, target.permissions)) throw mightier();
}

/**
 * Nobody gives a role that may do more than they themselves; only a system user gives the role `system`.
 * @throws Problem 403 `forbidden`
 */
export function assertMayGive(actor: Standing, role: { name: string; permissions: readonly string[] }): void {
  if (!covers(actor, role.permissions) || (role.name === 'system' && !isSystem(actor))) {
    throw forbidden({
      ru: 'Нельзя дать роль, которой можно больше, чем вам',
      en: 'You cannot give a role that may do more than you',
    });
  }
}

/** A refusal by rank, in plain words. */
export function forbidden(words: BothLanguages): Problem {
  return Problem.forbidden('forbidden', words);
}

function mightier(): Problem {
  return forbidden({
    ru: 'Этот пользователь может больше, чем вы',
    en: 'This user may do more than you',
  });
}
