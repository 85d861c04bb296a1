import type { AuditAction } from '../../lib/api-types.js';

/** Everything that leaves a trace, in the order it is offered as a filter. */
export const AUDIT_ACTIONS = [
  'user.created',
  'user.updated',
  'user.activated',
  'user.suspended',
  'user.deleted',
  'user.reset-sent',
  'user.password-set',
  'user.invited',
  'user.sync-started',
  'role.created',
  'role.renamed',
  'role.permissions-changed',
  'role.deleted',
  'refused',
] as const satisfies AuditAction[];

type Dashed<Action extends string> = Action extends `${infer Kind}.${infer Deed}` ? `${Kind}-${Deed}` : Action;

/** An action as its words are filed: a point would part the key. */
export function didOf<Action extends AuditAction>(action: Action): Dashed<Action> {
  return action.replace('.', '-') as Dashed<Action>;
}
