import { randomBytes } from 'node:crypto';
import { shopFor } from '../access.js';
import type { Params } from '../params.js';
import type { Json, Photo, Upload } from '../types.js';
import { photoView } from '../views.js';
import { VkError, invalidParam } from '../vk-error.js';
import type { Call } from '../world.js';

/** `market.getProductPhotoUploadServer`. */
export function productUploadServer(call: Call, params: Params): Json {
  return uploadPlace(call, params.int('group_id'), 'item');
}

/** `photos.getMarketAlbumUploadServer`. */
export function albumUploadServer(call: Call, params: Params): Json {
  return uploadPlace(call, params.int('group_id'), 'album');
}

function uploadPlace(call: Call, groupId: number, kind: 'item' | 'album'): Json {
  const { state, publicUrl } = call.world;
  const community = shopFor(call, groupId, 'write');
  const token = randomBytes(18).toString('base64url');
  state.places.set(token, { token, groupId: community.groupId, userId: call.token.userId ?? 0, kind, used: false });
  return { upload_url: `${publicUrl()}/upload/${token}` };
}

/** `market.saveProductPhoto`: takes the upload server's answer, verbatim and untouched. */
export function saveProductPhoto(call: Call, params: Params): Json {
  const answer = parseObject(params.text('upload_response'));
  if (!answer) throw invalidParam('upload_response is undefined');
  const upload = typeof answer.hash === 'string' ? call.world.state.uploads.get(answer.hash) : undefined;
  if (!upload || upload.kind !== 'item' || !sameJson(upload.answer, answer)) throw new VkError(121);
  const photo = savePhoto(call, upload);
  return { photo_id: photo.id, photo: photoView(call.world, photo) };
}

/** `photos.saveMarketAlbumPhoto`: an array of one photo. */
export function saveMarketAlbumPhoto(call: Call, params: Params): Json {
  const upload = call.world.state.uploads.get(params.text('hash'));
  if (!upload || upload.kind !== 'album' || upload.groupId !== params.int('group_id')) throw new VkError(121);
  if (upload.answer.photo !== params.text('photo')) throw new VkError(129);
  if (upload.answer.server !== params.int('server')) throw new VkError(118);
  return [photoView(call.world, savePhoto(call, upload))];
}

function savePhoto(call: Call, upload: Upload): Photo {
  const { state, switches, now } = call.world;
  shopFor(call, upload.groupId, 'write');
  if (upload.saved && switches.savePhotoOnce) throw new VkError(121);
  upload.saved = true;
  const { groupId, userId, kind, width, height, jpeg, sha } = upload;
  return state.addPhoto({ groupId, userId, kind, width, height, jpeg, sha, savedAt: now() });
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : undefined;
  } catch {
    return undefined;
  }
}

function sameJson(left: Record<string, unknown>, right: Record<string, unknown>): boolean {
  const sorted = (value: Record<string, unknown>): string =>
    JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  return sorted(left) === sorted(right);
}
