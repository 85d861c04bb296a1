import type { Reason } from '@evosync/mirror';
import { VkApiError } from '@evosync/vk';

const PHOTO_CODES: ReadonlySet<number> = new Set([22, 105, 118, 121, 122, 129, 1433, 1434, 1435]);
const QUOTA_CODES: ReadonlySet<number> = new Set([29, 103, 601, 1405, 1407]);

const WORDS = new Map<number, string>([
  [9, 'ВКонтакте попросил не спешить. Следующий запуск попробует снова.'],
  [19, 'ВКонтакте заблокировал этот товар.'],
  [29, 'ВКонтакте на сегодня ограничил такие действия. Продолжим позже.'],
  [1403, 'Товара больше нет во ВКонтакте. Следующий запуск создаст его заново.'],
  [1405, 'В магазине ВКонтакте больше нет места для товаров.'],
  [1406, 'В подборке ВКонтакте больше нет места.'],
  [1407, 'В магазине ВКонтакте больше нельзя создавать подборки.'],
  [1408, 'ВКонтакте не принимает ссылки в описании. Уберите их из описания товара в Эвоторе.'],
]);

/** Why VK did not do what was asked for one product: a stable code, and plain words for the merchant. */
export function failureWords(error: Error): { reason: Reason; message: string } {
  if (!(error instanceof VkApiError)) {
    return { reason: 'vk_rejected', message: 'ВКонтакте не ответил. Следующий запуск проверит и доделает.' };
  }
  if (error.detail === 'photo_undefined' || error.detail === 'photo_taken' || error.detail === 'photo_crop') {
    return { reason: 'photo_rejected', message: 'ВКонтакте не принял фотографию товара.' };
  }
  const message = WORDS.get(error.code) ?? `ВКонтакте отказал: ${error.text}`;
  if (PHOTO_CODES.has(error.code)) return { reason: 'photo_rejected', message };
  return { reason: QUOTA_CODES.has(error.code) ? 'quota_reached' : 'vk_rejected', message };
}
