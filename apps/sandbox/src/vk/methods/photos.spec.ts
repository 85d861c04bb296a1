import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { GROUP, OWNER, picture, seedOwner, sendPicture, startGround, uploadUrl } from '../testing/ground.js';
import type { Answer, Ground } from '../testing/ground.js';

let ground: Ground;
beforeAll(async () => (ground = await startGround()));
afterAll(() => ground.close());
beforeEach(() => {
  ground.vk.reset();
  seedOwner(ground.vk);
});

async function uploaded(bytes: Buffer, name?: string, part?: string): Promise<Record<string, unknown>> {
  const text = await sendPicture(await uploadUrl(ground.call), bytes, name, part);
  return JSON.parse(text) as Record<string, unknown>;
}

const save = (response: string): Promise<Answer> =>
  ground.call('market.saveProductPhoto', { upload_response: response });

describe("a good's photo", () => {
  it('is uploaded, saved, put on an item and shown', async () => {
    const answer = await sendPicture(await uploadUrl(ground.call), await picture(900, 700, 'png'), 'чай.png');
    expect(JSON.parse(answer)).toMatchObject({ meta: { width: '900', height: '700' }, group_id: GROUP, album_id: -53 });
    const saved = (await save(answer)).response as { photo_id: number };
    const id = await ground.item({ main_photo_id: saved.photo_id });
    expect(ground.vk.snapshot().photos.find((photo) => photo.id === saved.photo_id)?.assignedTo).toEqual([id]);
    const shown = await fetch(`${ground.url}/photos/${saved.photo_id}.jpg`);
    expect(shown.headers.get('content-type')).toBe('image/jpeg');
    expect(await sharp(Buffer.from(await shown.arrayBuffer())).metadata()).toMatchObject({ width: 807, height: 628 });
  });

  it('has a stand-in where it was never uploaded, and is missing where it is unknown', async () => {
    const shown = await fetch(`${ground.url}/photos/${ground.vk.hands.picture(GROUP)}.jpg`);
    expect(await sharp(Buffer.from(await shown.arrayBuffer())).metadata()).toMatchObject({ format: 'jpeg' });
    expect((await fetch(`${ground.url}/photos/1.jpg`)).status).toBe(404);
    expect((await fetch(`${ground.url}/photos/x.jpg`)).status).toBe(404);
  });

  it.each<[string, () => Promise<Buffer>, string | undefined, string | undefined, string]>([
    ['under 400', () => picture(400, 399), undefined, undefined, 'SIZE'],
    ['wider than 1:20', () => picture(8_020, 400), undefined, undefined, 'ratio'],
    ['over 14000 around', () => picture(7_001, 7_000), undefined, undefined, '14000'],
    ['in WEBP', () => picture(400, 400, 'webp'), undefined, undefined, 'TYPE'],
    ['without an extension', () => picture(), 'photo', undefined, 'extension'],
    ['that is no picture', () => Promise.resolve(Buffer.from('не картинка')), undefined, undefined, 'readable'],
    ['cut in the middle', async () => (await picture(900, 900)).subarray(0, 1_500), undefined, undefined, 'readable'],
    ['in another part', () => picture(), undefined, 'photo', 'LIMIT_UNEXPECTED_FILE'],
  ])('%s is refused', async (_what, bytes, name, part, text) => {
    const answer = await uploaded(await bytes(), name, part);
    expect(answer).toEqual({ error: expect.stringContaining(text) });
    expect(ground.vk.journal.list({ method: 'upload', failed: true })).toHaveLength(1);
  });

  it('over the weight limit is refused', async () => {
    ground.vk.setLimits({ uploadBytes: 100 });
    expect(await uploaded(await picture())).toEqual({ error: 'ERR_UPLOAD_LIMIT_FILE_SIZE' });
  });

  it('needs a place that VK gave; one place takes several files, or one where so switched', async () => {
    expect(await sendPicture(`${ground.url}/upload/stranger`, await picture())).toContain('ERR_UPLOAD_BAD_TOKEN');
    const place = await uploadUrl(ground.call);
    const first = await sendPicture(place, await picture());
    expect(await sendPicture(place, await picture())).not.toBe(first);
    ground.vk.setSwitches({ reusableUploadUrl: false });
    expect(await sendPicture(place, await picture())).toContain('ERR_UPLOAD_BAD_TOKEN');
  });

  it('answers as HTML or as JSON', async () => {
    const form = async (): Promise<Response> =>
      fetch(await uploadUrl(ground.call), { method: 'POST', body: new FormData() });
    expect((await form()).headers.get('content-type')).toContain('text/html');
    ground.vk.setSwitches({ uploadAnswersAsHtml: false });
    expect((await form()).headers.get('content-type')).toContain('application/json');
  });

  it('is saved only from an untouched answer, once', async () => {
    const answer = await sendPicture(await uploadUrl(ground.call), await picture());
    const tampered = JSON.stringify({ ...(JSON.parse(answer) as object), group_id: 5 });
    expect((await save(tampered)).error?.error_code).toBe(121);
    expect((await save('[object Object]')).error?.error_msg).toContain('upload_response is undefined');
    expect((await save('')).error?.error_msg).toContain('upload_response is undefined');
    expect((await save(answer)).error).toBeUndefined();
    expect((await save(answer)).error?.error_code).toBe(121);
    ground.vk.setSwitches({ savePhotoOnce: false });
    expect((await save(answer)).error).toBeUndefined();
  });

  it('has no place in a shop switched off', async () => {
    ground.vk.hands.switchMarket(GROUP, false);
    const answer = await ground.call('market.getProductPhotoUploadServer', { group_id: GROUP });
    expect(answer.error?.error_code).toBe(1438);
  });
});

