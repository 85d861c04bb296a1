import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aClient, GROUP, TOKEN } from '../test/a-client.js';
import { Refusal, VkServer } from '../test/vk-server.js';
import { VkApiError, VkTransportError, VkUploadError } from './errors.js';

const UPLOADED = '{"sha":"s1", "hash":"h\\/1","server":"900000000000000000001","meta":{"kid":"ё"}}';
const photo = { bytes: new TextEncoder().encode('JPEG-BYTES'), filename: 'tea.jpg', contentType: 'image/jpeg' };

describe('uploading a photo', () => {
  const server = new VkServer();
  const methods = (): string[] => server.requests.map(({ method }) => method.replace('market.', ''));
  beforeEach(async () => {
    server.requests.length = 0;
    server.uploads.length = 0;
    server.fault = () => undefined;
    server.uploadAnswer = () => ({ body: UPLOADED });
    server.answer = ({ method }) =>
      method === 'market.saveProductPhoto'
        ? { photo_id: 457239117 }
        : { upload_url: `${server.origin}/upload?token=t` };
    await server.start();
  });
  afterEach(() => server.stop());

  it('asks for an address, sends one file without the token, and saves the answer word for word', async () => {
    await expect(aClient(server).client.uploadPhoto(GROUP, photo)).resolves.toBe(457239117);
    expect(methods()).toEqual(['getProductPhotoUploadServer', 'saveProductPhoto']);
    expect(server.requests[0]?.params.group_id).toBe(String(GROUP));
    expect(server.requests[1]?.params.upload_response).toBe(UPLOADED);
    const [upload] = server.uploads;
    expect(upload?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(upload?.headers.authorization).toBeUndefined();
    expect(upload?.body).toMatch(/name="file"; filename="tea\.jpg"\r\nContent-Type: image\/jpeg\r\n\r\nJPEG-BYTES\r\n/);
    expect(upload?.body).not.toContain(TOKEN);
    expect(upload?.body.match(/Content-Disposition/g)).toHaveLength(1);
  });

  it('uses an address it was given, and a fresh one when that fails', async () => {
    server.uploadAnswer = (number) => (number === 1 ? { body: '{"error":"expired"}' } : { body: UPLOADED });
    const { client, pauses } = aClient(server);
    await client.uploadPhoto(GROUP, photo, { uploadUrl: `${server.origin}/upload?given` });
    expect(methods()).toEqual(['getProductPhotoUploadServer', 'saveProductPhoto']);
    expect(pauses).toEqual([2000]);
  });

  it.each([
    ['an error', { body: '{"error":"ERR_UPLOAD_BAD_IMAGE_SIZE: too small"}' }, 'too small'],
    ['an error code', { body: '{"error_code":1,"error_msg":"bad hash"}' }, 'bad hash'],
    ['no sha', { body: '{"hash":"h"}' }, 'no sha'],
    ['an empty photo', { body: '{"photo":"[]","sha":"s","hash":"h"}' }, 'empty photo'],
    ['a page', { body: '<html></html>' }, 'unreadable'],
    ['HTTP 413', { status: 413, body: UPLOADED }, 'HTTP 413'],
  ])('gives up after three uploads that answer %s', async (_, answer, words) => {
    server.uploadAnswer = () => answer;
    const error = await aClient(server)
      .client.uploadPhoto(GROUP, photo)
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(VkUploadError);
    expect(error).toMatchObject({ stage: 'upload' });
    const { message, cause } = error as Error;
    expect(message + String(cause)).toContain(words);
    expect(server.uploads).toHaveLength(3);
    expect(methods()).not.toContain('saveProductPhoto');
  });

  it('makes a new upload when the answer of the save was lost', async () => {
    server.fault = ({ method }, number) =>
      method === 'market.saveProductPhoto' && number === 2 ? { kind: 'cut', after: true } : undefined;
    await expect(aClient(server).client.uploadPhoto(GROUP, photo)).resolves.toBe(457239117);
    expect(server.uploads).toHaveLength(2);
    expect(methods().filter((method) => method === 'saveProductPhoto')).toHaveLength(2);
  });

  it.each([22, 105, 118, 121, 129, 100])('makes a new upload when the save is refused with %i', async (code) => {
    let saves = 0;
    const { answer } = server;
    server.answer = (call) => {
      if (call.method !== 'market.saveProductPhoto') return answer(call);
      saves += 1;
      return saves < 3 ? new Refusal(code) : { photo_id: 5 };
    };
    await expect(aClient(server).client.uploadPhoto(GROUP, photo)).resolves.toBe(5);
    expect(server.uploads).toHaveLength(3);
  });

  it.each([5, 1438, 14, 29])('stops at once at a refusal that is not about the photo: %i', async (code) => {
    server.answer = ({ method }) =>
      method === 'market.saveProductPhoto' ? new Refusal(code) : { upload_url: `${server.origin}/upload` };
    await expect(aClient(server).client.uploadPhoto(GROUP, photo)).rejects.toThrow(VkApiError);
    expect(server.uploads).toHaveLength(1);
  });

  it('fails with the transport when no address can be had', async () => {
    server.fault = () => ({ kind: 'cut' });
    await expect(aClient(server).client.uploadPhoto(GROUP, photo)).rejects.toThrow(VkTransportError);
  });

  it('stops with its signal', async () => {
    const leaving = new AbortController();
    server.uploadAnswer = () => {
      leaving.abort(new Error('enough'));
      return { body: '{}' };
    };
    const upload = aClient(server).client.uploadPhoto(GROUP, photo, { signal: leaving.signal });
    await expect(upload).rejects.toThrow('enough');
    expect(server.uploads).toHaveLength(1);
  });
});
