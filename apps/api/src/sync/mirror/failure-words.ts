import type { Reason } from '@evosync/mirror';
import { VkApiError, type VkErrorFamily, type VkParameterDetail } from '@evosync/vk';
import type { RunError } from '../run.js';

const PHOTO_CODES: ReadonlySet<number> = new Set([22, 105, 118, 121, 122, 129, 1433, 1434, 1435]);
const QUOTA_CODES: ReadonlySet<number> = new Set([9, 29, 32, 103, 601, 1405, 1407]);

const LIMITS: ReadonlySet<VkErrorFamily> = new Set<VkErrorFamily>(['quota', 'slow']);

const NAME_TOO_LONG = 'ВКонтакте считает название слишком длинным. Сократите его в Эвоторе.';

const WORDS = new Map<number, string>([
  [9, 'ВКонтакте попросил не спешить. Следующий запуск попробует снова.'],
  [19, 'ВКонтакте заблокировал этот товар.'],
  [29, 'ВКонтакте на сегодня ограничил такие действия. Продолжим позже.'],
  [1402, 'Подборки больше нет во ВКонтакте. Следующий запуск создаст её заново.'],
  [1403, 'Товара больше нет во ВКонтакте. Следующий запуск создаст его заново.'],
  [1405, 'В магазине ВКонтакте больше нет места для товаров.'],
  [1406, 'В подборке ВКонтакте больше нет места.'],
  [1407, 'В магазине ВКонтакте больше нельзя создавать подборки.'],
  [1408, 'ВКонтакте не принимает ссылки в описании. Уберите их из описания товара в Эвоторе.'],
  [1421, NAME_TOO_LONG],
]);

/** The complaints of code 100 that a merchant can do something about. */
const DETAIL_WORDS = new Map<VkParameterDetail, string>([
  ['name_too_short', 'ВКонтакте считает название слишком коротким. Дополните его в Эвоторе.'],
  ['name_too_long', NAME_TOO_LONG],
]);

/** What stands before the complaint itself in each text of code 100. */
const PREAMBLE = /^one of the parameters specified was missing or invalid:\s*/i;

/** Why VK did not do what was asked for one product: a stable code, and plain words for the merchant. */
export function failureWords(error: Error): { reason: Reason; message: string } {
  if (!(error instanceof VkApiError)) {
    return { reason: 'vk_rejected', message: 'ВКонтакте не ответил. Следующий запуск проверит и доделает.' };
  }
  if (error.detail === 'photo_undefined' || error.detail === 'photo_taken' || error.detail === 'photo_crop') {
    return { reason: 'photo_rejected', message: 'ВКонтакте не принял фотографию товара.' };
  }
  const message = messageOf(error);
  if (PHOTO_CODES.has(error.code)) return { reason: 'photo_rejected', message };
  return { reason: QUOTA_CODES.has(error.code) ? 'quota_reached' : 'vk_rejected', message };
}

function messageOf(error: VkApiError): string {
  const known = WORDS.get(error.code) ?? (error.detail && DETAIL_WORDS.get(error.detail));
  if (known) return known;
  const text = error.text.replace(PREAMBLE, '');
  if (error.family !== 'bug') return `ВКонтакте отказал: ${text}`;
  return `ВКонтакте не понял наш запрос (${text}). Это наша ошибка, мы уже видим её в журнале.`;
}

/** What a limit means for the whole run: VK closed one kind of call, the others go on. Null for other errors. */
export function limitOf(error: Error): RunError | null {
  if (!(error instanceof VkApiError) || error.isWholeShop || !LIMITS.has(error.family)) return null;
  const { message } = failureWords(error);
  if (error.code === 1405) {
    const advice = 'Удалите лишние товары во ВКонтакте или отключите часть групп.';
    return { code: 'shop_full', message: `${message} ${advice}`, who: 'merchant' };
  }
  return { code: 'quota', message, who: 'wait' };
}
