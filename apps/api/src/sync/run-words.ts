import type { BothLanguages } from '../common/words.js';

/** Why a run ended early, where no connection is to blame. */
export const RUN_END_WORDS = {
  evotor_unavailable: {
    ru: 'Эвотор не ответил как следует. Следующий запуск попробует снова.',
    en: 'Evotor did not answer properly. The next run will try again.',
  },
  vk_unavailable: {
    ru: 'ВКонтакте не отвечает. Следующий запуск продолжит с этого места.',
    en: 'VK does not answer. The next run will go on from here.',
  },
  captcha: {
    ru: 'ВКонтакте просит подтвердить, что вы не робот. Зайдите на сайт ВКонтакте под этим пользователем и подождите час.',
    en: 'VK wants to know that you are not a robot. Open VK with this account and wait for an hour.',
  },
  quota: {
    ru: 'ВКонтакте ограничил число действий. Синхронизация продолжится позже.',
    en: 'VK limits the number of actions. Syncing goes on later.',
  },
  default_photo_rejected: {
    ru: 'ВКонтакте не принял картинку для товаров без фотографии. Мы уже видим это в журнале.',
    en: 'VK did not accept the picture for products without a photo. It is in our log.',
  },
  internal: {
    ru: 'Что-то сломалось у нас. Мы уже видим это в журнале; следующий запуск попробует снова.',
    en: 'Something broke on our side. It is in our log; the next run will try again.',
  },
} satisfies Record<string, BothLanguages>;

/** Evotor gives the goods of no store that was chosen. */
export const NO_STORE_PAID: BothLanguages = {
  ru: 'Эвотор не отдаёт товары: приложение не оплачено или не установлено на кассу выбранных магазинов.',
  en: 'Evotor does not give the goods: the application is not paid for, or not installed on the register of the chosen stores.',
};

/** Stores that could not be read; none is named where Evotor showed none. */
export function storesUnread(names: readonly string[]): BothLanguages {
  const list = names.join(', ');
  return list === ''
    ? {
        ru: 'Эвотор не показал ни одного магазина. Товары оттуда остались в магазине как были.',
        en: 'Evotor did not show a single store. Their goods stay in the shop as they were.',
      }
    : {
        ru: `Не удалось прочитать: ${list}. Товары оттуда остались в магазине как были.`,
        en: `Could not be read: ${list}. The goods from there stay in the shop as they were.`,
      };
}

/** Products that failed, each with its own reason. */
export function someFailed(count: number): BothLanguages {
  return {
    ru: `Не удалось отправить товаров: ${count}. Причина указана у каждого.`,
    en: `Products that could not be sent: ${count}. Each says why.`,
  };
}
