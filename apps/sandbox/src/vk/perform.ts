import { checkTokenKind } from './access.js';
import type { JournalEntry } from './journal.js';
import { METHODS } from './methods/index.js';
import type { Json } from './types.js';
import { checkParams } from './validate.js';
import { VkError, invalidParam } from './vk-error.js';
import type { Call } from './world.js';

/**
 * Does one call, alone or inside `execute`: token kind, volume limits, parameters against the official schema, work.
 * Breaches of the schema go to the journal entry of the request.
 * @throws VkError
 */
export function perform(call: Call, raw: ReadonlyMap<string, string>, entry: JournalEntry): Json {
  const { world, method, token } = call;
  const work = METHODS.get(method);
  if (!work) throw new VkError(3);
  checkTokenKind(world, token, method);
  world.volume.check(method, token.value, world.now());
  const checked = checkedParams(call, raw, entry);
  world.journal.begun(method);
  return work(call, checked.params);
}

function checkedParams(call: Call, raw: ReadonlyMap<string, string>, entry: JournalEntry) {
  const { world, method } = call;
  let checked: ReturnType<typeof checkParams>;
  try {
    checked = checkParams(method, raw, world.switches.longNameCode);
  } catch (error) {
    if (error instanceof VkError) world.journal.breach(entry, method, [error.message]);
    throw error;
  }
  const unknown = checked.unknown.map((name) => `unknown parameter ${name}`);
  world.journal.breach(entry, method, unknown);
  if (world.strict && unknown[0]) throw invalidParam(unknown[0]);
  return checked;
}
