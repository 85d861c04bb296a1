import type { Action, Reason } from '@evosync/mirror';
import type { BothLanguages } from '../../common/words.js';
import type { ItemChange } from '../item-changes.js';
import type { Outcome } from '../sync-run-item.entity.js';

/** The first line of the file. */
export const COLUMNS: BothLanguages[] = [
  { ru: 'Товар', en: 'Product' },
  { ru: 'Магазин', en: 'Store' },
  { ru: 'Что делали', en: 'Action' },
  { ru: 'Итог', en: 'Outcome' },
  { ru: 'Причина', en: 'Reason' },
  { ru: 'Подробности', en: 'Details' },
  { ru: 'Что изменилось', en: 'What changed' },
  { ru: 'Товар во ВКонтакте', en: 'Item in VK' },
];

/** What was done, or tried, with a product. */
export const ACTION_WORDS: Record<Action, BothLanguages> = {
  create: { ru: 'Добавить', en: 'Add' },
  update: { ru: 'Обновить', en: 'Update' },
  adopt: { ru: 'Принять найденный', en: 'Adopt' },
  hide: { ru: 'Скрыть', en: 'Hide' },
  delete: { ru: 'Удалить', en: 'Delete' },
  skip: { ru: 'Пропустить', en: 'Skip' },
  unchanged: { ru: 'Не менять', en: 'Leave unchanged' },
};

/** What came of it. */
export const OUTCOME_WORDS: Record<Outcome, BothLanguages> = {
  done: { ru: 'Готово', en: 'Done' },
  skipped: { ru: 'Пропущен', en: 'Skipped' },
  failed: { ru: 'Ошибка', en: 'Failed' },
};

/** Why. */
export const REASON_WORDS: Record<Reason, BothLanguages> = {
  not_for_sale: { ru: 'На кассе товар не в продаже', en: 'Not for sale at the register' },
  restricted_goods: {
    ru: 'Такие товары нельзя продавать дистанционно',
    en: 'Such goods may not be sold at a distance',
  },
  no_price: { ru: 'На кассе не указана цена', en: 'No price at the register' },
  out_of_scope: { ru: 'Товар не выбран или его больше нет на кассе', en: 'Not chosen, or gone from the register' },
  vk_rejected: { ru: 'ВКонтакте не принял товар', en: 'VK refused the product' },
  photo_rejected: { ru: 'ВКонтакте не принял фотографию', en: 'VK refused the photo' },
  quota_reached: { ru: 'ВКонтакте пока не принимает товар', en: 'VK does not take the product for now' },
  adopted: { ru: 'Найден в магазине по названию', en: 'Found in the shop by its name' },
};

/** The field of an item that was changed. */
export const FIELD_WORDS: Record<ItemChange['field'], BothLanguages> = {
  name: { ru: 'название', en: 'name' },
  price: { ru: 'цена', en: 'price' },
  stock: { ru: 'остаток', en: 'stock' },
  description: { ru: 'описание', en: 'description' },
};
