import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { DataSource } from 'typeorm';
import { startStory, type Merchant, type Story } from '../support/story.js';

const TEA = 40_310;

describe('What the operators set is what new goods get', () => {
  let folder: string;
  let story: Story;
  let merchant: Merchant;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'evosync-photo-'));
    const photo = path.join(folder, 'default.png');
    const blue = sharp({ create: { width: 500, height: 500, channels: 3, background: '#336699' } });
    await writeFile(photo, await blue.png().toBuffer());
    const settings = { VK_STOCK_AMOUNT: '50', VK_CATEGORY_ID: String(TEA), VK_DEFAULT_PHOTO_PATH: photo };
    story = await startStory({ scenario: 'empty-shop', settings });
    merchant = await story.merchant();
    await merchant.connect();
    await merchant.chooseAll();
  }, 60_000);

  afterAll(async () => {
    await story.close();
    await rm(folder, { recursive: true });
  });

  const put = (n: number, fields = {}) =>
    story.sandbox.evotor.upsertProduct(merchant.world.storeIds[0] ?? '', { name: `Чай № ${n}`, price: 100, ...fields });
  const items = () => [...(story.sandbox.vk.state.communities.get(merchant.world.groupId)?.items.values() ?? [])];
  const photos = () => items().map(({ mainPhotoId }) => mainPhotoId);

  it('stock (M6) and category (M9)', async () => {
    put(1, { quantity: 3 });
    put(2);
    expect(await merchant.run()).toMatchObject({ status: 'succeeded', counts: { created: 2 } });
    expect(items().map(({ stock, categoryId }) => [stock, categoryId])).toEqual([
      [50, TEA],
      [50, TEA],
    ]);
  });

  it('the default photo (M9): uploaded once for all goods and all runs, and anew when there is another one', async () => {
    put(3);
    await merchant.run();
    expect(new Set(photos()).size).toBe(1);
    await story.app.app.get(DataSource).query("UPDATE vk_connections SET default_photo_hash = 'of another picture'");
    put(4);
    await merchant.run();
    expect(photos()).toHaveLength(4);
    expect(photos()[3]).not.toBe(photos()[0]);
    put(5);
    await merchant.run();
    expect(photos()[4]).toBe(photos()[3]);
  });
});
