import sharp from 'sharp';

/** VK takes goods' photos from 400×400 on, with width + height up to 14,000; far less than that is plenty. */
const LEAST_SIDE = 400;
const MOST_SIDE = 2560;

/** A photo ready to be uploaded to VK. */
export interface Photo {
  bytes: Uint8Array;
  filename: string;
  contentType: string;
}

/**
 * Makes a JPEG that VK takes from whatever picture came: turned upright, transparency on white, a small one
 * enlarged and padded to VK's minimum, a huge one made smaller. Throws when the bytes are no picture.
 */
export async function preparePhoto(bytes: Uint8Array): Promise<Photo> {
  const upright = await sharp(bytes).rotate().flatten({ background: '#ffffff' }).toBuffer({ resolveWithObject: true });
  const { width, height } = upright.info;
  const longest = Math.max(width, height);
  const scale = longest < LEAST_SIDE ? LEAST_SIDE / longest : Math.min(1, MOST_SIDE / longest);
  const jpeg = await sharp(upright.data)
    .resize({
      width: Math.max(LEAST_SIDE, Math.round(width * scale)),
      height: Math.max(LEAST_SIDE, Math.round(height * scale)),
      fit: 'contain',
      background: '#ffffff',
    })
    .jpeg({ quality: 88 })
    .toBuffer();
  return { bytes: jpeg, filename: 'photo.jpg', contentType: 'image/jpeg' };
}
