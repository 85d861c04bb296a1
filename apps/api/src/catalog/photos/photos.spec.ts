import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getDataSourceToken } from '@nestjs/typeorm';
import { readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { DataSource } from 'typeorm';
import { Retention } from '../../common/retention.js';
import { startTestApp, type Agent, type TestApp } from '../../testing/app.js';
import { CachedProduct } from '../cached-product.entity.js';
import { CachedStore } from '../cached-store.entity.js';
import { PhotoFiles } from './photo-files.js';

const STORE = '20170228-F4F1-401B-80FA-9ECCA8451FFB';
const DAY_MS = 24 * 3600 * 1000;

describe('photos of products', () => {
  let app: TestApp;
  let database: DataSource;
  let merchant: { id: number; agent: Agent };
  const url = `/api/v1/catalog/stores/${STORE}`;

  beforeAll(async () => {
    app = await startTestApp();
    database = app.app.get<DataSource>(getDataSourceToken());
    merchant = await app.newcomer();
    await database.getRepository(CachedStore).save({ userId: merchant.id, id: STORE, name: 'Чайная', readable: true });
    await database
      .getRepository(CachedProduct)
      .insert([
        row('mug', { barcodes: '4600000001184 4600000001191', code: '118', name: 'Кружка «Волна»' }),
        row('tea', { barcodes: '20012345', articleNumber: 'TEA-1', name: 'Чай' }),
        row('cup', { barcodes: '4600000007777', images: [{ id: 'i', url: 'https://images.example/1.png' }] }),
        row('twin', { barcodes: '4600000007777', images: [] }),
        row('plain', {}),
        row('gone', { code: 'gone', removedAt: new Date() }),
      ]);
  }, 60_000);
  afterAll(() => app.close());

  const row = (id: string, changes: Partial<CachedProduct>) => ({
    ...{ userId: merchant.id, storeId: STORE, id, name: id, type: 'NORMAL', price: '10', allowToSell: true },
    ...{ groupId: 'none', contentHash: 'x', syncState: 'synced' as const, ...changes },
  });
  const picture = (background: string, width = 900, height = 700) =>
    sharp({ create: { width, height, channels: 3, background } })
      .png()
      .toBuffer();
  const give = async (id: string, bytes: Buffer, name = 'photo.png') =>
    merchant.agent.put(`${url}/products/${id}/photo`).attach('file', bytes, name);
  const files = async () => (await readdir(join(app.settings.photoDir, String(merchant.id))).catch(() => [])).sort();
  const list = async (query: string) => (await merchant.agent.get(`${url}/products?${query}`).expect(200)).body.items;
  const idsOf = async (query: string) => (await list(query)).map(({ id }: { id: string }) => id).sort();

  it('is given as a form, kept as a JPEG, and shown', async () => {
    const given = await give('mug', await picture('#ff0000'), 'Моя кружка.png');
    expect(given.status).toBe(200);
    const { hash, url: address } = given.body;
    expect(given.body).toMatchObject({
      ...{ storeId: STORE, productId: 'mug', width: 900, height: 700, fileName: 'Моя кружка.png', inVk: false },
    });
    const shown = await merchant.agent.get(address).expect(200);
    expect(shown.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      etag: `"${hash}-full"`,
    });
    expect(await sharp(shown.body).metadata()).toMatchObject({ format: 'jpeg', width: 900, height: 700 });
    await merchant.agent.get(address).set('If-None-Match', `"${hash}-full"`).expect(304);
    const thumb = await merchant.agent.get(`${address}&size=thumb`).expect(200);
    expect(await sharp(thumb.body).metadata()).toMatchObject({ width: 176, height: 176 });
    const plain = await merchant.agent.get(`${url}/products/mug/photo`).expect(200);
    expect(plain.headers['cache-control']).toBe('private, no-cache');
    expect(await files()).toEqual([`${hash}.jpg`, `${hash}.thumb.jpg`]);
    expect((await merchant.agent.get(`${url}/products/mug/photo/about`).expect(200)).body).toEqual(given.body);
    expect(await list('search=Кружка')).toMatchObject([
      { photo: 'own', ownPhotoUrl: address, photoUrl: null, syncState: 'off' },
    ]);
  });

  it('is given as the body itself, by curl for example', async () => {
    const bytes = await picture('#00ff00', 100, 100);
    const { body } = await merchant.agent
      .put(`${url}/products/TEA/photo`)
      .set('Content-Type', 'image/png')
      .send(bytes)
      .expect(200);
    expect(body).toMatchObject({ productId: 'tea', width: 400, height: 400 });
  });

  it('the same picture is kept once, however many products have it', async () => {
    const before = (await files()).length;
    const bytes = await picture('#0000ff');
    const [one, two] = [await give('cup', bytes), await give('plain', bytes)];
    expect(one.body.hash).toBe(two.body.hash);
    expect(await files()).toHaveLength(before + 2);
  });

  it('two at once for one product: one of them stands, whole', async () => {
    const pictures = await Promise.all(['#111111', '#222222', '#333333', '#444444'].map((one) => picture(one)));
    const answers = await Promise.all(pictures.map((bytes) => give('plain', bytes)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { body } = await merchant.agent.get(`${url}/products/plain/photo/about`).expect(200);
    expect(answers.map((answer) => answer.body.hash)).toContain(body.hash);
    await merchant.agent.get(body.url).expect(200);
  });

  it('what is no picture is refused, the file is named, and the old photo stands', async () => {
    const before = (await merchant.agent.get(`${url}/products/mug/photo/about`).expect(200)).body;
    const answer = await give('mug', Buffer.from('<script>alert(1)</script>'), 'кружка.jpg');
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      code: 'photo_unreadable',
      detail: 'Файл «кружка.jpg»: это не картинка, или она повреждена.',
      errors: [{ field: 'file' }],
    });
    expect((await give('mug', await picture('#fff', 1, 1))).body.code).toBe('photo_too_small');
    const none = await merchant.agent.put(`${url}/products/mug/photo`).field('note', 'no file').expect(400);
    expect(none.body).toMatchObject({ code: 'validation_failed', errors: [{ field: 'file' }] });
    await merchant.agent.put(`${url}/products/mug/photo`).set('Content-Type', 'image/png').send('').expect(400);
    expect((await merchant.agent.get(`${url}/products/mug/photo/about`).expect(200)).body).toEqual(before);
  });

  it('a file beyond 30 MB is refused', async () => {
    const large = Buffer.alloc(30 * 1024 * 1024 + 1, 1);
    expect((await give('mug', large)).status).toBe(413);
    const raw = merchant.agent.put(`${url}/products/mug/photo`).set('Content-Type', 'image/png').send(large);
    expect((await raw).body.code).toBe('too_large');
  });

  it('is nobody else’s', async () => {
    const stranger = await app.newcomer();
    await stranger.agent.get(`${url}/products/mug/photo`).expect(404);
    await stranger.agent.delete(`${url}/products/mug/photo`).expect(404);
    const answer = await stranger.agent
      .put(`${url}/products/mug/photo`)
      .attach('file', await picture('#fff'), 'a.png')
      .expect(404);
    expect(answer.body.code).toBe('store_not_found');
    await app.anonymous.get(`${url}/products/mug/photo`).expect(401);
  });

  it('several at once are told apart by their names, each with what came of it', async () => {
    const upload = merchant.agent.post(`${url}/photos`);
    const good = await picture('#abcdef');
    for (const name of ['4600000001191 (1).png', 'tea-1.jpg', 'holiday.jpg', '4600000007777.jpg', '118.png']) {
      upload.attach('file', good, name);
    }
    upload.attach('file', Buffer.from('not a picture'), '20012345.jpg');
    upload.attach('file', good, 'gone.jpg');
    const { body } = await upload.expect(200);
    expect(body).toMatchObject({ saved: 2, notSaved: 5 });
    expect(body.items.map((item: Record<string, unknown>) => [item.fileName, item.outcome, item.productId])).toEqual([
      ['4600000001191 (1).png', 'saved', 'mug'],
      ['tea-1.jpg', 'saved', 'tea'],
      ['holiday.jpg', 'unmatched', null],
      ['4600000007777.jpg', 'ambiguous', null],
      ['118.png', 'duplicate', 'mug'],
      ['20012345.jpg', 'duplicate', 'tea'],
      ['gone.jpg', 'unmatched', null],
    ]);
    expect(body.items[0].matchedBy).toBe('barcode');
    expect(body.items[4].message).toContain('4600000001191 (1).png');
    const broken = await merchant.agent
      .post(`${url}/photos`)
      .attach('file', Buffer.from('not a picture'), '20012345.jpg')
      .expect(200);
    expect(broken.body.items).toMatchObject([{ outcome: 'refused', productName: 'Чай', code: 'photo_unreadable' }]);
    const many = merchant.agent.post(`${url}/photos`);
    for (let n = 0; n < 21; n += 1) many.attach('file', good, `${n}.png`);
    expect((await many).status).toBe(400);
  });

  it('the list shows which goods have none', async () => {
    expect(await idsOf('photo=own')).toEqual(['cup', 'mug', 'plain', 'tea']);
    expect(await idsOf('photo=evotor')).toEqual([]);
    await merchant.agent.delete(`${url}/products/cup/photo`).expect(204);
    expect(await idsOf('photo=evotor')).toEqual(['cup']);
    expect(await idsOf('photo=none')).toEqual(['twin']);
    await merchant.agent.get(`${url}/products?photo=some`).expect(400);
  });

  it('is taken away, once', async () => {
    await merchant.agent.delete(`${url}/products/plain/photo`).expect(204);
    const { body } = await merchant.agent.delete(`${url}/products/plain/photo`).expect(404);
    expect(body.code).toBe('photo_not_found');
    await merchant.agent.get(`${url}/products/plain/photo`).expect(404);
    expect(await idsOf('photo=none')).toEqual(['plain', 'twin']);
  });

  it('files that nobody has any more are removed after a day, others stay', async () => {
    const { body } = await give('mug', await picture('#fedcba'));
    const [kept] = (await files()).filter((name) => name.startsWith(body.hash as string));
    const fresh = await files();
    await app.app.get(Retention, { strict: false }).sweep();
    expect(await files()).toEqual(fresh);
    const old = new Date(Date.now() - 2 * DAY_MS);
    for (const name of fresh) await utimes(join(app.settings.photoDir, String(merchant.id), name), old, old);
    await app.app.get(Retention, { strict: false }).sweep();
    const left = await files();
    expect(left).toContain(kept);
    expect(left).toHaveLength(4);
    await merchant.agent.get(`${url}/products/tea/photo`).expect(200);
  });

  it('names no path, whatever is asked for', async () => {
    const photos = app.app.get(PhotoFiles, { strict: false });
    await expect(photos.read(merchant.id, '../../etc/passwd')).rejects.toThrow('Not the hash');
  });

  it('goes with the account', async () => {
    await merchant.agent.delete('/api/v1/profile').send({ goods: 'keep' }).expect(204);
    expect(await files()).toEqual([]);
  });
});
