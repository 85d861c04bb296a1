import { groceries } from './groceries.js';
import { big, emptyShop, twoMerchants, unpaidStore } from './small-worlds.js';
import { teaShop } from './tea-shop/index.js';
import type { Scenario, Sims, StartingWorld } from './world.js';

export type { Sims, StartingWorld, WorldMerchant } from './world.js';

/** The scenario a sandbox starts with unless told. */
export const DEFAULT_SCENARIO = 'tea-shop';

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'tea-shop': teaShop,
  groceries,
  'empty-shop': emptyShop,
  'two-merchants': twoMerchants,
  'unpaid-store': unpaidStore,
  big,
};

/** Somebody who signs in to VK without having a community to sell in. */
const PASSER_BY = { id: 700_000_900, firstName: 'Пётр', lastName: 'Прохожий' };

/** A scenario that does not exist; the message lists those that do. */
export class UnknownScenario extends Error {}

/** The names of all scenarios. */
export const SCENARIO_NAMES: readonly string[] = Object.keys(SCENARIOS);

/**
 * Empties both clouds and fills them by a scenario: its name, for `big` with a size (`big:20000`).
 * The same name gives the same world. Throws `UnknownScenario`, with nothing changed, on another name.
 */
export async function startScenario(sims: Sims, name: string = DEFAULT_SCENARIO): Promise<StartingWorld> {
  const [key = '', size] = name.split(':');
  const scenario = Object.hasOwn(SCENARIOS, key) ? SCENARIOS[key] : undefined;
  if (!scenario) throw new UnknownScenario(`Unknown scenario "${name}"; there are: ${SCENARIO_NAMES.join(', ')}`);
  if (size !== undefined && !/^[1-9]\d{0,6}$/.test(size)) throw new UnknownScenario(`Not a size: "${size}"`);
  sims.evotor.reset();
  sims.vk.reset();
  sims.vk.seed({ users: [PASSER_BY] });
  const merchants = await scenario(sims, size === undefined ? undefined : Number(size));
  return { scenario: name, merchants };
}
