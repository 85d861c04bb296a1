import type { Metadata, Sharp, SharpInput, SharpOptions } from 'sharp';

/** VK takes goods' photos from 400×400 on, with width + height up to 14,000; far less than that is plenty. */
const LEAST_SIDE = 400;
const MOST_SIDE = 2560;
/** Smaller than this it shows nothing. */
const LEAST_GIVEN = 32;
/** Of a picture once it is unpacked: 64 million take 256 MB for a moment. */
const MOST_PIXELS = 64_000_000;
const THUMB_SIDE = 176;

/** Raster pictures only: no format of these can name another file or run anything. */
const FORMATS = new Set(['jpeg', 'png', 'webp', 'gif', 'heif', 'tiff']);
/** `ftyp` boxes of HEIC, the pictures of phones by Apple; reading them takes a patented decoder. */
const HEIC = /^(heic|heix|hevc|hevx|heim|heis|mif1|msf1)$/;
const MOST_AT_ONCE = 2;

/** A photo ready to be uploaded to VK. */
export interface Photo {
  bytes: Uint8Array;
  filename: string;
  contentType: string;
}

export type PhotoProblem =
  'photo_unreadable' | 'photo_format_unsupported' | 'photo_too_many_pixels' | 'photo_too_small';

/** Bytes that no photo can be made from. */
export class UnusablePhotoError extends Error {
  constructor(
    readonly code: PhotoProblem,
    cause?: unknown,
  ) {
    super(`No photo can be made from this: ${code}`, { cause });
    this.name = 'UnusablePhotoError';
  }
}

/**
 * Makes a JPEG that VK takes from whatever picture came: turned upright, transparency on white, a small one enlarged
 * and padded to VK's minimum, a huge one made smaller; nothing of what the camera wrote beside it (place, owner) is
 * kept. What the bytes are is found out from them alone. @throws UnusablePhotoError
 */
export async function preparePhoto(bytes: Uint8Array): Promise<Photo & { width: number; height: number }> {
  return inTurn(async () => {
    const { width, height } = await measure(bytes);
    const longest = Math.max(width, height);
    const scale = longest < LEAST_SIDE ? LEAST_SIDE / longest : Math.min(1, MOST_SIDE / longest);
    const picture = await open(bytes);
    const { data, info } = await attempt(
      picture
        .autoOrient()
        .resize({
          width: Math.max(LEAST_SIDE, Math.round(width * scale)),
          height: Math.max(LEAST_SIDE, Math.round(height * scale)),
          fit: 'contain',
          background: '#ffffff',
        })
        .flatten({ background: '#ffffff' })
        .toColourspace('srgb')
        .jpeg({ quality: 88 })
        .toBuffer({ resolveWithObject: true }),
    );
    const size = { width: info.width, height: info.height };
    return { bytes: data, filename: 'photo.jpg', contentType: 'image/jpeg', ...size };
  });
}

/** A small square of a prepared photo, for lists. */
export async function thumbOf(photo: Uint8Array): Promise<Uint8Array> {
  return inTurn(async () => {
    const picture = await load(photo);
    return picture
      .resize({ width: THUMB_SIDE, height: THUMB_SIDE, fit: 'contain', background: '#ffffff' })
      .jpeg({ quality: 80 })
      .toBuffer();
  });
}

/** The size as it will stand upright. */
async function measure(bytes: Uint8Array): Promise<{ width: number; height: number }> {
  if (isHeic(bytes)) throw new UnusablePhotoError('photo_format_unsupported');
  if (!isRaster(bytes)) throw new UnusablePhotoError('photo_unreadable');
  const { format, width, height, autoOrient } = await attempt<Metadata>((await open(bytes)).metadata());
  if (!FORMATS.has(format)) throw new UnusablePhotoError('photo_format_unsupported');
  if (width * height > MOST_PIXELS) throw new UnusablePhotoError('photo_too_many_pixels');
  if (Math.min(width, height) < LEAST_GIVEN) throw new UnusablePhotoError('photo_too_small');
  return autoOrient;
}

/** The library takes tens of megabytes, and most processes never see a picture. */
async function load(bytes: SharpInput, options?: SharpOptions): Promise<Sharp> {
  const { default: sharp } = await import('sharp');
  return sharp(bytes, options);
}

function open(bytes: Uint8Array): Promise<Sharp> {
  return load(bytes, { failOn: 'error', limitInputPixels: MOST_PIXELS, sequentialRead: true, pages: 1 });
}

async function attempt<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    const isTooLarge = cause instanceof Error && /exceeds pixel limit/i.test(cause.message);
    throw new UnusablePhotoError(isTooLarge ? 'photo_too_many_pixels' : 'photo_unreadable', cause);
  }
}

/** By the first bytes, so that nothing else (SVG, PDF) ever reaches a decoder. */
function isRaster(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 12));
  const text = head.toString('latin1');
  return (
    head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) ||
    text.startsWith('\u0089PNG\r\n') ||
    text.startsWith('GIF8') ||
    (text.startsWith('RIFF') && text.endsWith('WEBP')) ||
    text.startsWith('II*\0') ||
    text.startsWith('MM\0*') ||
    text.slice(4, 8) === 'ftyp'
  );
}

function isHeic(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  return head.slice(4, 8) === 'ftyp' && HEIC.test(head.slice(8, 12));
}

let working = 0;
const waiting: (() => void)[] = [];

/** A few at a time: an unpacked picture is large. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (working >= MOST_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else working += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else working -= 1;
  }
}
