import { describe, expect, it } from '@jest/globals';
import { FileMatcher, type KnownBy } from './match-file.js';

const product = (id: string, known: Partial<KnownBy>): KnownBy => ({
  id,
  name: id,
  code: null,
  articleNumber: null,
  barcodes: [],
  ...known,
});

describe('whose photo a file is', () => {
  const matcher = new FileMatcher([
    product('mug', { barcodes: ['4600000001184', '4600000001191'], code: '118', articleNumber: 'KR-VLN-350' }),
    product('tea', { barcodes: ['20012345'], code: '7' }),
    product('cup', { code: 'A-12' }),
    product('twin', { barcodes: ['4600000009999'] }),
    product('other twin', { barcodes: ['4600000009999'], code: '0042' }),
  ]);

  it.each([
    ['4600000001184.jpg', 'mug', 'barcode'],
    ['4600000001191.JPEG', 'mug', 'barcode'],
    ['4600000001184_2.png', 'mug', 'barcode'],
    ['4600000001184 (1).webp', 'mug', 'barcode'],
    ['Кружка Волна 4600000001184.jpg', 'mug', 'barcode'],
    ['photos/2024/20012345.jpg', 'tea', 'barcode'],
    ['C:\\Фото\\20012345.jpg', 'tea', 'barcode'],
    ['118.jpg', 'mug', 'code'],
    ['118-2.jpg', 'mug', 'code'],
    ['118 Кружка «Волна».jpg', 'mug', 'code'],
    ['118_кружка.jpg', 'mug', 'code'],
    ['0042.png', 'other twin', 'code'],
    ['a-12.heic', 'cup', 'code'],
    ['KR-VLN-350.jpg', 'mug', 'article'],
    ['kr-vln-350 (2).jpg', 'mug', 'article'],
  ])('%s: %s, by its %s', (fileName, id, by) => {
    const match = matcher.find(fileName);
    expect(match?.products.map((one) => one.id)).toEqual([id]);
    expect(match?.by).toBe(by);
  });

  it.each(['IMG_118.jpg', 'DSC 0042.jpg', '42.jpg', '460000000118.jpg', 'photo.jpg', '.jpg', '', '1184.png'])(
    '%s: nobody’s',
    (fileName) => {
      expect(matcher.find(fileName)).toBeNull();
    },
  );

  it('says so when several have the barcode', () => {
    expect(matcher.find('4600000009999.jpg')?.products.map(({ id }) => id)).toEqual(['twin', 'other twin']);
  });
});
