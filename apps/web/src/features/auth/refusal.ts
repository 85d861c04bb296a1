import { ApiProblem } from '../../lib/api.js';
import { problemText } from '../../lib/problem-text.js';

interface Refusal {
  /** What is wrong, by field of the form. */
  fields: Record<string, string>;
  /** What concerns the form as a whole; `null` where the fields say it all. */
  words: string | null;
}

/** A refused form in plain words: at its fields where the server names them, else above the form. */
export function refusalOf(error: unknown, values: Record<string, unknown>): Refusal {
  const known = error instanceof ApiProblem ? error.errors.filter(({ field }) => field in values) : [];
  if (known.length === 0) return { fields: {}, words: problemText(error) };
  return { fields: Object.fromEntries(known.map(({ field, message }) => [field, message])), words: null };
}
