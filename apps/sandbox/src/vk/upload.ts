import { createHash, randomBytes } from 'node:crypto';
import { pictureFault, readPicture } from './pictures.js';
import type { Picture } from './pictures.js';
import type { Json, UploadPlace } from './types.js';
import type { World } from './world.js';

const NAMED_PICTURE = /\.(jpe?g|png|gif)$/i;

/** A file as it came in the multipart body. */
export interface UploadedFile {
  name: string;
  type: string;
  bytes: Buffer;
}

/** What the upload server answers: the issued object, or `{ error }`. */
export interface UploadOutcome {
  answer: Record<string, Json>;
  error: string | null;
  picture: Picture | null;
}

/** Takes a file at an upload place, checks it as VK does and issues what the save method will accept. */
export async function acceptUpload(
  world: World,
  placeToken: string,
  file: UploadedFile | undefined,
): Promise<UploadOutcome> {
  const place = world.state.places.get(placeToken);
  if (!place || (place.used && !world.switches.reusableUploadUrl))
    return refused('ERR_UPLOAD_BAD_TOKEN: token is not valid');
  if (!file) return refused('ERR_UPLOAD_FILE_NOT_UPLOADED: no part named file with a file name');
  if (!NAMED_PICTURE.test(file.name) || !file.type.startsWith('image/')) {
    return refused('ERR_UPLOAD_BAD_IMAGE_TYPE: file name without a picture extension');
  }
  let picture: Picture;
  try {
    picture = await readPicture(file.bytes);
  } catch {
    return refused('ERR_UPLOAD_BAD_IMAGE: the file is not a readable picture');
  }
  const fault = pictureFault(picture, place.kind);
  if (fault) return { ...refused(fault), picture };
  place.used = true;
  return { answer: issue(world, place, picture), error: null, picture };
}

function refused(error: string): UploadOutcome {
  return { answer: { error }, error, picture: null };
}

function issue(world: World, place: UploadPlace, picture: Picture): Record<string, Json> {
  const { sha, width, height, jpeg } = picture;
  const { kind, groupId, userId } = place;
  const secret = randomBytes(8).toString('hex');
  const hash = createHash('sha1').update(`${sha}${secret}`).digest('hex');
  const server = 900_000 + world.state.nextSerial();
  const answer: Record<string, Json> =
    kind === 'item'
      ? {
          sha,
          secret,
          meta: { height: String(height), width: String(width), kid: secret.slice(0, 6) },
          hash,
          server: String(server),
          user_id: userId,
          group_id: groupId,
          request_id: secret,
          album_id: -53,
          app_id: 51_000_000,
        }
      : { server, photo: JSON.stringify([{ sha, secret, width, height }]), hash, gid: groupId };
  world.state.uploads.set(hash, { groupId, userId, kind, answer, sha, width, height, jpeg, saved: false });
  return answer;
}
