import type { AuditEntry } from '../../lib/api-types.js';

/** Facts that the SPA has words for. */
const FACTS = [
  'tried',
  'code',
  'fields',
  'role',
  'roles',
  'name',
  'email',
  'phone',
  'language',
  'from',
  'to',
  'given',
  'taken',
  'permissions',
  'goods',
  'runId',
  'invited',
] as const;
export type Fact = (typeof FACTS)[number];

function said(value: unknown): string {
  if (value === null || value === undefined) return '—';
  if (Array.isArray(value)) return value.map(said).join(', ');
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([key, inner]) => `${key} ${said(inner)}`)
      .join(', ');
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What exactly was done, fact by fact; facts without a value, and those this version has no words for, are left out. */
export function factsOf(details: AuditEntry['details']): [Fact, string][] {
  return FACTS.filter((fact) => details && fact in details)
    .map((fact): [Fact, string] => [fact, said(details?.[fact])])
    .filter(([, words]) => words !== '');
}
