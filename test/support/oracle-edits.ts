import type { EvotorSim, Sandbox } from '@evosync/sandbox';
import {
  addNastyProduct,
  nastyFields,
  nastyGroupName,
  nastyName,
  nastyPrice,
  parentFor,
  type Chance,
} from './oracle-world.js';

type StoreRecord = ReturnType<EvotorSim['addStore']>;

/** A day at the register: some 30 goods change in one way or another, groups are renamed, one goes. */
export function editRegister(sandbox: Sandbox, chance: Chance): void {
  const { evotor, world } = sandbox;
  for (const storeId of world.merchants[0]?.storeIds ?? []) {
    const store = evotor.state.store(storeId);
    for (let count = 18; count > 0; count -= 1) editProduct(sandbox, store, chance);
    addNastyProduct(sandbox, store, chance);
    const plain = [...store.groups.values()].filter(({ fields }) => !Array.isArray(fields.attributes));
    for (let count = 3; count > 0; count -= 1) {
      evotor.upsertGroup(storeId, { id: chance.of(plain).id, name: nastyGroupName(chance) });
    }
    evotor.deleteGroup(storeId, chance.of(plain).id);
  }
}

function editProduct({ evotor }: Sandbox, store: StoreRecord, chance: Chance): void {
  const { id, fields } = chance.of([...store.products.values()]);
  const change = (changes: object) => evotor.upsertProduct(store.id, { id, ...changes });
  const edits: (() => unknown)[] = [
    () => change({ name: `${nastyName(chance)} новое` }),
    () => change({ price: nastyPrice(chance) }),
    () => change({ allow_to_sell: !fields.allow_to_sell }),
    () => evotor.deleteProduct(store.id, id),
    () => change({ parent_id: parentFor(store, chance) }),
    () => change({ quantity: chance.upTo(50) }),
    () => change({ type: chance.of(['NORMAL', 'BEER_MARKED']) }),
    () => change(nastyFields(chance)),
  ];
  chance.of(edits)();
}

/** A day in VK by hand: goods of EvoSync's are edited, sold, moved and deleted, an album is renamed, one goes. */
export function editShop(sandbox: Sandbox, chance: Chance): void {
  const { vk, world } = sandbox;
  const groupId = world.merchants[0]?.groupId ?? 0;
  const shop = vk.snapshot().communities.find((one) => one.groupId === groupId);
  if (!shop) throw new Error('The community is gone');
  const present = shop.items.filter((item) => item.erasedAt === null);
  const ours = present.filter((item) => item.sku.startsWith('EV-')).map(({ id }) => id);
  const edits: ((id: number) => unknown)[] = [
    (id) => vk.hands.editItem(groupId, id, { price: 100 + chance.upTo(100_000) }),
    (id) => vk.hands.editItem(groupId, id, { name: `РАСПРОДАЖА ${chance.upTo(999)}` }),
    (id) => vk.hands.editItem(groupId, id, { description: 'Пишите в сообщения группы!', stock: 3 }),
    (id) => vk.hands.buyItem(groupId, id, 2),
    (id) => vk.hands.deleteItem(groupId, id),
    (id) => vk.hands.moveItem(groupId, id, []),
  ];
  for (let count = 20; count > 0; count -= 1) chance.of(edits)(chance.of(ours));
  const others = present.filter((item) => item.sku === '').map(({ id }) => id);
  if (others.length > 0) vk.hands.editItem(groupId, chance.of(others), { price: 77_700 });
  const [gone, renamed] = [chance.of(shop.albums).id, chance.of(shop.albums).id];
  vk.hands.renameAlbum(groupId, renamed, 'Переименовано');
  vk.hands.deleteAlbum(groupId, gone);
}
