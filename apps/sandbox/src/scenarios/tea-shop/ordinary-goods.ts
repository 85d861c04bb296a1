import { createHash } from 'node:crypto';
import { looseId, strictId, type GroupInput, type ProductInput } from '../../evotor/index.js';
import type { Shelf } from './shelves.js';

/** What a store is filled with: groups come with the groups around them first. */
export interface Stock {
  groups: GroupInput[];
  products: ProductInput[];
}

/** A number from 0 up to 1 that depends on nothing but the text. */
export function shareOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}

/** The id of the group on that path, the same at every start. */
export function groupIdOf(store: string, path: readonly string[]): string {
  return strictId(`${store} group ${path.join(' / ')}`);
}

/** The groups and goods of the shelves, the same at every start. Every third id has invalid version bits. */
export function stockOf(store: string, shelves: readonly Shelf[]): Stock {
  const groups = new Map<string, GroupInput>();
  const products: ProductInput[] = [];
  for (const shelf of shelves) {
    shelf.group.forEach((name, depth) => {
      const id = groupIdOf(store, shelf.group.slice(0, depth + 1));
      const parent = depth === 0 ? {} : { parent_id: groupIdOf(store, shelf.group.slice(0, depth)) };
      groups.set(id, { id, name, ...parent });
    });
    for (const name of shelf.names)
      for (const [size, factor] of Object.entries(shelf.sizes ?? { '': 1 }))
        products.push(productOf(store, shelf, size === '' ? name : `${name}, ${size}`, name, factor, products.length));
  }
  return { groups: [...groups.values()], products };
}

function productOf(
  store: string,
  shelf: Shelf,
  name: string,
  kind: string,
  factor: number,
  index: number,
): ProductInput {
  const [from, to] = shelf.price;
  const price = Math.round((from + (to - from) * shareOf(kind)) * factor);
  const weighed = shelf.measure === 'кг';
  return {
    id: (index % 3 === 0 ? looseId : strictId)(`${store} ${shelf.group.join('/')} ${name}`),
    name,
    type: 'NORMAL',
    price: index % 7 === 0 ? price + 0.5 : price,
    cost_price: Math.round(price * 62.5) / 100,
    quantity: weighed ? Math.round(shareOf(name) * 12_000) / 1000 : Math.floor(shareOf(name) * 40) + 1,
    measure_name: shelf.measure ?? 'шт',
    tax: shelf.tax ?? 'NO_VAT',
    allow_to_sell: true,
    description: index % 4 === 0 ? `${kind}. Выбрано и упаковано в нашей чайной.` : '',
    article_number: `T-${String(index + 1).padStart(4, '0')}`,
    code: String(index + 1),
    barcodes: [`46${String(Math.floor(shareOf(`${store} ${name}`) * 1e11)).padStart(11, '0')}`],
    parent_id: groupIdOf(store, shelf.group),
    attributes_choices: {},
  };
}
