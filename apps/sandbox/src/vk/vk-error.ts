import { ERROR_TEXTS } from './error-texts.js';
import type { Json } from './types.js';

const PARAM_ERROR = 100;

/** A failure of a method as VK reports it: `code`, `message`, and further fields of the error object. */
export class VkError extends Error {
  readonly code: number;
  readonly extra: Record<string, Json>;

  constructor(code: number, detail?: string, extra: Record<string, Json> = {}) {
    const text = ERROR_TEXTS[code] ?? 'Unknown error';
    super(detail ? `${text}: ${detail}` : text);
    this.code = code;
    this.extra = extra;
  }
}

/** Code 100 with the text that decides what was wrong. */
export function invalidParam(detail: string): VkError {
  return new VkError(PARAM_ERROR, detail);
}

/** Code 14 in one of its two shapes: the new one with `redirect_uri`, the old one with a picture. */
export function captcha(shape: 'redirect' | 'image', serial: number): VkError {
  const sid = String(100_000 + serial);
  return shape === 'redirect'
    ? new VkError(14, undefined, {
        redirect_uri: `https://id.vk.example/not_robot_captcha?session=${sid}`,
        remixstlid: `stl${sid}`,
      })
    : new VkError(14, undefined, { captcha_sid: sid, captcha_img: `https://api.vk.example/captcha.php?sid=${sid}` });
}
