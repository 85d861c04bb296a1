import { describe, expect, it } from '@jest/globals';
import { PRODUCT_ID, STORE_ID, anId, aRawProduct } from '../../test/scripted-server.js';
import { parseGroup, parseImage, parseProduct, parseStore } from './objects.js';

describe('a store', () => {
  it('is read with its owner and its moment', () => {
    const raw = {
      id: STORE_ID,
      name: 'Чайная на Садовой',
      address: 'г. Казань, ул. Садовая, 8',
      user_id: '01-000000000417203',
      updated_at: '2024-11-02T12:40:55.904+0000',
      something_new: { a: 1 },
    };
    expect(parseStore(raw)).toEqual({
      id: STORE_ID,
      name: 'Чайная на Садовой',
      address: 'г. Казань, ул. Садовая, 8',
      userId: '01-000000000417203',
      updatedAt: new Date('2024-11-02T12:40:55.904Z'),
    });
  });

  it('takes absent and null alike', () => {
    const bare = { id: STORE_ID, name: 'Лавка', address: null, userId: null, updatedAt: null };
    expect(parseStore({ id: STORE_ID, name: 'Лавка' })).toEqual(bare);
    expect(parseStore({ id: STORE_ID, name: 'Лавка', address: null, user_id: null, updated_at: null })).toEqual(bare);
  });
});

describe('a group', () => {
  it.each([
    [[{ id: anId(1), name: 'Вес', choices: [] }], true],
    [[], false],
    [null, false],
    [undefined, false],
    ['Вес', false],
  ])('with attributes %p is a modification group: %p', (attributes, expected) => {
    expect(parseGroup({ id: anId(2), name: 'Чай', attributes })?.isModification).toBe(expected);
  });

  it('stands at the root without a usable parent', () => {
    expect(parseGroup({ id: anId(2), name: 'Чай', parent_id: anId(1) })?.parentId).toBe(anId(1));
    for (const parent_id of [undefined, null, '', 'корень', 7]) {
      expect(parseGroup({ id: anId(2), name: 'Чай', parent_id })?.parentId).toBeNull();
    }
  });
});

describe('a product', () => {
  it('is read in full', () => {
    const raw = {
      id: PRODUCT_ID,
      type: 'SOMETHING_MARKED',
      name: 'Кружка «Волна», 350 мл',
      code: 118,
      article_number: 'KR-VLN-350',
      price: 690.5,
      cost_price: 312.5,
      quantity: -1.25,
      measure_name: 'шт',
      tax: 'VAT_99',
      allow_to_sell: true,
      description: 'Керамика',
      barcodes: ['4600000001184', 4600000001185, '', null],
      parent_id: anId(5),
      attributes_choices: { [anId(6)]: anId(7), rubbish: anId(8), [anId(9)]: null },
      is_age_limited: true,
      images: [
        { id: anId(3), url: '/i/3.png', meta: { extension: 'png', width: 300, height: '300' } },
        { id: anId(4) },
        5,
      ],
      updated_at: '2025-03-18T06:44:29.730+0000',
    };
    expect(parseProduct(raw)).toEqual({
      id: PRODUCT_ID,
      type: 'SOMETHING_MARKED',
      name: 'Кружка «Волна», 350 мл',
      code: '118',
      articleNumber: 'KR-VLN-350',
      price: '690.5',
      quantity: '-1.25',
      measureName: 'шт',
      allowToSell: true,
      description: 'Керамика',
      barcodes: ['4600000001184', '4600000001185'],
      parentId: anId(5),
      attributesChoices: { [anId(6)]: anId(7) },
      isAgeLimited: true,
      images: [{ id: anId(3), url: '/i/3.png', extension: 'png', width: 300, height: 300 }],
      updatedAt: new Date('2025-03-18T06:44:29.730Z'),
    });
  });

  it.each([
    ['absent', {}],
    ['empty', { price: '', quantity: '', description: '', images: null, barcodes: [], attributes_choices: {} }],
    [
      'garbage',
      { price: 'дорого', quantity: [], description: {}, images: 'нет', barcodes: 'x', attributes_choices: 5 },
    ],
  ])('has nothing instead of zero where fields are %s', (_, fields) => {
    expect(parseProduct({ id: PRODUCT_ID, ...fields })).toEqual({
      id: PRODUCT_ID,
      type: '',
      name: '',
      code: null,
      articleNumber: null,
      price: null,
      quantity: null,
      measureName: null,
      allowToSell: false,
      description: null,
      barcodes: [],
      parentId: null,
      attributesChoices: {},
      isAgeLimited: false,
      images: null,
      updatedAt: null,
    });
  });

  it('keeps a price of zero and refuses a negative one', () => {
    expect(parseProduct(aRawProduct(1, { price: 0 }))?.price).toBe('0');
    expect(parseProduct(aRawProduct(1, { price: '0.00' }))?.price).toBe('0');
    expect(parseProduct(aRawProduct(1, { price: -5 }))?.price).toBeNull();
  });

  it.each([
    [true, true],
    ['true', true],
    [false, false],
    [undefined, false],
    [null, false],
    ['может быть', false],
  ])('with allow_to_sell %p is for sale: %p', (allow_to_sell, expected) => {
    expect(parseProduct(aRawProduct(1, { allow_to_sell }))?.allowToSell).toBe(expected);
  });

  it.each([
    [true, true],
    [1, true],
    [false, false],
    [undefined, false],
    [null, false],
    ['18+', true],
  ])('with is_age_limited %p is limited: %p', (is_age_limited, expected) => {
    expect(parseProduct(aRawProduct(1, { is_age_limited }))?.isAgeLimited).toBe(expected);
  });

  it.each([
    [{ barCodes: ['1'] }, ['1']],
    [{ barcodes: ['1'], barCodes: ['2'] }, ['1']],
    [{ barcodes: [], barCodes: ['2'] }, ['2']],
    [{ barcodes: null, barCodes: null }, []],
  ])('reads both spellings of bar codes: %p', (fields, expected) => {
    expect(parseProduct(aRawProduct(1, fields))?.barcodes).toEqual(expected);
  });

  it('tells an empty list of pictures from none sent', () => {
    expect(parseProduct(aRawProduct(1, { images: [] }))?.images).toEqual([]);
    expect(parseProduct(aRawProduct(1))?.images).toBeNull();
  });
});

describe('an item without a usable id', () => {
  it.each([[null], [5], ['text'], [[]], [{}], [{ id: '' }], [{ id: 17 }], [{ id: 'not-an-id' }]])(
    '%p is not read',
    (raw) => {
      for (const parse of [parseStore, parseGroup, parseProduct, parseImage]) expect(parse(raw)).toBeNull();
    },
  );
});
