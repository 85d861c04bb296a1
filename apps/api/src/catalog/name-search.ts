import { ENTITIES } from '@evosync/mirror';

/** `&amp;` stands for the beginning of another entity once it is decoded, so it goes last. */
const LAST = '&amp;';

/**
 * A column of names as an SQL condition: does it contain a text, whether the register wrote its signs as they are or as
 * entities? `"чай"` finds `&quot;чай&quot;` too. `pattern` is the placeholder of `containing(search)`.
 */
export function nameContains(column: string, search: string, pattern: string): { sql: string; patterns: number } {
  const needed = Object.entries(ENTITIES)
    .map(([entity, sign]) => [entity, sign === '\u00a0' ? ' ' : sign] as const)
    .filter(([, sign]) => search.trim().includes(sign))
    .sort(([one], [other]) => Number(one === LAST) - Number(other === LAST));
  const asWritten = `${column} LIKE ${pattern}`;
  if (needed.length === 0) return { sql: asWritten, patterns: 1 };
  const asRead = needed.reduce((sql, [entity, sign]) => `REPLACE(${sql}, ${quoted(entity)}, ${quoted(sign)})`, column);
  return { sql: `(${asWritten} OR ${asRead} LIKE ${pattern})`, patterns: 2 };
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
