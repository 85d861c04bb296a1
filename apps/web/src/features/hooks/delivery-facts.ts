import type { TFunction } from 'i18next';
import type { Delivery } from '../../lib/api-types.js';
import type { Format } from '../../lib/format.js';

const FAILURES = [
  'private_address',
  'unknown_host',
  'refused',
  'timeout',
  'tls',
  'connection_lost',
  'unreachable',
  'status',
] as const;

/** What there is to say of a delivery, in a few words each. */
export function deliveryFacts(delivery: Delivery, t: TFunction<'hooks'>, format: Format): string[] {
  const { attempts, responseStatus, error, durationMs, nextTryAt, replayOf } = delivery;
  const failure = FAILURES.find((known) => known === error);
  return [
    replayOf !== null && t('replayed'),
    responseStatus !== null && t('answered', { status: responseStatus }),
    failure && responseStatus === null && t(`error.${failure}`),
    durationMs !== null && t('took', { ms: durationMs }),
    attempts > 1 && t('attempts', { count: attempts }),
    attempts > 0 && nextTryAt !== null && t('next', { when: format.until(nextTryAt) }),
  ].filter((fact) => typeof fact === 'string');
}
