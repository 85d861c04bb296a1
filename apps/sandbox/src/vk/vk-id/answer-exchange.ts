import { deliver, type Delivery } from '../answer.js';
import type { TransportEffect } from '../execute.js';
import type { JournalEntry } from '../journal.js';
import type { Json } from '../types.js';
import type { World } from '../world.js';
import { exchangeAnswer, exchangeCode, ExchangeRefused, renew } from './exchange.js';

/** Fields of the form that may be kept: no code, no verifier, no token. */
const KEPT = ['grant_type', 'client_id', 'redirect_uri', 'scope'] as const;

const GRANTS = {
  authorization_code: { method: 'vkid.code', exchange: exchangeCode },
  refresh_token: { method: 'vkid.refresh', exchange: renew },
} as const;

/**
 * Answers `POST /oauth2/auth`: both grants, with faults (an `error` fault refuses with its message as OAuth's word,
 * `invalid_grant` without one, and leaves the tokens alone) and a journal entry of kind `vkid`.
 */
export function answerExchange(world: World, form: ReadonlyMap<string, string>): Delivery {
  const name = form.get('grant_type') ?? '';
  const grant = Object.hasOwn(GRANTS, name) ? GRANTS[name as keyof typeof GRANTS] : undefined;
  const method = grant?.method ?? 'vkid.unknown';
  const params = Object.fromEntries(KEPT.filter((key) => form.has(key)).map((key) => [key, form.get(key) ?? '']));
  const entry = world.journal.open({ time: world.now(), kind: 'vkid', method, params });
  const struck = world.faults.strike({ method, where: 'top', userId: ownerOf(world, form) });
  const refusal = struck.find((effect) => effect.type === 'error');
  const effects = struck.filter((effect): effect is TransportEffect => effect.type !== 'error');
  const lost = effects.some((effect) => effect.type === 'html' || (effect.type === 'cut' && effect.when === 'before'));
  let status = 200;
  let answer: Json = null;
  try {
    if (refusal) throw new ExchangeRefused(refusal.message ?? 'invalid_grant', 'refused');
    if (!grant) throw new ExchangeRefused('unsupported_grant_type', 'authorization_code or refresh_token is wanted');
    if (!lost) answer = granted(world, grant.exchange, form, entry);
  } catch (error) {
    if (!(error instanceof ExchangeRefused)) throw error;
    world.journal.fail(entry, { outcome: 'error', code: 0, message: `${error.error}: ${error.message}` });
    status = world.switches.vkIdRefusalStatus;
    answer = { error: error.error, error_description: error.message, state: form.get('state') ?? '' };
  }
  const delivery = deliver(answer, effects, (verdict) => world.journal.fail(entry, verdict));
  return delivery.html ? delivery : { ...delivery, status };
}

function granted(
  world: World,
  exchange: (world: World, form: ReadonlyMap<string, string>) => Parameters<typeof exchangeAnswer>[1],
  form: ReadonlyMap<string, string>,
  entry: JournalEntry,
): Json {
  const token = exchange(world, form);
  entry.userId = token.userId;
  return exchangeAnswer(world, token, form.get('state') ?? '');
}

function ownerOf({ state }: World, form: ReadonlyMap<string, string>): number | null {
  const consent = state.consents.get(form.get('code') ?? '');
  if (consent) return consent.userId;
  const refresh = form.get('refresh_token');
  return [...state.tokens.values()].find((token) => refresh && token.refreshToken === refresh)?.userId ?? null;
}