describe('the cover of a collection', () => {
  interface Cover {
    server: number;
    photo: string;
    hash: string;
  }

  async function cover(bytes: Buffer): Promise<Cover & { error?: string }> {
    const place = await ground.call('photos.getMarketAlbumUploadServer', { group_id: GROUP });
    const text = await sendPicture((place.response as { upload_url: string }).upload_url, bytes);
    return JSON.parse(text) as Cover & { error?: string };
  }

  const saveCover = (sent: Cover): Promise<Answer> =>
    ground.call('photos.saveMarketAlbumPhoto', {
      group_id: GROUP,
      photo: sent.photo,
      server: sent.server,
      hash: sent.hash,
    });

  it('is saved as an array of one and belongs to collections only', async () => {
    const sent = await cover(await picture(1_280, 720));
    const [photo] = (await saveCover(sent)).response as { id: number; album_id: number }[];
    expect(photo?.album_id).toBe(-53);
    const album = await ground.call('market.addAlbum', { owner_id: OWNER, title: 'Чай', photo_id: photo?.id ?? 0 });
    expect(album.error).toBeUndefined();
    const items = await ground.call('market.getAlbums', { owner_id: OWNER });
    expect(items.response).toMatchObject({ items: [{ photo: { id: photo?.id } }] });
    const item = { name: 'Чай чёрный', description: 'Чай чёрный байховый', category_id: 40_932 };
    const added = await ground.call('market.add', { owner_id: OWNER, ...item, main_photo_id: photo?.id ?? 0 });
    expect(added.error?.error_msg).toContain('photo not found');
  });

  it('must be 1280x720 and untouched', async () => {
    expect((await cover(await picture(1_280, 719))).error).toContain('1280x720');
    const sent = await cover(await picture(1_280, 720));
    expect((await saveCover({ ...sent, hash: 'x' })).error?.error_code).toBe(121);
    expect((await saveCover({ ...sent, photo: '[]' })).error?.error_code).toBe(129);
    expect((await saveCover({ ...sent, server: 1 })).error?.error_code).toBe(118);
  });

  it('needs the right to photos', async () => {
    ground.vk.state.addToken({ token: 'narrow', userId: 100, scopes: ['market'] });
    const params = { group_id: GROUP, photo: 'x', server: 1, hash: 'x' };
    const answer = await ground.call('photos.saveMarketAlbumPhoto', params, 'narrow');
    expect(answer.error).toMatchObject({ error_code: 15, error_subcode: 1133 });
  });
});
