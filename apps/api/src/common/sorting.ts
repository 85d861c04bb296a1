import { validationFailed } from './input.pipe.js';

/**
 * Reads a list's `sort` (`name` or `-name`) against the fields that may be sorted by.
 * @throws Problem 400 `validation_failed` for any other field
 */
export function orderOf(sort: string, columns: Record<string, string>): { column: string; direction: 'ASC' | 'DESC' } {
  const falling = sort.startsWith('-');
  const field = falling ? sort.slice(1) : sort;
  const column = Object.hasOwn(columns, field) ? columns[field] : undefined;
  if (column) return { column, direction: falling ? 'DESC' : 'ASC' };
  const fields = Object.keys(columns).join(', ');
  throw validationFailed([{ field: 'sort', message: { ru: `Одно из: ${fields}`, en: `One of: ${fields}` } }]);
}

/** A LIKE pattern for "contains this text". */
export function containing(search: string): string {
  return `%${search.trim().replace(/[\\%_]/g, '\\$&')}%`;
}
