import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ProductInput } from '@evosync/sandbox';
import { startStory, type Merchant, type ShopItem, type ShownRun, type Story } from '../support/story.js';

describe('The register or the shop changes between two runs', () => {
  let story: Story;
  let merchant: Merchant;
  let storeId: string;
  const ids = new Map<string, string>();

  const product = (name: string, input: Omit<ProductInput, 'name'>) => {
    const { id } = story.sandbox.evotor.upsertProduct(storeId, { name, price: 100, measure_name: 'шт', ...input });
    ids.set(name, id);
    return id;
  };
  const change = (name: string, input: ProductInput) =>
    story.sandbox.evotor.upsertProduct(storeId, { id: ids.get(name), ...input });
  const group = (name: string, id?: string) =>
    story.sandbox.evotor.upsertGroup(storeId, { name, ...(id !== undefined && { id }) }).id;
  const item = (name: string): ShopItem => {
    const found = merchant.shop().find((one) => one.name === name);
    if (!found) throw new Error(`No item ${name}`);
    return found;
  };
  const settings = (changes: Record<string, unknown>) =>
    merchant.agent.put('/api/v1/sync/settings').send(changes).expect(200);
  const quiet = async () => {
    let run: ShownRun | undefined;
    expect(await story.writesDuring(async () => (run = await merchant.run()))).toBe(0);
    expect(run?.status).toBe('succeeded');
  };

  let tea = '';
  let sweets = '';

  beforeAll(async () => {
    story = await startStory({ scenario: 'empty-shop' });
  }, 60_000);

  afterAll(() => story.close());

  beforeEach(async () => {
    await story.sandbox.reset('empty-shop');
    merchant = await story.merchant();
    storeId = merchant.world.storeIds[0] as string;
    tea = group('Чай');
    sweets = group('Сладости');
    product('Чай чёрный, 100 г', { parent_id: tea });
    product('Чай зелёный, 100 г', { parent_id: tea, price: 250.5 });
    product('Халва подсолнечная', { parent_id: sweets });
    await merchant.connect();
    await merchant.chooseAll();
    expect((await merchant.run()).status).toBe('succeeded');
  }, 60_000);

  it('a new price, name and description reach VK, and nothing else is sent', async () => {
    change('Чай чёрный, 100 г', { name: 'Чай чёрный, 100 г', price: 119.9 });
    change('Чай зелёный, 100 г', { name: 'Чай зелёный с жасмином', description: 'Нежный' });
    const before = story.sandbox.vk.journal.list().length;
    const run = await merchant.run();
    expect(run.counts).toMatchObject({ updated: 2, unchanged: 1 });
    expect(item('Чай чёрный, 100 г').priceKopecks).toBe(11_990);
    expect(item('Чай зелёный с жасмином').description).toBe('Чай зелёный с жасмином (цена за 1 шт.)\n\nНежный');
    const edits = story.sandbox.vk.journal
      .list()
      .slice(before)
      .flatMap((entry) => [entry, ...entry.inner])
      .filter((call) => call.method === 'market.edit')
      .map((call) =>
        Object.keys(call.params)
          .filter((name) => !['owner_id', 'item_id', 'v'].includes(name))
          .sort(),
      );
    expect(edits).toEqual([['price'], ['description', 'name']]);
    const changes = (await merchant.outcomes(run.id)).map((outcome) => outcome['changes']);
    expect(changes).toEqual([
      [{ field: 'price', from: '100.00', to: '119.90' }],
      [
        { field: 'name', from: 'Чай зелёный, 100 г', to: 'Чай зелёный с жасмином' },
        { field: 'description', from: null, to: null },
      ],
    ]);
    await quiet();
  });

  it('goods taken off sale are sold out in VK, and come back', async () => {
    change('Халва подсолнечная', { name: 'Халва подсолнечная', allow_to_sell: false });
    await merchant.run();
    expect(item('Халва подсолнечная').stock).toBe(0);
    change('Халва подсолнечная', { name: 'Халва подсолнечная', allow_to_sell: true });
    await merchant.run();
    expect(item('Халва подсолнечная').stock).toBe(1000);
    await quiet();
  });

  it('a product deleted in the register is hidden once, and left alone after that', async () => {
    story.sandbox.evotor.deleteProduct(storeId, ids.get('Халва подсолнечная') as string);
    const run = await merchant.run();
    expect(run.counts.hidden).toBe(1);
    const hidden = item('Халва подсолнечная');
    expect(hidden.stock).toBe(0);
    story.sandbox.vk.hands.editItem(merchant.world.groupId, hidden.id, { stock: 7 });
    await quiet();
    expect(item('Халва подсолнечная').stock).toBe(7);
  });

  it('with "delete", what leaves the scope is deleted; with "keep", it stays as it is', async () => {
    await settings({ onRemoved: 'keep' });
    await merchant.agent
      .put(`/api/v1/catalog/stores/${storeId}/groups/${sweets}/sync`)
      .send({ enabled: false })
      .expect(200);
    await quiet();
    expect(item('Халва подсолнечная').stock).toBe(1000);
    await settings({ onRemoved: 'delete' });
    const run = await merchant.run();
    expect(run.counts.deleted).toBe(1);
    expect(merchant.shop().map((one) => one.name)).not.toContain('Халва подсолнечная');
    await quiet();
  });

  it('one product switched off is hidden, the rest of its group stays', async () => {
    const id = ids.get('Чай чёрный, 100 г');
    await merchant.agent
      .put(`/api/v1/catalog/stores/${storeId}/products/${id}/sync`)
      .send({ enabled: false })
      .expect(200);
    expect((await merchant.run()).counts.hidden).toBe(1);
    expect(item('Чай чёрный, 100 г').stock).toBe(0);
    expect(item('Чай зелёный, 100 г').stock).toBe(1000);
  });

  it('an edit made in VK by hand is put back once', async () => {
    const { id } = item('Чай чёрный, 100 г');
    story.sandbox.vk.hands.editItem(merchant.world.groupId, id, { name: 'РАСПРОДАЖА', price: 100, sku: 'my-own' });
    await merchant.run();
    expect(item('Чай чёрный, 100 г')).toMatchObject({ id, priceKopecks: 10_000, sku: expect.stringMatching(/^EV-/) });
    await quiet();
  });

  it('an item deleted in VK by hand is created again', async () => {
    story.sandbox.vk.hands.deleteItem(merchant.world.groupId, item('Халва подсолнечная').id);
    const run = await merchant.run();
    expect(run.counts.created).toBe(1);
    expect(item('Халва подсолнечная').albums).toEqual(['Сладости']);
    await quiet();
  });

  it('a renamed group renames its album, a moved product changes albums', async () => {
    group('Чай и травы', tea);
    change('Халва подсолнечная', { name: 'Халва подсолнечная', parent_id: tea });
    const before = merchant.albums().length;
    await merchant.run();
    expect(merchant.albums()).toHaveLength(before);
    expect(item('Халва подсолнечная').albums).toEqual(['Чай и травы']);
    expect(merchant.albums().find((album) => album.title === 'Сладости')?.items).toEqual([]);
    await quiet();
  });

  it('an album deleted in VK is made again with its items, one renamed by hand gets its name back', async () => {
    const album = (title: string) => merchant.albums().find((one) => one.title === title);
    story.sandbox.vk.hands.deleteAlbum(merchant.world.groupId, album('Чай')?.id as number);
    story.sandbox.vk.hands.renameAlbum(merchant.world.groupId, album('Сладости')?.id as number, 'Моё');
    await merchant.run();
    expect(album('Чай')?.items).toEqual(['Чай зелёный, 100 г', 'Чай чёрный, 100 г']);
    expect(album('Сладости')?.items).toEqual(['Халва подсолнечная']);
    await quiet();
  });

  it("an album of the merchant's own is never touched, nor what lies in it besides", async () => {
    const { groupId } = merchant.world;
    const own = story.sandbox.vk.hands.addAlbum(groupId, 'Новинки');
    const chosen = item('Чай чёрный, 100 г');
    const linked = merchant.albums().find((album) => album.title === 'Чай')?.id as number;
    story.sandbox.vk.hands.moveItem(groupId, chosen.id, [linked, own.id]);
    await quiet();
    expect(item('Чай чёрный, 100 г').albums).toEqual(['Новинки', 'Чай']);
  });

  it('a price multiplier prices goods by the measure, and says so', async () => {
    await settings({ priceMultiplier: '100' });
    await merchant.run();
    expect(item('Чай зелёный, 100 г')).toMatchObject({
      priceKopecks: 2_505_000,
      description: 'Чай зелёный, 100 г (цена за 100 шт.)',
    });
    await quiet();
  });

  it('stock follows the register when the merchant wants it so', async () => {
    change('Чай чёрный, 100 г', { name: 'Чай чёрный, 100 г', quantity: 7.9 });
    change('Чай зелёный, 100 г', { name: 'Чай зелёный, 100 г', quantity: -3 });
    await settings({ stockMode: 'evotor' });
    await merchant.run();
    expect(item('Чай чёрный, 100 г').stock).toBe(7);
    expect(item('Чай зелёный, 100 г').stock).toBe(0);
    await quiet();
  });

  it('VK that escapes and trims texts causes no endless edits', async () => {
    story.sandbox.vk.setSwitches({ escapeTexts: true });
    product('Чай "Беседа" с <мятой> & мёдом', { parent_id: tea, description: '  Строка 1\n\n\nСтрока   2 ' });
    expect((await merchant.run()).counts).toMatchObject({ created: 1, updated: 0 });
    await quiet();
  });
});
