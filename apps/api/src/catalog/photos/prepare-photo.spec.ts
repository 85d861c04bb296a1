import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { preparePhoto, thumbOf } from './prepare-photo.js';

/** A picture of one colour, its upper left quarter red. */
async function picture(width: number, height: number, colour = '#00ff00') {
  const quarter = { width: Math.ceil(width / 2), height: Math.ceil(height / 2), channels: 3 as const };
  const red = await sharp({ create: { ...quarter, background: '#ff0000' } })
    .png()
    .toBuffer();
  return sharp({ create: { width, height, channels: 4, background: colour } }).composite([
    { input: red, left: 0, top: 0 },
  ]);
}

async function colourAt(bytes: Uint8Array, x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  const at = (y * info.width + x) * info.channels;
  return [...data.subarray(at, at + 3)];
}

const near = (found: number[], wanted: number[]) =>
  found.forEach((value, index) => expect(Math.abs(value - (wanted[index] ?? 0))).toBeLessThan(30));

describe('making a photo for VK', () => {
  let jpeg: Buffer;

  beforeAll(async () => {
    jpeg = await (await picture(1000, 800)).jpeg().toBuffer();
  });

  it.each(['jpeg', 'png', 'webp', 'gif', 'avif', 'tiff'] as const)('takes %s and gives a JPEG', async (format) => {
    const bytes = await (await picture(900, 700)).toFormat(format).toBuffer();
    const photo = await preparePhoto(bytes);
    expect(photo).toMatchObject({ filename: 'photo.jpg', contentType: 'image/jpeg', width: 900, height: 700 });
    expect((await sharp(photo.bytes).metadata()).format).toBe('jpeg');
    near(await colourAt(photo.bytes, 100, 100), [255, 0, 0]);
  });

  it.each([
    [300, 300, 400, 400],
    [100, 50, 400, 400],
    [350, 900, 400, 900],
    [6000, 3000, 2560, 1280],
    [4000, 40, 2560, 400],
  ])('%i×%i becomes %i×%i', async (width, height, wide, high) => {
    const photo = await preparePhoto(await (await picture(width, height)).png().toBuffer());
    expect([photo.width, photo.height]).toEqual([wide, high]);
  });

  it('a small one is enlarged, and what is missing is white', async () => {
    const photo = await preparePhoto(await (await picture(100, 50)).png().toBuffer());
    near(await colourAt(photo.bytes, 200, 20), [255, 255, 255]);
    near(await colourAt(photo.bytes, 100, 150), [255, 0, 0]);
    near(await colourAt(photo.bytes, 300, 250), [0, 255, 0]);
  });

  it('what can be seen through becomes white', async () => {
    const photo = await preparePhoto(await (await picture(800, 800, '#00ff0000')).png().toBuffer());
    near(await colourAt(photo.bytes, 700, 700), [255, 255, 255]);
  });

  it('stands upright as the camera meant it', async () => {
    const turned = await sharp(jpeg).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const photo = await preparePhoto(turned);
    expect([photo.width, photo.height]).toEqual([800, 1000]);
    near(await colourAt(photo.bytes, 700, 100), [255, 0, 0]);
    near(await colourAt(photo.bytes, 100, 100), [0, 255, 0]);
  });

  it('keeps nothing of what the camera wrote beside it', async () => {
    const exif = { IFD0: { Artist: 'Olga Petrova' }, IFD3: { GPSLatitude: '55/1 45/1 0/1', GPSLatitudeRef: 'N' } };
    const bytes = await sharp(jpeg).withExif(exif).jpeg().toBuffer();
    expect(bytes.includes('Olga Petrova')).toBe(true);
    const photo = Buffer.from((await preparePhoto(bytes)).bytes);
    expect(photo.includes('Olga Petrova')).toBe(false);
    expect((await sharp(photo).metadata()).exif).toBeUndefined();
  });

  it('the same file gives the same photo', async () => {
    const [one, other] = await Promise.all([preparePhoto(jpeg), preparePhoto(jpeg)]);
    expect(Buffer.from(one.bytes).equals(Buffer.from(other.bytes))).toBe(true);
  });

  it('the first picture of many that move is taken', async () => {
    const frames = await Promise.all(
      ['#ff0000', '#0000ff'].map((background) =>
        sharp({ create: { width: 500, height: 500, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const gif = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    near(await colourAt((await preparePhoto(gif)).bytes, 250, 250), [255, 0, 0]);
  });

  it('has a small one for lists', async () => {
    expect(await sharp(await thumbOf((await preparePhoto(jpeg)).bytes)).metadata()).toMatchObject({
      width: 176,
      height: 176,
      format: 'jpeg',
    });
  });

  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic'), Buffer.alloc(200)]);
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="500" height="500"><rect width="500" height="500"/></svg>';
  it.each([
    ['a text that says it is a picture', async () => Buffer.from('Привет'.repeat(50)), 'photo_unreadable'],
    ['nothing', async () => Buffer.alloc(0), 'photo_unreadable'],
    ['an SVG, which may name other files', async () => Buffer.from(svg), 'photo_unreadable'],
    ['a PDF', async () => Buffer.from('%PDF-1.7\n%âãÏÓ'), 'photo_unreadable'],
    ['a JPEG that breaks off', async () => jpeg.subarray(0, jpeg.length / 2), 'photo_unreadable'],
    [
      'the head of a JPEG and noise',
      async () => Buffer.concat([jpeg.subarray(0, 300), Buffer.alloc(999, 7)]),
      'photo_unreadable',
    ],
    ['a HEIC of a telephone', async () => heic, 'photo_format_unsupported'],
    ['one pixel', async () => (await picture(1, 1)).png().toBuffer(), 'photo_too_small'],
    ['a line', async () => (await picture(900, 3)).png().toBuffer(), 'photo_too_small'],
  ])('%s is refused', async (_name, make, code) => {
    await expect(preparePhoto(await make())).rejects.toMatchObject({ code });
  });

  it('a bomb of a hundred megapixels is refused before it is unpacked', async () => {
    const bomb = await sharp({ create: { width: 10_000, height: 10_000, channels: 3, background: '#fff' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bomb.length).toBeLessThan(1_000_000);
    const before = process.memoryUsage().rss;
    const startedAt = performance.now();
    await expect(preparePhoto(bomb)).rejects.toMatchObject({ code: 'photo_too_many_pixels' });
    expect(performance.now() - startedAt).toBeLessThan(1000);
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });
});
