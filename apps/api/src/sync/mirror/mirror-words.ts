import type { VkParameterDetail } from '@evosync/vk';
import { type BothLanguages, inBoth } from '../../common/words.js';

const NAME_TOO_LONG: BothLanguages = {
  ru: 'ВКонтакте считает название слишком длинным. Сократите его в Эвоторе.',
  en: 'VK finds the name too long. Make it shorter in Evotor.',
};

/** What VK's codes of refusal mean for the merchant. */
export const REFUSAL_WORDS: Readonly<Record<number, BothLanguages>> = {
  9: {
    ru: 'ВКонтакте попросил не спешить. Следующий запуск попробует снова.',
    en: 'VK asked not to hurry. The next run will try again.',
  },
  19: { ru: 'ВКонтакте заблокировал этот товар.', en: 'VK has blocked this product.' },
  29: {
    ru: 'ВКонтакте на сегодня ограничил такие действия. Продолжим позже.',
    en: 'VK limits such actions for today. We will go on later.',
  },
  1402: {
    ru: 'Подборки больше нет во ВКонтакте. Следующий запуск создаст её заново.',
    en: 'The album is no longer in VK. The next run will create it anew.',
  },
  1403: {
    ru: 'Товара больше нет во ВКонтакте. Следующий запуск создаст его заново.',
    en: 'The product is no longer in VK. The next run will create it anew.',
  },
  1405: {
    ru: 'В магазине ВКонтакте больше нет места для товаров.',
    en: 'There is no more room for products in the VK shop.',
  },
  1406: { ru: 'В подборке ВКонтакте больше нет места.', en: 'There is no more room in the VK album.' },
  1407: {
    ru: 'В магазине ВКонтакте больше нельзя создавать подборки.',
    en: 'No more albums can be made in the VK shop.',
  },
  1408: {
    ru: 'ВКонтакте не принимает ссылки в описании. Уберите их из описания товара в Эвоторе.',
    en: 'VK does not accept links in a description. Take them out of the description of the product in Evotor.',
  },
  1421: NAME_TOO_LONG,
};

/** The complaints of VK's code 100 that a merchant can do something about. */
export const COMPLAINT_WORDS: Readonly<Partial<Record<VkParameterDetail, BothLanguages>>> = {
  name_too_short: {
    ru: 'ВКонтакте считает название слишком коротким. Дополните его в Эвоторе.',
    en: 'VK finds the name too short. Make it longer in Evotor.',
  },
  name_too_long: NAME_TOO_LONG,
};

/** VK gave no answer, so that it is not known what came of the call. */
export const NO_ANSWER: BothLanguages = {
  ru: 'ВКонтакте не ответил. Следующий запуск проверит и доделает.',
  en: 'VK did not answer. The next run will check and finish it.',
};

/** A product that VK did not create, however often it was sent. */
export const NEVER_TAKEN: BothLanguages = {
  ru: 'ВКонтакте так и не принял товар. Следующий запуск попробует снова.',
  en: 'VK did not take the product after all. The next run will try again.',
};

/** The photo of one product. */
export const PHOTO_REFUSED: BothLanguages = {
  ru: 'ВКонтакте не принял фотографию товара.',
  en: 'VK did not accept the photo of the product.',
};

/** The file of a photo that the merchant gave. */
export const PHOTO_LOST: BothLanguages = {
  ru: 'Файл с фотографией не найден. Загрузите фотографию ещё раз.',
  en: 'The file of the photo was not found. Give the photo once more.',
};

/** Albums were to be made, and the answers were lost. */
export const ALBUMS_UNKNOWN: BothLanguages = {
  ru: 'ВКонтакте не ответил, созданы ли подборки. Следующий запуск проверит и доделает.',
  en: 'VK did not answer whether albums were made. The next run will check and finish it.',
};

/** A refusal in VK's own words, which stay as VK gave them. */
export function refusedByVk(text: string): BothLanguages {
  return { ru: `ВКонтакте отказал: ${text}`, en: `VK refused: ${text}` };
}

/** A request that VK found wrong, which only we can mend; VK's own words stay as VK gave them. */
export function notUnderstood(text: string): BothLanguages {
  return {
    ru: `ВКонтакте не понял наш запрос (${text}). Это наша ошибка, мы уже видим её в журнале.`,
    en: `VK did not understand our request (${text}). The mistake is ours, it is in our log.`,
  };
}

/** A photo refused in VK's own words. */
export function photoRefusedByVk(text: string): BothLanguages {
  return inBoth((language) => `${PHOTO_REFUSED[language].replace(/\.$/, '')}: ${text}`);
}

/** No room for more products, and what helps. */
export function shopFull(why: BothLanguages): BothLanguages {
  return followed(why, {
    ru: 'Удалите лишние товары во ВКонтакте или отключите часть групп.',
    en: 'Delete products in VK that are not needed, or switch some groups off.',
  });
}

/** No more albums, and what becomes of the products. */
export function noMoreAlbums(why: BothLanguages): BothLanguages {
  return followed(why, {
    ru: 'Товары остались в магазине без подборки.',
    en: 'The products stay in the shop without an album.',
  });
}

/** One album that VK did not make or rename. */
export function albumRefused(title: string, why: BothLanguages): BothLanguages {
  return { ru: `Подборка «${title}»: ${why.ru}`, en: `Album “${title}”: ${why.en}` };
}

/** Products that did not get into their albums. */
export function notInAlbums(why: BothLanguages): BothLanguages {
  const what = { ru: 'Не все товары попали в свои подборки.', en: 'Not all products got into their albums.' };
  return followed(what, why);
}

function followed(first: BothLanguages, next: BothLanguages): BothLanguages {
  return inBoth((language) => `${first[language]} ${next[language]}`);
}
