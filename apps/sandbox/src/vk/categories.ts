/** A node of the category tree: leaves have no `children`. */
export interface Category {
  id: number;
  name: string;
  children?: readonly Category[];
}

/** A small tree in the shape of VK's; an own invention but for 40932, the category EvoSync uses by default. */
export const CATEGORY_TREE: readonly Category[] = [
  {
    id: 10_012,
    name: 'Продукты питания',
    children: [
      { id: 40_932, name: 'Другие продукты питания' },
      { id: 40_310, name: 'Чай и кофе' },
      { id: 40_311, name: 'Сладости и выпечка' },
      { id: 40_312, name: 'Овощи и фрукты' },
      { id: 40_313, name: 'Молочные продукты' },
      { id: 40_314, name: 'Бакалея' },
    ],
  },
  {
    id: 10_020,
    name: 'Дом и сад',
    children: [
      {
        id: 10_021,
        name: 'Кухня',
        children: [
          { id: 40_401, name: 'Посуда' },
          { id: 40_402, name: 'Хранение' },
        ],
      },
      { id: 40_403, name: 'Бытовая химия' },
    ],
  },
  { id: 10_030, name: 'Красота и здоровье', children: [{ id: 40_501, name: 'Уход за телом' }] },
  { id: 30_282, name: 'Другое' },
];

/** The way from a root to the category, or nothing where the id is unknown. */
export function categoryPath(id: number, tree: readonly Category[] = CATEGORY_TREE): Category[] {
  for (const node of tree) {
    if (node.id === id) return [node];
    const below = categoryPath(id, node.children ?? []);
    if (below.length > 0) return [node, ...below];
  }
  return [];
}
