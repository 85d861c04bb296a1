import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aClient, GROUP } from '../test/a-client.js';
import { Refusal, VkServer } from '../test/vk-server.js';
import { VkApiError, VkUploadError } from './errors.js';

const aPhoto = (name: string) => ({
  bytes: new TextEncoder().encode(name),
  filename: `${name}.jpg`,
  contentType: 'image/jpeg',
});

describe('uploading many photos', () => {
  const server = new VkServer();
  /** Most files that the upload server takes at once; 0: only the single `file`. */
  let takes = 25;
  let lastPhoto = 0;
  const methods = (): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const { method } of server.requests) counts[method] = (counts[method] ?? 0) + 1;
    return counts;
  };

  beforeEach(async () => {
    server.requests.length = 0;
    server.uploads.length = 0;
    server.fault = () => undefined;
    takes = 25;
    lastPhoto = 0;
    server.uploadAnswer = (number) => {
      const body = server.uploads[number - 1]?.body ?? '';
      const parts = [...body.matchAll(/name="(file\d*)"; filename="([^"]+)"/g)].map(([, part, file]) => ({
        part,
        file,
      }));
      const isSingle = parts.length === 1 && parts[0]?.part === 'file';
      if (!isSingle && parts.length > takes) return { body: '{"error":"ERR_UPLOAD_UNEXPECTED_FILE"}' };
      const [{ file } = { file: '' }] = parts;
      return { body: JSON.stringify({ sha: 's', hash: 'h', count: parts.length, file }) };
    };
    server.answer = ({ method, params }) => {
      if (method === 'market.getProductPhotoUploadServer') return { upload_url: `${server.origin}/upload?t` };
      const { count } = JSON.parse(String(params.upload_response)) as { count: number };
      const saved = Array.from({ length: count }, () => ({ photo_id: (lastPhoto += 1) }));
      return method === 'market.saveProductPhotoBulk' ? saved : saved[0];
    };
    await server.start();
  });
  afterEach(() => server.stop());

  const copies = (count: number) => {
    const photo = aPhoto('default');
    return Array.from({ length: count }, () => photo);
  };

  it('copies of one picture go many to an upload and are saved together', async () => {
    const ids = await aClient(server).client.uploadPhotos(GROUP, copies(110));
    expect(new Set(ids).size).toBe(110);
    expect(ids.every((id) => typeof id === 'number')).toBe(true);
    expect(methods()).toEqual({
      'market.getProductPhotoUploadServer': 1,
      execute: 1,
      'market.saveProductPhotoBulk': 5,
    });
    expect(server.requests[0]?.params.bulk).toBe('1');
  });

  it('where VK takes fewer files at once, it is given fewer, and remembered so', async () => {
    takes = 5;
    const { client } = aClient(server);
    expect(new Set(await client.uploadPhotos(GROUP, copies(50))).size).toBe(50);
    const uploads = server.uploads.length;
    expect(uploads).toBe(1 + 10);
    await client.uploadPhotos(GROUP, copies(50));
    expect(server.uploads.length - uploads).toBe(10);
  });

  it.each([
    ['the upload server takes one file only', () => (takes = 0)],
    [
      'VK does not know the method',
      () => {
        const answer = server.answer;
        server.answer = (call) =>
          call.method === 'market.saveProductPhotoBulk' ? new Refusal(3, 'Unknown method passed') : answer(call);
      },
    ],
    [
      'VK knows no addresses for several files',
      () => {
        const answer = server.answer;
        server.answer = (call) => ('bulk' in call.params ? new Refusal(100, 'bulk is not known') : answer(call));
      },
    ],
    [
      'VK saves fewer than were sent',
      () => {
        const answer = server.answer;
        server.answer = (call) =>
          call.method === 'market.saveProductPhotoBulk' ? [{ photo_id: (lastPhoto += 1) }] : answer(call);
      },
    ],
  ])('falls back to one by one: %s', async (_, arrange) => {
    arrange();
    const { client } = aClient(server);
    expect(new Set(await client.uploadPhotos(GROUP, copies(30))).size).toBe(30);
    expect(methods()['market.saveProductPhoto']).toBe(30);
    const before = server.uploads.length;
    await client.uploadPhotos(GROUP, copies(4));
    expect(server.uploads.length - before).toBe(4);
  });

  it('pictures that differ are never mixed up: each is saved by itself, addresses come many to a request', async () => {
    const photos = Array.from({ length: 30 }, (_, index) => aPhoto(`p${index}`));
    const fileOf = new Map<number, string>();
    server.answer = ({ method, params }) => {
      if (method === 'market.getProductPhotoUploadServer') return { upload_url: `${server.origin}/upload?t` };
      fileOf.set((lastPhoto += 1), (JSON.parse(String(params.upload_response)) as { file: string }).file);
      return { photo_id: lastPhoto };
    };
    const ids = await aClient(server).client.uploadPhotos(GROUP, photos);
    expect(ids.map((id) => fileOf.get(Number(id)))).toEqual(photos.map(({ filename }) => filename));
    expect(methods()).toEqual({ execute: 2, 'market.saveProductPhoto': 30 });
  });

  it('a photo that VK does not take is its own trouble', async () => {
    const uploadAnswer = server.uploadAnswer;
    server.uploadAnswer = (number) =>
      server.uploads[number - 1]?.body.includes('bad.jpg') ? { body: '{"error":"too small"}' } : uploadAnswer(number);
    const results = await aClient(server).client.uploadPhotos(GROUP, [aPhoto('good'), aPhoto('bad'), aPhoto('fine')]);
    expect(results).toEqual([expect.any(Number), expect.any(VkUploadError), expect.any(Number)]);
  });

  it('where VK gives no addresses, each photo is told why', async () => {
    server.answer = () => new Refusal(100, 'group_id is wrong');
    const results = await aClient(server).client.uploadPhotos(GROUP, copies(3));
    expect(results.map((one) => (one instanceof VkApiError ? one.code : one))).toEqual([100, 100, 100]);
  });

  it('what concerns the whole shop ends it', async () => {
    server.answer = () => new Refusal(1438);
    await expect(aClient(server).client.uploadPhotos(GROUP, copies(3))).rejects.toThrow(VkApiError);
  });
});
