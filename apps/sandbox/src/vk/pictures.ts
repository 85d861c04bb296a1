import { createHash } from 'node:crypto';
import sharp from 'sharp';

export interface Picture {
  sha: string;
  format: string;
  width: number;
  height: number;
  /** The picture as the shop shows it: JPEG, at most 807 pixels a side, transparency on white. */
  jpeg: Buffer;
}

/** Where people and communities without a picture show one, under the public address. */
export const FACE_PATH = '/images/camera.svg';

export const FACE =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect width="100" height="100" fill="#e1ebfa"/>' +
  '<path d="M26 38h11l5-8h16l5 8h11a4 4 0 0 1 4 4v26a4 4 0 0 1-4 4H26a4 4 0 0 1-4-4V42a4 4 0 0 1 4-4z" fill="#6f9be0"/>' +
  '<circle cx="50" cy="54" r="11" fill="#e1ebfa"/></svg>';

const SHOWN_SIDE = 807;
const FORMATS = new Set(['jpeg', 'png', 'gif']);
const MOST_PIXELS_AROUND = 14_000;
const WIDEST_RATIO = 20;
const LEAST = { item: { width: 400, height: 400 }, album: { width: 1_280, height: 720 } };

const REMEMBERED = 64;
const seen = new Map<string, Picture>();

/** Reads a whole picture; the same bytes are decoded once. @throws when it is no picture or a broken one */
export async function readPicture(bytes: Buffer): Promise<Picture> {
  const sha = createHash('sha256').update(bytes).digest('hex');
  const known = seen.get(sha);
  if (known) return known;
  const source = sharp(bytes, { failOn: 'error' });
  const { format, width, height } = await source.metadata();
  const jpeg = await source
    .autoOrient()
    .resize({ width: SHOWN_SIDE, height: SHOWN_SIDE, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 82 })
    .toBuffer();
  const picture = { sha, format, width, height, jpeg };
  seen.set(sha, picture);
  if (seen.size > REMEMBERED) seen.delete(seen.keys().next().value ?? '');
  return picture;
}

/** What VK finds wrong with a picture of an item or the cover of an album; nothing where it is fine. */
export function pictureFault(picture: Picture, kind: 'item' | 'album'): string | undefined {
  const { format, width, height } = picture;
  const least = LEAST[kind];
  if (!FORMATS.has(format)) return 'ERR_UPLOAD_BAD_IMAGE_TYPE: only jpg, png, gif are supported';
  if (width < least.width || height < least.height) {
    return `ERR_UPLOAD_BAD_IMAGE_SIZE: market photo min size ${least.width}x${least.height}`;
  }
  if (width + height > MOST_PIXELS_AROUND) return 'ERR_UPLOAD_BAD_IMAGE_SIZE: width + height is over 14000';
  if (Math.max(width / height, height / width) > WIDEST_RATIO) return 'ERR_UPLOAD_BAD_IMAGE_SIZE: ratio is over 1:20';
  return undefined;
}

/** A plain picture for a photo that was never uploaded, in a colour of its own. */
export async function placeholder(photoId: number): Promise<Buffer> {
  const hue = (photoId * 47) % 360;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="600">
    <rect width="600" height="600" fill="hsl(${hue},45%,88%)"/>
    <path d="M190 250h220l-24 190H214z" fill="hsl(${hue},35%,62%)"/>
    <path d="M240 250c0-80 120-80 120 0" fill="none" stroke="hsl(${hue},35%,62%)" stroke-width="22"/></svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 82 }).toBuffer();
}
