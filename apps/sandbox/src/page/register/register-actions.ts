import type { EvotorSim, StoreRecord } from '../../evotor/index.js';

/** What a form of the till sent. */
export type Form = Readonly<Record<string, string>>;

/** A form that cannot be carried out; the message is for the shopkeeper. */
export class FormError extends Error {}

type Action = (evotor: EvotorSim, store: StoreRecord, form: Form) => string;

const MAX_NAME = 160;
const MAX_PRICE = 9_999_999.99;
const MAX_QUANTITY = 9_999_999.999;

/** The buttons of the till. Each changes the register, answers what to tell, throws `FormError` on a wrong form. */
export const REGISTER_ACTIONS: Readonly<Record<string, Action>> = {
  'save-product': (evotor, store, form) => {
    const { id } = productOf(store, form);
    const [name, price] = [nameOf(form), priceOf(form)];
    evotor.upsertProduct(store.id, { id, name, price, quantity: quantityOf(form), parent_id: parentOf(store, form) });
    return `Сохранено: ${name}`;
  },
  'toggle-sale': (evotor, store, form) => {
    const { id, fields } = productOf(store, form);
    evotor.upsertProduct(store.id, { id, allow_to_sell: !fields.allow_to_sell });
    return `${fields.allow_to_sell ? 'Снято с продажи' : 'Снова в продаже'}: ${fields.name}`;
  },
  'delete-product': (evotor, store, form) => {
    const { id, fields } = productOf(store, form);
    evotor.deleteProduct(store.id, id);
    return `Удалено: ${fields.name}`;
  },
  'add-product': (evotor, store, form) => {
    const name = nameOf(form);
    evotor.upsertProduct(store.id, {
      name,
      price: priceOf(form),
      quantity: quantityOf(form),
      measure_name: (form['measure'] ?? '').trim() || undefined,
      parent_id: parentOf(store, form),
      ...(form['picture'] === 'on' ? { picture: true } : {}),
    });
    return `Добавлено: ${name}`;
  },
  'add-group': (evotor, store, form) => {
    const name = nameOf(form);
    evotor.upsertGroup(store.id, { name, parent_id: parentOf(store, form) });
    return `Добавлена группа: ${name}`;
  },
  'save-group': (evotor, store, form) => {
    const id = form['id'] ?? '';
    if (!store.groups.has(id)) throw new FormError('Такой группы уже нет');
    const [name, parent_id] = [nameOf(form), parentOf(store, form)];
    if (isInside(store, parent_id, id)) throw new FormError('Группу нельзя вложить в саму себя');
    evotor.upsertGroup(store.id, { id, name, parent_id });
    return `Сохранена группа: ${name}`;
  },
};

function productOf(store: StoreRecord, form: Form): { id: string; fields: { name: string; allow_to_sell: boolean } } {
  const product = store.products.get(form['id'] ?? '');
  if (!product) throw new FormError('Такого товара уже нет');
  return product;
}

function nameOf(form: Form): string {
  const name = form['name'] ?? '';
  if (name.trim() === '' || name.length > MAX_NAME) throw new FormError(`Название: от 1 до ${MAX_NAME} знаков`);
  return name;
}

function priceOf(form: Form): number {
  const price = numberOf(form['price']);
  if (price === undefined || price < 0 || price > MAX_PRICE) throw new FormError(`Цена: число от 0 до ${MAX_PRICE}`);
  return price;
}

function quantityOf(form: Form): number | undefined {
  if ((form['quantity'] ?? '').trim() === '') return undefined;
  const quantity = numberOf(form['quantity']);
  if (quantity === undefined || Math.abs(quantity) > MAX_QUANTITY) throw new FormError('Остаток: число или пусто');
  return quantity;
}

function numberOf(text = ''): number | undefined {
  const plain = text.replace(/\s/g, '').replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}

/** The parent chosen in the form: an empty choice is the root; one that is not in the list stays as it was. */
function parentOf(store: StoreRecord, form: Form): string | undefined {
  const parent = form['parent'] ?? '';
  if (parent === '') return undefined;
  if (!store.groups.has(parent) && form['id'] === undefined) throw new FormError('Такой группы уже нет');
  return parent;
}

function isInside(store: StoreRecord, groupId: string | undefined, outer: string): boolean {
  const seen = new Set<string>();
  for (let at = groupId; at && !seen.has(at); at = store.groups.get(at)?.fields.parent_id ?? undefined) {
    if (at === outer) return true;
    seen.add(at);
  }
  return false;
}
