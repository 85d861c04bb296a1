import { describe, expect, it } from '@jest/globals';
import { parseCsv } from './csv.js';
import { groceryStock } from './groceries.js';

const TABLE = `barcode,name
4600300075409,МОЛОЧНЫЙ ШОКОЛАД АЛЕНКА
4600528343588,"Соус майонезный &quot;Сметанный&quot;, 200 г"
4600604044880,Водка Смирновъ №21
4600000000001,Ассорти ${'очень '.repeat(40)}
4600000000002,
`;

describe('the grocery', () => {
  it('reads quoted fields with commas, doubled quotes and line ends', () => {
    expect(parseCsv('a,"b, ""c""\nd"\r\n1,2')).toEqual([
      ['a', 'b, "c"\nd'],
      ['1', '2'],
    ]);
    expect(() => parseCsv('a,"b')).toThrow('Row 1');
  });

  it('puts goods into departments, restricts strong drinks, keeps entities and cuts names to 160 characters', () => {
    const { groups, products } = groceryStock(TABLE);
    expect(products).toHaveLength(4);
    const groupOf = (index: number): string | undefined =>
      groups.find(({ id }) => id === products[index]?.parent_id)?.name;
    expect(groupOf(0)).toBe('Шоколад');
    expect(products[1]?.name).toBe('Соус майонезный &quot;Сметанный&quot;, 200 г');
    expect(products[2]).toMatchObject({ type: 'ALCOHOL_MARKED', barcodes: ['4600604044880'] });
    expect(products[3]?.name).toHaveLength(160);
    expect(products[3]).not.toHaveProperty('parent_id');
    for (const { price = 0 } of products) expect(price).toBeGreaterThanOrEqual(29);
    expect(groceryStock(TABLE)).toEqual({ groups, products });
  });

  it('nests every department in groups that exist', () => {
    const { groups } = groceryStock(TABLE);
    const ids = groups.map(({ id }) => id);
    for (const { parent_id } of groups) if (parent_id) expect(ids).toContain(parent_id);
  });
});
