import type { Reason } from '@evosync/mirror';
import { VkApiError, type VkErrorFamily } from '@evosync/vk';
import type { BothLanguages } from '../../common/words.js';
import type { RunError } from '../run.js';
import {
  COMPLAINT_WORDS,
  NO_ANSWER,
  notUnderstood,
  PHOTO_REFUSED,
  REFUSAL_WORDS,
  refusedByVk,
  shopFull,
} from './mirror-words.js';

const PHOTO_CODES: ReadonlySet<number> = new Set([22, 105, 118, 121, 122, 129, 1433, 1434, 1435]);
const QUOTA_CODES: ReadonlySet<number> = new Set([9, 29, 32, 103, 601, 1405, 1407]);

const LIMITS: ReadonlySet<VkErrorFamily> = new Set<VkErrorFamily>(['quota', 'slow']);

/** What stands before the complaint itself in each text of code 100. */
const PREAMBLE = /^one of the parameters specified was missing or invalid:\s*/i;

/** Why VK did not do what was asked for one product: a stable code, and plain words for the merchant. */
export function failureWords(error: Error): { reason: Reason; message: BothLanguages } {
  if (!(error instanceof VkApiError)) return { reason: 'vk_rejected', message: NO_ANSWER };
  if (error.detail === 'photo_undefined' || error.detail === 'photo_taken' || error.detail === 'photo_crop') {
    return { reason: 'photo_rejected', message: PHOTO_REFUSED };
  }
  const message = messageOf(error);
  if (PHOTO_CODES.has(error.code)) return { reason: 'photo_rejected', message };
  return { reason: QUOTA_CODES.has(error.code) ? 'quota_reached' : 'vk_rejected', message };
}

function messageOf(error: VkApiError): BothLanguages {
  const known = REFUSAL_WORDS[error.code] ?? (error.detail && COMPLAINT_WORDS[error.detail]);
  if (known) return known;
  const text = error.text.replace(PREAMBLE, '');
  return error.family === 'bug' ? notUnderstood(text) : refusedByVk(text);
}

/** What a limit means for the whole run: VK closed one kind of call, the others go on. Null for other errors. */
export function limitOf(error: Error): RunError | null {
  if (!(error instanceof VkApiError) || error.isWholeShop || !LIMITS.has(error.family)) return null;
  const { message } = failureWords(error);
  if (error.code === 1405) return { code: 'shop_full', message: shopFull(message), who: 'merchant' };
  return { code: 'quota', message, who: 'wait' };
}
