/**
 * What a failure calls for.
 * `retry`: a passing fault inside VK. `slow`: too fast. `user-token`: the merchant must connect again.
 * `user-shop`: the shop or the role must be put right. `item`: this call only. `heal`: the object is gone or new,
 * look again. `quota`: a limit that only time or the merchant lifts. `bug`: our request is wrong.
 */
export type VkErrorFamily = 'retry' | 'slow' | 'user-token' | 'user-shop' | 'item' | 'heal' | 'quota' | 'bug';

interface Row {
  family: VkErrorFamily;
  codes: readonly number[];
  /** Every further call of the same token would end alike. */
  wholeShop?: true;
}

/** Every code of the fact sheet (VK's 5.199 errors and those met in the wild). */
const TABLE: readonly Row[] = [
  { family: 'retry', codes: [1, 10, 22, 36, 43, 105] },
  { family: 'slow', codes: [6, 9, 32] },
  {
    family: 'user-token',
    wholeShop: true,
    codes: [
      2, 5, 17, 18, 24, 25, 27, 28, 37, 38, 39, 41, 1114, 1116, 1117, 1118, 3300, 3301, 3302, 3303, 3304, 3305, 3609,
      3610, 3611, 11500,
    ],
  },
  {
    family: 'user-shop',
    wholeShop: true,
    codes: [7, 15, 30, 40, 125, 200, 203, 204, 205, 210, 1409, 1438, 1525, 1526],
  },
  { family: 'quota', wholeShop: true, codes: [14] },
  { family: 'quota', codes: [29, 103, 601, 1405, 1407] },
  { family: 'heal', codes: [1400, 1402, 1403] },
  {
    family: 'item',
    codes: [
      19, 100, 104, 106, 114, 118, 119, 121, 122, 129, 300, 1404, 1406, 1408, 1412, 1413, 1414, 1415, 1416, 1417, 1418,
      1419, 1421, 1423, 1424, 1425, 1426, 1433, 1434, 1435, 1446, 1457, 1458, 1518,
    ],
  },
  { family: 'bug', codes: [3, 8, 12, 13, 23, 33, 113, 150, 201, 500, 600, 603] },
  { family: 'bug', codes: [1401, 1410, 1411, 1427, 1429, 1430, 1431, 1432, 1436, 1456] },
  { family: 'bug', wholeShop: true, codes: [4, 11, 16, 20, 21, 34, 35, 42, 101, 9999] },
];

const BY_CODE = new Map(TABLE.flatMap((row) => row.codes.map((code) => [code, row] as const)));

/** Family of a code; a code nobody has heard of concerns the one call that met it. */
export function familyOf(code: number): VkErrorFamily {
  return BY_CODE.get(code)?.family ?? 'item';
}

/** Whether a code ends the work of this token, and not only this call or this method. */
export function concernsWholeShop(code: number): boolean {
  return BY_CODE.get(code)?.wholeShop ?? false;
}

/** The reasons behind code 100, where its text is known. */
export type VkParameterDetail =
  | 'nothing_to_change'
  | 'name_too_short'
  | 'name_too_long'
  | 'description'
  | 'photo_undefined'
  | 'photo_taken'
  | 'photo_crop'
  | 'upload_response'
  | 'price'
  | 'owner'
  | 'category';

/** First match wins. Texts are not a contract: they are searched for, never compared. */
const PARAMETER_TEXTS: readonly (readonly [VkParameterDetail, RegExp])[] = [
  ['nothing_to_change', /nothing to change/i],
  ['name_too_short', /name should be at least/i],
  ['name_too_long', /name (should be (less|at most|no more|not longer)|(is )?too long)/i],
  ['photo_undefined', /photo is undefined/i],
  ['photo_taken', /photo not found|already assigned to another item/i],
  ['photo_crop', /crop photo|photo crop/i],
  ['upload_response', /upload_response/i],
  ['owner', /only groups supported|owner_id/i],
  ['description', /description/i],
  ['category', /category/i],
  ['price', /price/i],
];

const OUR_FAULT: ReadonlySet<VkParameterDetail> = new Set(['upload_response', 'price', 'owner']);

/** What the text of a code 100 says, and whether it is our request that is wrong rather than the goods. */
export function readParameterText(text: string): { detail: VkParameterDetail | null; family: VkErrorFamily } {
  const detail = PARAMETER_TEXTS.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
  return { detail, family: detail !== null && OUR_FAULT.has(detail) ? 'bug' : 'item' };
}
