import type { EvotorSim, Sandbox, VkSim } from '@evosync/sandbox';
import { setTimeout as delay } from 'node:timers/promises';
import { addNastyProduct, nastyGroupName, parentFor, type Chance } from '../support/oracle-world.js';
import { editRegister } from '../support/oracle-edits.js';
import type { Ground } from '../support/ground.js';

type VkFault = Parameters<VkSim['faults']['add']>[0];
type EvotorFault = Parameters<EvotorSim['faults']['add']>[0];

const LEAST_GOODS = 30;
const LEAST_GROUPS = 8;
const LAST_REQUEST = 12;

/** A day at the register: goods and groups change, come, go and move; the store keeps about its size. */
export function changeRegister(sandbox: Sandbox, chance: Chance): void {
  const { evotor, world } = sandbox;
  for (const storeId of world.merchants[0]?.storeIds ?? []) {
    const store = evotor.state.store(storeId);
    const plain = () => [...store.groups.values()].filter(({ fields }) => !Array.isArray(fields.attributes));
    while (plain().length < LEAST_GROUPS) evotor.upsertGroup(storeId, { name: nastyGroupName(chance) });
    while (store.products.size < LEAST_GOODS) addNastyProduct(sandbox, store, chance);
    const moved = chance.of([...store.groups.values()]).id;
    const parent = parentFor(store, chance);
    if (parent?.toLowerCase() !== moved.toLowerCase()) evotor.upsertGroup(storeId, { id: moved, parent_id: parent });
  }
  editRegister(sandbox, chance);
}

/**
 * A day in VK by hand. Items and albums are chosen by what they are called, never by VK's numbers, which depend on the
 * moment of a death. Answers in what was done.
 */
export function changeShop(sandbox: Sandbox, chance: Chance): string[] {
  const { hands } = sandbox.vk;
  const groupId = sandbox.world.merchants[0]?.groupId ?? 0;
  const shop = sandbox.vk.snapshot().communities.find((one) => one.groupId === groupId);
  if (!shop) throw new Error('The community is gone');
  const albums = shop.albums.toSorted((a, b) => order(a.title, b.title) || a.itemIds.length - b.itemIds.length);
  const present = shop.items.filter((item) => item.erasedAt === null);
  const ours = present.filter((item) => item.sku.startsWith('EV-')).sort((a, b) => order(a.sku, b.sku));
  const edits: [string, (id: number) => unknown][] = [
    ['repriced', (id) => hands.editItem(groupId, id, { price: 100 + chance.upTo(100_000) })],
    ['renamed', (id) => hands.editItem(groupId, id, { name: `РАСПРОДАЖА ${chance.upTo(999)}` })],
    ['described', (id) => hands.editItem(groupId, id, { description: 'Пишите в сообщения группы!', stock: 3 })],
    ['bought', (id) => hands.buyItem(groupId, id, 2)],
    ['deleted', (id) => hands.deleteItem(groupId, id)],
    ['taken out of its albums', (id) => hands.moveItem(groupId, id, [])],
  ];
  const done: string[] = [];
  for (let count = ours.length > 0 ? 10 : 0; count > 0; count -= 1) {
    const [word, edit] = chance.of(edits);
    const { id, sku } = chance.of(ours);
    edit(id);
    done.push(`${sku} ${word}`);
  }
  if (albums.length > 1) {
    const [gone, renamed] = [chance.of(albums), chance.of(albums)];
    hands.renameAlbum(groupId, renamed.id, `Переименовано ${chance.upTo(999)}`);
    hands.deleteAlbum(groupId, gone.id);
    done.push(`album "${renamed.title}" renamed`, `album "${gone.title}" deleted`);
  }
  return done;
}

