import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startStory, type Merchant, type Story } from '../support/story.js';

describe('A merchant looks through the catalogue and ticks what is to be sold in VK', () => {
  let story: Story;
  let merchant: Merchant;
  let storeId: string;
  const get = async (path: string) => (await merchant.agent.get(`/api/v1/catalog/stores${path}`).expect(200)).body;
  const put = (path: string, enabled: unknown) =>
    merchant.agent.put(`/api/v1/catalog/stores${path}/sync`).send({ enabled });

  beforeAll(async () => {
    story = await startStory();
    merchant = await story.merchant();
    await merchant.connect();
    storeId = merchant.world.storeIds[0] as string;
  }, 60_000);
  afterAll(() => story.close());

  it('everything starts off', async () => {
    const { items } = await get('');
    expect(items.map((store: { enabled: boolean; chosenCount: number }) => [store.enabled, store.chosenCount])).toEqual(
      [
        [false, 0],
        [false, 0],
      ],
    );
    expect((await get(`/${storeId}/products?syncState=off`)).total).toBe(281);
  });

  it('groups are a tree; variants of a product are no group; goods without a group stand in "none"', async () => {
    const { items } = await get(`/${storeId}/groups?pageSize=200`);
    const names = items.map((group: { name: string }) => group.name);
    expect(names).not.toContain('Улун «Те Гуань Инь»');
    const none = items.find((group: { id: string }) => group.id === 'none');
    expect(none.productCount).toBe((await get(`/${storeId}/products?groupId=none`)).total);
    const oolongs = items.find((group: { name: string }) => group.name === 'Улуны');
    expect(items.find((group: { id: string }) => group.id === oolongs.parentId)?.name).toBe('Чай');
  });

  it('finds products by name, code and barcode, page by page', async () => {
    const first = await get(`/${storeId}/products?pageSize=20&page=1`);
    const second = await get(`/${storeId}/products?pageSize=20&page=2`);
    expect(first.items).toHaveLength(20);
    expect(first.total).toBe(281);
    const ids = new Set([...first.items, ...second.items].map((product: { id: string }) => product.id));
    expect(ids.size).toBe(40);
    const found = await get(`/${storeId}/products?search=${encodeURIComponent('леденцы')}`);
    expect(found.items).toMatchObject([{ price: '45.00', enabled: true, syncState: 'off' }]);
    expect((await get(`/${storeId}/products?search=${encodeURIComponent('100%')}`)).total).toBe(0);
    expect((await get(`/${storeId}/products?search=abc-1`)).items).toMatchObject([{ name: 'Туфли чайного мастера' }]);
    await merchant.agent.get(`/api/v1/catalog/stores/${storeId}/products?pageSize=500`).expect(400);
    await merchant.agent.get(`/api/v1/catalog/stores/${storeId}/products?syncState=lost`).expect(400);
  });

  it('ticking a group says nothing about the groups inside it; ids are taken in any case', async () => {
    const { items } = await get(`/${storeId}/groups?pageSize=200`);
    const tea = items.find((group: { name: string }) => group.name === 'Чай');
    await put(`/${storeId.toLowerCase()}`, true).expect(200);
    await put(`/${storeId}/groups/${tea.id.toUpperCase()}`, true).expect(200);
    const after = (await get(`/${storeId}/groups?pageSize=200`)).items.filter(
      (group: { enabled: boolean }) => group.enabled,
    );
    expect(after.map((group: { name: string }) => group.name)).toEqual(['Чай']);
    const { total } = await get(`/${storeId}/products?syncState=pending`);
    expect(total).toBe(tea.productCount);
  });

  it('what does not exist cannot be ticked, and a wrong answer is named', async () => {
    const nobody = '20200101-0000-40C2-80F4-000000000000';
    await put(`/${nobody}`, true).expect(404);
    await put(`/${storeId}/groups/${nobody}`, true).expect(404);
    await put(`/${storeId}/products/${nobody}`, true).expect(404);
    const { body } = await put(`/${storeId}`, 'maybe').expect(400);
    expect(body.errors).toMatchObject([{ field: 'enabled' }]);
  });

  it('unticking all groups leaves nothing chosen', async () => {
    await put(`/${storeId}/groups`, true).expect(200);
    expect((await get('')).items.find((store: { id: string }) => store.id === storeId).chosenCount).toBe(281);
    await put(`/${storeId}/groups`, false).expect(200);
    expect((await get('')).items.find((store: { id: string }) => store.id === storeId).chosenCount).toBe(0);
  });

  it('shows what VK holds, and which of it EvoSync keeps', async () => {
    await merchant.chooseAll();
    await merchant.run();
    const { body: albums } = await merchant.agent.get('/api/v1/vk-catalog/albums?pageSize=200').expect(200);
    expect(albums.total).toBe(merchant.albums().length);
    const linked = albums.items.find((album: { title: string }) => album.title === 'Улуны');
    expect(linked.linkedGroup).toMatchObject({ name: 'Улуны' });
    const { body: inside } = await merchant.agent.get(`/api/v1/vk-catalog/albums/${linked.id}/products`).expect(200);
    expect(inside.total).toBe(linked.count);
    const { body: others } = await merchant.agent.get('/api/v1/vk-catalog/products?mine=false').expect(200);
    expect(others.total).toBe(4);
    await merchant.agent.get('/api/v1/vk-catalog/albums/999999/products').expect(404);
  }, 60_000);
});
