import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import sharp from 'sharp';
import { RunsService } from '../../apps/api/src/sync/runs.service.js';
import { startStory, type Merchant, type Story } from '../support/story.js';

const picture = (background: string, width = 900, height = 700) =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();

describe("A merchant's own photos", () => {
  let story: Story;
  let merchant: Merchant;
  let storeId: string;

  beforeEach(async () => {
    story = await startStory({ scenario: 'empty-shop' });
    merchant = await story.merchant();
    storeId = merchant.world.storeIds[0] as string;
  }, 60_000);
  afterEach(() => story.close());

  const put = (n: number, changes: Record<string, unknown> = {}) =>
    story.sandbox.evotor.upsertProduct(storeId, {
      name: `Кружка № ${n}`,
      price: n,
      barcodes: [`46000000000${n}`],
      ...changes,
    });
  const begin = async (count: number) => {
    const ids = Array.from({ length: count }, (_, index) => put(index + 10).id);
    await merchant.connect();
    await merchant.chooseAll();
    return ids;
  };
  const photoOf = (id: string) => `/api/v1/catalog/stores/${storeId}/products/${id}/photo`;
  const give = async (id: string, bytes: Buffer): Promise<string> =>
    (await merchant.agent.put(photoOf(id)).attach('file', bytes, 'a.png').expect(200)).body.hash;
  const about = async (id: string) => (await merchant.agent.get(`${photoOf(id)}/about`).expect(200)).body;
  /** Hash of the picture that a buyer sees on each item, by its name. */
  const shown = (): Record<string, string> => {
    const { communities, photos } = story.sandbox.vk.snapshot();
    const shop = communities.find(({ groupId }) => groupId === merchant.world.groupId);
    const items = shop?.items.filter(({ erasedAt }) => erasedAt === null) ?? [];
    return Object.fromEntries(
      items.map(({ name, mainPhotoId }) => [name, photos.find(({ id }) => id === mainPhotoId)?.sha ?? '']),
    );
  };
  const uploads = () => story.sandbox.vk.state.uploads.size;
  const preview = async () => (await merchant.agent.get('/api/v1/sync/preview').expect(200)).body;
  const quiet = async () => expect(await story.writesDuring(() => merchant.run())).toBe(0);

  it('stand on new items from the first', async () => {
    const [first = '', second = ''] = await begin(3);
    const hash = await give(first, await picture('#ff0000'));
    expect(await give(second, await picture('#ff0000'))).toBe(hash);
    const planned = (await preview()).items.find(({ productId }: { productId: string }) => productId === first);
    expect(planned.changes).toContainEqual({
      field: 'photo',
      from: null,
      to: expect.stringContaining(`/photo?v=${hash.slice(0, 12)}`),
    });
    expect(await merchant.run()).toMatchObject({ status: 'succeeded', counts: { created: 3, failed: 0 } });
    expect(shown()).toMatchObject({ 'Кружка № 10': hash, 'Кружка № 11': hash });
    expect(shown()['Кружка № 12']).not.toBe(hash);
    expect((await about(first)).inVk).toBe(true);
    await quiet();
  }, 60_000);

  it('come before the picture in the Evotor Cloud, and that before the default one (M9)', async () => {
    const [own = ''] = await begin(2);
    put(10, { id: own, picture: true });
    put(20, { picture: true });
    put(21, { picture: true });
    const red = await give(own, await picture('#ff0000'));
    expect(await merchant.run()).toMatchObject({ status: 'succeeded', counts: { created: 4, failed: 0 } });
    const photos = shown();
    expect(photos['Кружка № 10']).toBe(red);
    const [drawn, other, byDefault] = [photos['Кружка № 20'], photos['Кружка № 21'], photos['Кружка № 11']];
    expect(new Set([red, drawn, other, byDefault]).size).toBe(4);
  }, 60_000);

  it('come to an item that is there, change with it, and go again', async () => {
    const [id = ''] = await begin(2);
    await merchant.run();
    const before = shown();
    const red = await give(id, await picture('#ff0000'));
    expect(await preview()).toMatchObject({
      counts: { updated: 1 },
      items: [{ action: 'update', changes: [{ field: 'photo', to: expect.stringContaining(red.slice(0, 12)) }] }],
    });
    expect(await merchant.run()).toMatchObject({ status: 'succeeded', counts: { updated: 1, unchanged: 1 } });
    expect(shown()).toEqual({ ...before, 'Кружка № 10': red });
    await quiet();

    const green = await give(id, await picture('#00ff00'));
    put(10, { id, price: 99 });
    expect(await merchant.run()).toMatchObject({ status: 'succeeded', counts: { updated: 1 } });
    expect(shown()['Кружка № 10']).toBe(green);
    expect(merchant.shop().map(({ priceKopecks }) => priceKopecks)).toContain(9900);
    await quiet();

    await merchant.agent.delete(photoOf(id)).expect(204);
    expect((await preview()).items).toMatchObject([{ action: 'update', changes: [{ field: 'photo', to: null }] }]);
    expect(await merchant.run()).toMatchObject({ status: 'succeeded', counts: { updated: 1 } });
    expect(shown()['Кружка № 10']).toBe(before['Кружка № 10']);
    await quiet();
  }, 90_000);

  it('the same photo on two goods, where VK wants each to have its own', async () => {
    story.sandbox.vk.setSwitches({ sharedPhotos: false });
    const ids = await begin(6);
    await merchant.run();
    const bytes = await picture('#0000ff');
    const hashes = await Promise.all(ids.map((id) => give(id, bytes)));
    expect(new Set(hashes).size).toBe(1);
    expect(await merchant.run()).toMatchObject({ status: 'succeeded', counts: { updated: 6, failed: 0 } });
    expect(Object.values(shown())).toEqual(hashes);
    const { photos } = story.sandbox.vk.snapshot();
    const own = photos.filter(({ sha }) => sha === hashes[0]);
    expect(own.map(({ assignedTo }) => assignedTo.length)).toEqual([1, 1, 1, 1, 1, 1]);
    await quiet();
  }, 90_000);

  it('VK will not have a photo: said so, the price goes on, and it is not tried again by itself', async () => {
    const [id = ''] = await begin(2);
    await merchant.run();
    const before = shown();
    const red = await give(id, await picture('#ff0000'));
    put(10, { id, price: 77 });
    const refuse = { type: 'error', code: 1435 } as const;
    story.sandbox.vk.faults.add({ method: 'market.edit', where: 'inner', effect: refuse, nth: 1, times: 1 });
    story.sandbox.vk.faults.add({ method: 'market.edit', where: 'top', effect: refuse, nth: 1, times: 1 });
    const run = await merchant.run();
    story.sandbox.vk.faults.clear();
    expect(run).toMatchObject({ status: 'partial', counts: { updated: 0, failed: 1 } });
    expect(await merchant.outcomes(run.id)).toMatchObject([
      { productId: id, outcome: 'failed', reason: 'photo_rejected', message: 'ВКонтакте не принял фотографию товара.' },
    ]);
    expect(merchant.shop().map(({ priceKopecks }) => priceKopecks)).toContain(7700);
    expect(shown()).toEqual(before);

    const { id: runId } = await story.app.app.get(RunsService, { strict: false }).start(merchant.userId, 'schedule');
    expect(await story.writesDuring(() => merchant.wait(runId))).toBe(0);
    expect(await merchant.outcomes(runId)).toMatchObject([{ outcome: 'failed', reason: 'photo_rejected' }]);
    // Whoever presses the button has it tried again.
    expect(await merchant.run()).toMatchObject({ status: 'succeeded', counts: { updated: 1, failed: 0 } });
    expect(shown()['Кружка № 10']).toBe(red);
    await quiet();
  }, 90_000);

  it('an upload whose edit was lost is not made again', async () => {
    const [id = ''] = await begin(1);
    await merchant.run();
    const red = await give(id, await picture('#ff0000'));
    const before = uploads();
    story.sandbox.vk.faults.add({ method: 'market.edit', effect: { type: 'error', code: 10 }, times: 10 });
    expect((await merchant.run()).status).not.toBe('succeeded');
    story.sandbox.vk.faults.clear();
    expect(await merchant.run()).toMatchObject({ status: 'succeeded', counts: { updated: 1 } });
    expect(shown()['Кружка № 10']).toBe(red);
    expect(uploads() - before).toBe(1);
    await quiet();
  }, 90_000);

  it('a remembered upload that VK has forgotten is made anew', async () => {
    const [id = ''] = await begin(1);
    await merchant.run();
    const red = await give(id, await picture('#ff0000'));
    story.sandbox.vk.faults.add({ method: 'market.edit', effect: { type: 'error', code: 10 }, times: 10 });
    await merchant.run();
    story.sandbox.vk.faults.clear();
    for (const [photoId, photo] of story.sandbox.vk.state.photos) {
      if (photo.sha === red) story.sandbox.vk.state.photos.delete(photoId);
    }
    expect(await merchant.run()).toMatchObject({ status: 'succeeded', counts: { updated: 1 } });
    expect(shown()['Кружка № 10']).toBe(red);
  }, 90_000);

  it('a photo that VK does not know right after it was saved is tried again a little later', async () => {
    const [id = ''] = await begin(1);
    await merchant.run();
    story.sandbox.vk.setSwitches({ photoReadyAfterMs: 900 });
    const red = await give(id, await picture('#ff0000'));
    expect(await merchant.run()).toMatchObject({ status: 'succeeded', counts: { updated: 1, failed: 0 } });
    expect(shown()['Кружка № 10']).toBe(red);
    await quiet();
  }, 90_000);

  it('given while a run is at work: this run or the next one takes it', async () => {
    const [id = ''] = await begin(30);
    const run = await merchant.start();
    await delay(100);
    const red = await give(id, await picture('#ff0000'));
    await merchant.wait(run.id);
    await merchant.run();
    expect(shown()['Кружка № 10']).toBe(red);
    await quiet();
  }, 90_000);

  it('another community gets the photos as well', async () => {
    const [id = ''] = await begin(1);
    const red = await give(id, await picture('#ff0000'));
    await merchant.run();
    for (const item of merchant.shop()) story.sandbox.vk.hands.deleteItem(merchant.world.groupId, item.id);
    expect(await merchant.run()).toMatchObject({ counts: { created: 1 } });
    expect(shown()['Кружка № 10']).toBe(red);
    await quiet();
  }, 90_000);
});
