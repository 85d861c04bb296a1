/** What the audit trail knows to have been done. `refused`: somebody tried what a rule forbids. */
export const auditActions = [
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
] as const;

export type AuditAction = (typeof auditActions)[number];

export const auditTargetKinds = ['user', 'role'] as const;

/** To whom, or to what, something was done; `label` is the e-mail or the name at that time. */
export interface AuditTarget {
  kind: (typeof auditTargetKinds)[number];
  id: number | null;
  label: string;
}

/** What was done in particular; never a secret. */
export type AuditDetails = Record<string, unknown>;