/** Sets a handful of faults, a lost answer among them, that strike at counted requests; answers in what they are. */
export function setFaults({ vk, evotor }: Sandbox, chance: Chance): string[] {
  const said: string[] = [];
  const chosen = [chance.of(LOST_ANSWERS), ...Array.from({ length: 1 + chance.upTo(2) }, () => chance.of(VK_FAULTS))];
  for (const one of chosen) {
    const fault = { ...one, nth: 1 + chance.upTo(LAST_REQUEST), times: 1 };
    vk.faults.add(fault);
    said.push(`VK ${JSON.stringify(fault)}`);
  }
  if (chance.once(2)) {
    const fault = { ...chance.of(EVOTOR_FAULTS), nth: 1 + chance.upTo(4), times: 1 };
    evotor.faults.add(fault);
    said.push(`Evotor ${JSON.stringify(fault)}`);
  }
  return said;
}

/** The work is done, or not, and nobody hears of it. */
const LOST_ANSWERS: VkFault[] = [
  { method: 'execute', effect: { type: 'cut', when: 'after' } },
  { method: 'execute', effect: { type: 'cut', when: 'before' } },
  { method: 'execute', effect: { type: 'truncated' } },
  { method: 'execute', effect: { type: 'html', status: 500 } },
];

const VK_FAULTS: VkFault[] = [
  ...LOST_ANSWERS,
  { method: 'market.add', effect: { type: 'cut', when: 'after' } },
  { method: 'market.add', effect: { type: 'error', code: 10 }, where: 'inner' },
  { method: 'market.add', effect: { type: 'error', code: 9 }, where: 'inner' },
  { method: 'market.edit', effect: { type: 'error', code: 10 }, where: 'inner' },
  { method: 'market.addToAlbum', effect: { type: 'error', code: 10 }, where: 'inner' },
  { method: '*', effect: { type: 'error', code: 6 }, where: 'top' },
  { method: '*', effect: { type: 'error', code: 10 }, where: 'top' },
  { method: '*', effect: { type: 'slow', ms: 700 }, where: 'top' },
  { method: 'upload', effect: { type: 'html', status: 500 } },
  { method: 'upload', effect: { type: 'cut', when: 'after' } },
];

const EVOTOR_FAULTS: EvotorFault[] = [
  { kind: 'status', status: 500 },
  { kind: 'status', status: 502, html: true },
  { kind: 'slow', delayMs: 700 },
  { kind: 'truncated' },
  { kind: 'cut' },
  { kind: 'reset' },
  { kind: 'short-page' },
  { kind: 'empty-list', path: '/products$' },
];

/** What befalls our own side in the middle of a run. */
export const DISASTERS = ['kill', 'no MariaDB', 'nothing', 'kill twice', 'no Redis'] as const;
export type Disaster = (typeof DISASTERS)[number];

/** Lets the disaster happen to the run that was just started; answers in when it struck. */
export async function strike(ground: Ground, disaster: Disaster, chance: Chance): Promise<string[]> {
  const said: string[] = [];
  for (let deaths = disaster === 'kill twice' ? 2 : 1; deaths > 0 && disaster !== 'nothing'; deaths -= 1) {
    const [requests, ms] = [1 + chance.upTo(LAST_REQUEST), chance.upTo(150)];
    await nextRequests(ground.sandbox, requests);
    await delay(ms);
    if (disaster.startsWith('kill')) await ground.killWorker();
    else await takeAway(disaster === 'no Redis' ? ground.redis : ground.mariaDb, 500 + chance.upTo(2500));
    said.push(`${disaster}: ${ms} ms after request ${requests} to VK`);
  }
  return said;
}

async function takeAway(gate: Ground['redis'], ms: number): Promise<void> {
  await gate.close();
  await delay(ms);
  await gate.open();
}

/** Until VK has had so many more requests, or for three seconds: a run may have less to do. */
async function nextRequests({ vk }: Sandbox, count: number): Promise<void> {
  const enough = vk.journal.stats().requests + count;
  for (const end = Date.now() + 3000; vk.journal.stats().requests < enough && Date.now() < end;) await delay(5);
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
