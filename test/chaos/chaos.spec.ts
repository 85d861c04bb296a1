/**
 * The chaos suite: shops made of chance live through rounds of edits on both sides, faults, deaths of the worker and
 * lost engines; after every round VK must hold what the oracle says, and the run after it must write nothing.
 *
 * `npm test` lets one shop live through one round of each disaster; `CHAOS_SHOPS=10 CHAOS_ROUNDS=10 npm test --
 * test/chaos` is the long form. A failure names its seed: `CHAOS_SEED=<seed> CHAOS_ROUNDS=<rounds>` does the same edits
 * and faults again. The moment of a death is drawn too, but counted in requests and milliseconds, so it falls only
 * nearly into the same place.
 */
import { describe, expect, it } from '@jest/globals';
import { editRegister } from '../support/oracle-edits.js';
import { watch } from '../support/oracle-watch.js';
import { Chance, fillNastyWorld } from '../support/oracle-world.js';
import { EVERYTHING, type Choice, type Settings } from '../support/oracle.js';
import type { ShownRun } from '../support/story.js';
import { startGround, type Ground } from '../support/ground.js';
import { changeRegister, changeShop, DISASTERS, setFaults, strike, type Disaster } from './mischief.js';

const ROUNDS = Number(process.env.CHAOS_ROUNDS ?? DISASTERS.length);
const SHOPS = Number(process.env.CHAOS_SHOPS ?? 1);
const SEED = Number(process.env.CHAOS_SEED ?? 1);
const ROUND_MS = 240_000;
const GOODS_PER_STORE = 30;
const PACE = 40;
/** A dead worker's run is taken over after some 20 seconds. */
const RUN_MS = 90_000;
/** Runs without a fault that may pass before one succeeds. */
const HEALING_RUNS = 3;

describe.each(Array.from({ length: SHOPS }, (_, index) => SEED + index))('A shop in chaos, seed %d', (seed) => {
  it(
    `is right after each of ${ROUNDS} rounds, and then left alone`,
    async () => {
      const story: string[] = [];
      const draw = new Chance(seed);
      const ground = await startGround(draw.of(['all', 'api and worker']), PACE);
      try {
        await live(ground, seed, draw, story);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`CHAOS_SEED=${seed} CHAOS_ROUNDS=${ROUNDS}\n${story.join('\n')}\n${reason}`, {
          cause: error,
        });
      } finally {
        await ground.close();
      }
    },
    ROUND_MS * ROUNDS,
  );
});

async function live(ground: Ground, seed: number, draw: Chance, story: string[]): Promise<void> {
  const { sandbox } = ground;
  const settings = drawSettings(draw);
  const switches = { sharedPhotos: draw.once(2), escapeTexts: draw.once(2) };
  sandbox.vk.setSwitches(switches);
  story.push(JSON.stringify({ settings, switches }));
  fillNastyWorld(sandbox, draw, GOODS_PER_STORE);
  await ground.moveIn(settings);
  const ticked = new Set(groupsOf(ground));
  const choice: Choice = {
    ...EVERYTHING,
    group: (store, group) => group === 'none' || ticked.has(`${store}:${group}`),
  };

  const first = draw.upTo(DISASTERS.length - 1);
  const disasterOf = (round: number) => DISASTERS[(first + round) % DISASTERS.length] ?? 'nothing';
  let disturbed: () => Promise<ShownRun> = () => untilItSucceeds(ground, story);
  const eye = watch(
    { sandbox, writesDuring: (work) => writesDuring(ground, work) },
    { world: ground.world, outcomes: (runId) => ground.outcomes(runId), run: () => disturbed() },
    { settings, choice },
  );
  for (let round = 1; round <= ROUNDS; round += 1) {
    // Chance of its own for every kind of thing: what one draws may depend on the moment of a death.
    const chance = (kind: number) => new Chance(seed * 1_000_003 + round * 101 + kind);
    story.push(`round ${round}:`);
    if (round > 1) {
      if (chance(1).once(2)) await livesUnpaid(ground, chance(2), story);
      changeRegister(sandbox, chance(3));
      story.push(...changeShop(sandbox, chance(4)));
    }
    disturbed = () => disturbedRun(ground, disasterOf(round), chance, story);
    const wrong = await eye.run();
    expect(wrong).toEqual([]);
    disturbed = () => untilItSucceeds(ground, story);
    expect({ writesOfIdleRun: await eye.writesOfIdleRun() }).toEqual({ writesOfIdleRun: 0 });
    // Groups that came during the round have been read by now; their goods were none of EvoSync's until they are ticked.
    await ground.chooseAll();
    groupsOf(ground).forEach((group) => ticked.add(group));
  }
  expect(sandbox.vk.journal.stats().invalidParams).toBe(0);
}

/** Every group that the register has now, as the oracle names them. */
function groupsOf({ sandbox, world }: Ground): string[] {
  const stores = world.storeIds.map((id) => sandbox.evotor.state.store(id));
  return stores.flatMap((store) => [...store.groups.values()].map(({ id }) => `${store.id}:${id}`.toLowerCase()));
}

function drawSettings(draw: Chance): Settings {
  return {
    priceMultiplier: draw.of(['1', '100', '0.25', '1.5']),
    stockMode: draw.of(['fixed', 'evotor']),
    onRemoved: draw.of(['hide', 'delete', 'keep']),
    adoptExisting: draw.of(['title', 'never']),
  };
}

/** While no store is paid for, whatever happens at the register, nothing in VK is touched. */
async function livesUnpaid(ground: Ground, chance: Chance, story: string[]): Promise<void> {
  const { evotor } = ground.sandbox;
  const stores = ground.world.storeIds.map((id) => evotor.state.store(id));
  story.push('no store is paid for');
  for (const store of stores) store.paid = false;
  editRegister(ground.sandbox, chance);
  const writes = await writesDuring(ground, async () => ground.wait(await ground.start(), RUN_MS));
  for (const store of stores) store.paid = true;
  expect({ writesWhileUnpaid: writes }).toEqual({ writesWhileUnpaid: 0 });
}

async function disturbedRun(
  ground: Ground,
  disaster: Disaster,
  chance: (kind: number) => Chance,
  story: string[],
): Promise<ShownRun> {
  const { vk, evotor } = ground.sandbox;
  story.push(...setFaults(ground.sandbox, chance(5)));
  const id = await ground.start();
  story.push(...(await strike(ground, disaster, chance(6))));
  const run = await ground.wait(id, RUN_MS);
  vk.faults.clear();
  evotor.faults.clear();
  story.push(`the disturbed run: ${told(run)}`);
  if (!run) throw new Error(`The disturbed run did not end within ${RUN_MS} ms`);
  return untilItSucceeds(ground, story);
}

async function untilItSucceeds(ground: Ground, story: string[]): Promise<ShownRun> {
  for (let left = HEALING_RUNS; ; left -= 1) {
    const run = await ground.wait(await ground.start(), RUN_MS);
    story.push(`a quiet run: ${told(run)}`);
    if (run?.status === 'succeeded') return run;
    if (left === 1) throw new Error(`No run succeeded out of ${HEALING_RUNS}, though nothing was wrong any more`);
  }
}

async function writesDuring({ sandbox }: Ground, work: () => Promise<unknown>): Promise<number> {
  const before = sandbox.vk.journal.stats().writes;
  await work();
  return sandbox.vk.journal.stats().writes - before;
}

function told(run: ShownRun | null): string {
  return run ? JSON.stringify({ status: run.status, counts: run.counts, error: run.error }) : 'did not end';
}
