import { findToken } from './access.js';
import { ScriptInterrupted, execute, faultError } from './execute.js';
import type { TransportEffect } from './execute.js';
import { withoutToken } from './journal.js';
import type { JournalEntry, Verdict } from './journal.js';
import { METHODS } from './methods/index.js';
import { perform } from './perform.js';
import type { Json } from './types.js';
import { VkError } from './vk-error.js';
import type { Call, World } from './world.js';

/** What goes back over the wire: a body, or a connection cut. `delayMs` is waited before. */
export interface Delivery {
  delayMs: number;
  cut: boolean;
  status: number;
  html: boolean;
  body: string;
}

const BAD_GATEWAY =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>502 Bad Gateway</body>\r\n</html>\r\n';

/** Answers one request of the API: envelope, limiter, faults, journal. Never throws for what a caller can cause. */
export function answerMethod(
  world: World,
  method: string,
  raw: ReadonlyMap<string, string>,
  tokenValue: string | undefined,
): Delivery {
  const shown = [...raw].filter(([name]) => name !== 'access_token');
  const entry = world.journal.open({
    time: world.now(),
    kind: 'method',
    method,
    params: withoutToken(raw, tokenValue),
  });
  const effects: TransportEffect[] = [];
  let envelope: Json;
  try {
    const call = admit(world, method, raw, tokenValue, entry);
    strikeTop(call, effects);
    envelope = work(call, raw, entry, effects);
  } catch (error) {
    if (error instanceof ScriptInterrupted) {
      effects.push(error.effect);
      envelope = null;
    } else if (error instanceof VkError) {
      world.journal.fail(entry, { outcome: 'error', code: error.code, message: error.message });
      envelope = errorEnvelope(error, method, shown);
    } else throw error;
  }
  return deliver(envelope, effects, (verdict) => world.journal.fail(entry, verdict));
}

function admit(
  world: World,
  method: string,
  raw: ReadonlyMap<string, string>,
  tokenValue: string | undefined,
  entry: JournalEntry,
): Call {
  const version = raw.get('v');
  entry.token = tokenValue ? `…${tokenValue.slice(-4)}` : '';
  if (!version) throw new VkError(8, 'v (version) is required');
  if (!/^\d+\.\d+$/.test(version)) throw new VkError(8, 'v (version) is incorrect');
  const token = findToken(world, tokenValue);
  entry.userId = token.userId;
  const { limits, switches } = world;
  const pace = token.kind === 'community' ? limits.communityRequestsPerSecond : limits.requestsPerSecond;
  if (!world.limiter.admit(token.value, world.now(), pace, switches.countRejected)) throw new VkError(6);
  if (method !== 'execute' && !METHODS.has(method)) throw new VkError(3);
  return { world, method, token, version };
}

function strikeTop(call: Call, effects: TransportEffect[]): void {
  const struck = call.world.faults.strike({ method: call.method, where: 'top', userId: call.token.userId });
  for (const effect of struck) {
    if (effect.type === 'error') throw faultError(effect);
    if (effect.type === 'html' || (effect.type === 'cut' && effect.when === 'before')) {
      throw new ScriptInterrupted(effect);
    }
    effects.push(effect);
  }
}

function work(call: Call, raw: ReadonlyMap<string, string>, entry: JournalEntry, effects: TransportEffect[]): Json {
  if (call.method !== 'execute') return { response: perform(call, raw, entry) };
  const result = execute(call, raw, entry);
  effects.push(...result.effects);
  return {
    response: result.response,
    ...(result.errors.length > 0 ? { execute_errors: result.errors } : {}),
  };
}

function errorEnvelope(error: VkError, method: string, shown: [string, string][]): Json {
  const pairs = [['method', method], ['oauth', '1'], ...shown];
  return {
    error: {
      error_code: error.code,
      error_msg: error.message,
      ...error.extra,
      request_params: pairs.map(([key = '', value = '']) => ({ key, value })),
    },
  };
}

/** Turns an envelope and the faults that struck into what goes over the wire, telling `note` of a spoilt answer. */
export function deliver(envelope: Json, effects: TransportEffect[], note: (verdict: Verdict) => void): Delivery {
  const delivery: Delivery = { delayMs: 0, cut: false, status: 200, html: false, body: JSON.stringify(envelope) };
  for (const effect of effects) {
    if (effect.type === 'slow') delivery.delayMs += effect.ms;
    else if (effect.type === 'cut') {
      delivery.cut = true;
      note({ outcome: effect.when === 'before' ? 'cut-before' : 'cut-after', code: 0, message: 'connection cut' });
    } else if (effect.type === 'html') {
      Object.assign(delivery, { status: effect.status ?? 502, html: true, body: BAD_GATEWAY });
      note({ outcome: 'html', code: 0, message: `HTTP ${delivery.status}` });
    } else {
      delivery.body = delivery.body.slice(0, Math.floor(delivery.body.length / 2));
      note({ outcome: 'truncated', code: 0, message: 'half an answer' });
    }
  }
  return delivery;
}
