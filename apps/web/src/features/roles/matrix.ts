import type { Permission, Role } from '../../lib/api-types.js';

/** What was chosen for roles and is not saved yet, by the role's id. */
export type Drafts = Record<number, string[]>;

/** Permissions under their groups, both in the order they came in. */
export function byGroup(permissions: Permission[]): [Permission['group'], Permission[]][] {
  const groups = new Map<string, [Permission['group'], Permission[]]>();
  for (const permission of permissions) {
    const known = groups.get(permission.group.code);
    if (known) known[1].push(permission);
    else groups.set(permission.group.code, [permission.group, [permission]]);
  }
  return [...groups.values()];
}

/** Whether a role has been given, or lost, anything that is not saved. */
export function changed(role: Role, drafts: Drafts): boolean {
  const draft = drafts[role.id];
  if (!draft) return false;
  return draft.length !== role.permissions.length || draft.some((code) => !role.permissions.includes(code));
}

/** The drafts with one permission of a role turned round. */
export function toggled(drafts: Drafts, role: Role, code: string): Drafts {
  const chosen = drafts[role.id] ?? role.permissions;
  const next = chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code];
  return { ...drafts, [role.id]: next };
}
