import type { Fingerprint, ItemFields, MirrorItem } from './types.js';

/** All numbers of three hex digits, as text. */
const HEX = Array.from({ length: 0x1000 }, (_, number) => number.toString(16).padStart(3, '0'));

/**
 * 48 bits as 12 hex digits, from two lanes of multiply and mix. Not a secret's keeper: it is only ever compared with
 * the hash of another text of the same item, and is made twice for every product of every run.
 */
function textHash(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 0x9e3779b1);
    low = Math.imul(low ^ unit, 0x5f356495);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return hexOf(high >>> 12) + hexOf(high) + hexOf(low >>> 12) + hexOf(low);
}

function hexOf(bits: number): string {
  return HEX[bits & 0xfff] ?? '';
}

/** The short form of what was sent, texts as hashes of their exact characters. */
export function fingerprint(fields: ItemFields): Fingerprint {
  return {
    name: textHash(fields.name),
    description: textHash(fields.description),
    priceKopecks: fields.priceKopecks,
    stockAmount: fields.stockAmount,
    sku: fields.sku,
  };
}

/**
 * The short form of what VK shows, comparable with `fingerprint`. `sent` with its fingerprint saves the hashing of
 * texts that VK shows exactly as they were sent.
 */
export function shownFingerprint(item: MirrorItem, sent?: { fields: ItemFields; print: Fingerprint }): Fingerprint {
  return {
    name: sent && sent.fields.name === item.title ? sent.print.name : textHash(item.title),
    description:
      sent && sent.fields.description === item.description ? sent.print.description : textHash(item.description),
    priceKopecks: item.priceKopecks,
    stockAmount: item.stockAmount,
    sku: item.sku,
  };
}

/** Whether two fingerprints are the same in every field. */
export function sameFingerprint(left: Fingerprint | null, right: Fingerprint | null): boolean {
  if (left === null || right === null) return left === right;
  return (
    left.name === right.name &&
    left.description === right.description &&
    left.priceKopecks === right.priceKopecks &&
    left.stockAmount === right.stockAmount &&
    left.sku === right.sku
  );
}
