import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { PICTURE_SIDE } from './wire.js';

const PALETTE = [
  ['#2f6f4f', '#d8efe0'],
  ['#8a4b2a', '#f6e3d3'],
  ['#2a5d8a', '#d9eaf7'],
  ['#7a2f5d', '#f6dcea'],
  ['#8a6d1f', '#f8efcf'],
  ['#4a3f8a', '#e3e0f7'],
] as const;

const SHAPES = [
  'M95 120h90v45a45 45 0 0 1-45 45h0a45 45 0 0 1-45-45zM185 132h15a20 20 0 0 1 0 40h-15',
  'M110 95h80l15 30v95h-110v-95zM95 125h110',
  'M150 85l62 45-24 78h-76l-24-78z',
  'M150 90a60 60 0 1 1 0 120a60 60 0 1 1 0-120M150 90c-35 40 35 80 0 120',
] as const;

const drawn = new Map<string, Promise<Buffer>>();

/** The PNG of a product, 300 by 300: a shape, a colour and its initials, always the same for the same caption. */
export function drawPicture(caption: string): Promise<Buffer> {
  let picture = drawn.get(caption);
  if (!picture) {
    picture = sharp(Buffer.from(svgOf(caption)))
      .png()
      .toBuffer();
    drawn.set(caption, picture);
  }
  return picture;
}

/** The first letters of the first two words that begin with a letter or digit, in capitals. */
export function initialsOf(caption: string): string {
  const words = caption.match(/[\p{L}\p{N}]+/gu) ?? ['?'];
  return words
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
}

function svgOf(caption: string): string {
  const hash = createHash('sha256').update(caption).digest();
  const [dark, light] = PALETTE[hash.readUInt8(0) % PALETTE.length] ?? PALETTE[0];
  const shape = SHAPES[hash.readUInt8(1) % SHAPES.length] ?? SHAPES[0];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${PICTURE_SIDE}" height="${PICTURE_SIDE}" viewBox="0 0 300 300">
    <rect width="300" height="300" fill="${light}"/>
    <circle cx="150" cy="148" r="112" fill="#ffffff" fill-opacity="0.65"/>
    <path d="${shape}" fill="none" stroke="${dark}" stroke-width="7" stroke-linejoin="round" stroke-linecap="round"/>
    <text x="150" y="285" font-family="DejaVu Sans, Arial, sans-serif" font-weight="700" font-size="34"
      text-anchor="middle" fill="${dark}">${initialsOf(caption)}</text>
  </svg>`;
}
