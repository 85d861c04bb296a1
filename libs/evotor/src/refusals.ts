import {
  EvotorBadAnswerError,
  EvotorBadRequestError,
  type EvotorError,
  type EvotorErrorPlace,
  EvotorForbiddenError,
  EvotorNotFoundError,
  EvotorSubscriptionRequiredError,
  type EvotorViolation,
} from './errors.js';
import { asObject, textOrNull } from './parse/fields.js';

const MOST_VIOLATIONS = 20;
const LONGEST_TEXT = 300;

/** Whether the status is a passing fault of the service, worth another try (fact sheet, 4). */
export function isPassing(status: number): boolean {
  return status >= 500 || status === 408;
}

/** The error for a status that asking again would not change; `token` is struck out of the cloud's own words. */
export function refusal(place: EvotorErrorPlace & { status: number }, body: Uint8Array, token: string): EvotorError {
  const { status } = place;
  if (status === 402) return new EvotorSubscriptionRequiredError(place);
  if (status === 403) return new EvotorForbiddenError(place);
  if (status === 404) return new EvotorNotFoundError('not found', place);
  if (status < 400) return new EvotorBadAnswerError(`unexpected status ${status}`, place);
  return new EvotorBadRequestError(`the request was refused with status ${status}`, place, violations(body, token));
}

function violations(body: Uint8Array, token: string): EvotorViolation[] {
  const list = asObject(jsonOrNull(body))?.violations;
  if (!Array.isArray(list)) return [];
  return list.slice(0, MOST_VIOLATIONS).map((value) => {
    const raw = asObject(value) ?? {};
    return { subject: cleaned(raw.subject, token), reason: cleaned(raw.reason, token) };
  });
}

function cleaned(value: unknown, token: string): string | null {
  return textOrNull(value)?.replaceAll(token, '***').slice(0, LONGEST_TEXT) ?? null;
}

/** Error bodies may be empty or HTML: an unreadable one only means that nothing was explained. */
function jsonOrNull(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return null;
  }
}
