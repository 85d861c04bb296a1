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

/** Says a value of a fact in the words of the page; what it has none for comes back as it is. */
export type Wording = (fact: Fact, value: string) => string;

function said(value: unknown, wordOf: (value: string) => string): string {
  if (value === null || value === undefined) return '—';
  if (Array.isArray(value)) return value.map((one) => said(one, wordOf)).join(', ');
  if (typeof value !== 'object') return wordOf(typeof value === 'string' ? value : JSON.stringify(value));
  const inner = Object.entries(value).map(([key, one]) => [key, said(one, wordOf)] as const);
  const { from, to } = Object.fromEntries(inner);
  if (from !== undefined && to !== undefined) return `${from} → ${to}`;
  return inner.map(([key, words]) => `${key} ${words}`).join(', ');
}

/** What exactly was done, fact by fact; facts without a value, and those this version has no words for, are left out. */
export function factsOf(details: AuditEntry['details'], wording: Wording): [Fact, string][] {
  return FACTS.filter((fact) => details && fact in details)
    .map((fact): [Fact, string] => [fact, said(details?.[fact], (value) => wording(fact, value))])
    .filter(([, words]) => words !== '');
}
