import { checkTokenKind } from './access.js';
import type { FaultEffect } from './faults.js';
import { withoutToken } from './journal.js';
import type { JournalEntry } from './journal.js';
import { perform } from './perform.js';
import { parseScript } from './script/parse.js';
import { runScript } from './script/run.js';
import { ScriptSyntaxError } from './script/tokenize.js';
import { ScriptRuntimeError } from './script/values.js';
import type { Json } from './types.js';
import { VkError, captcha, invalidParam } from './vk-error.js';
import type { Call } from './world.js';

const GLOBAL_CODES: ReadonlySet<number> = new Set([5, 6, 9, 14, 17, 29]);
const REFUSED_INSIDE: ReadonlySet<string> = new Set(['market.saveProductPhoto', 'photos.saveMarketAlbumPhoto']);

/** A fault of the transport that struck inside `execute`; `before` stops the script where it stands. */
export type TransportEffect = Exclude<FaultEffect, { type: 'error' }>;

/** The script was stopped by a fault of the transport: what was done before stays done. */
export class ScriptInterrupted extends Error {
  readonly effect: TransportEffect;

  constructor(effect: TransportEffect) {
    super(`interrupted by ${effect.type}`);
    this.effect = effect;
  }
}

export interface ExecuteResult {
  response: Json;
  errors: Json[];
  effects: TransportEffect[];
}

/**
 * Runs `execute`: up to 25 calls, each failed one `false` with its line in `errors`.
 * @throws VkError 12, 13, 27, 28, 100, a global error where so switched; ScriptInterrupted
 */
export function execute(call: Call, raw: ReadonlyMap<string, string>, entry: JournalEntry): ExecuteResult {
  checkTokenKind(call.world, call.token, 'execute');
  const code = raw.get('code');
  if (!code) throw invalidParam('code is undefined');
  const batch = new Batch(call, entry);
  const { limits } = call.world;
  try {
    const args = Object.fromEntries([...raw].filter(([name]) => name !== 'code' && name !== 'access_token'));
    const host = { api: batch.api, args, maxOperations: limits.executeOperations };
    const response = runScript(parseScript(code), host);
    if (answerBytes(response) > limits.executeAnswerBytes) throw new ScriptRuntimeError('response size is too big');
    return { response, errors: batch.errors, effects: batch.effects };
  } catch (error) {
    if (error instanceof ScriptSyntaxError) throw new VkError(12, error.message);
    if (error instanceof ScriptRuntimeError) throw new VkError(13, error.message);
    if (error instanceof RangeError || error instanceof TypeError)
      throw new VkError(13, 'the value cannot be returned');
    throw error;
  }
}

function answerBytes(response: Json): number {
  try {
    return Buffer.byteLength(JSON.stringify(response));
  } catch {
    throw new ScriptRuntimeError('the value contains itself and cannot be returned');
  }
}

class Batch {
  readonly errors: Json[] = [];
  readonly effects: TransportEffect[] = [];
  private calls = 0;
  private readonly outer: Call;
  private readonly entry: JournalEntry;

  constructor(outer: Call, entry: JournalEntry) {
    this.outer = outer;
    this.entry = entry;
  }

  readonly api = (method: string, params: Record<string, Json>): Json => {
    const { world, token } = this.outer;
    if (++this.calls > world.limits.executeCalls) throw new ScriptRuntimeError('too many api calls');
    const raw = wireParams(params);
    const inner = world.journal.openInner(this.entry, method, withoutToken(raw, token.value));
    try {
      this.strike(method);
      if (REFUSED_INSIDE.has(method)) throw new VkError(3, `${method} is not available in execute`);
      return perform({ ...this.outer, method }, raw, this.entry);
    } catch (error) {
      if (!(error instanceof VkError)) {
        if (error instanceof ScriptInterrupted) {
          world.journal.fail(inner, { outcome: 'cut-before', code: 0, message: error.message });
        }
        throw error;
      }
      world.journal.fail(inner, { outcome: 'error', code: error.code, message: error.message });
      if (world.switches.executeGlobalErrors === 'top' && GLOBAL_CODES.has(error.code)) throw error;
      this.errors.push({ method, error_code: error.code, error_msg: error.message });
      return false;
    }
  };

  private strike(method: string): void {
    const { world, token } = this.outer;
    for (const effect of world.faults.strike({ method, where: 'inner', userId: token.userId })) {
      if (effect.type === 'error') throw faultError(effect);
      if (effect.type === 'html' || (effect.type === 'cut' && effect.when === 'before')) {
        throw new ScriptInterrupted(effect);
      }
      this.effects.push(effect);
    }
  }
}

/** The error a fault asks for, captcha in its asked shape. */
export function faultError(effect: Extract<FaultEffect, { type: 'error' }>): VkError {
  return effect.code === 14 ? captcha(effect.captcha ?? 'redirect', 1) : new VkError(effect.code, effect.message);
}

/** Arguments of an inner call as they would travel: lists by commas, booleans as 1 and 0, nothing for null. */
function wireParams(params: Record<string, Json>): Map<string, string> {
  const raw = new Map<string, string>();
  for (const [name, value] of Object.entries(params)) {
    if (value === null) continue;
    if (typeof value === 'boolean') raw.set(name, value ? '1' : '0');
    else if (Array.isArray(value)) raw.set(name, value.map(String).join(','));
    else raw.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
  return raw;
}
