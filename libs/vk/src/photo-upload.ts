import { VkApiError, VkTransportError, VkUnknownOutcomeError, VkUploadError } from './errors.js';
import { isObject, textOrNull } from './json.js';
import { decodeVkText } from './text.js';

/** A picture ready for VK: JPEG, PNG or GIF of at least 400x400. */
export interface VkPhoto {
  bytes: Uint8Array;
  /** With an extension. */
  filename: string;
  contentType: string;
}

export interface UploadSteps {
  /** A fresh address of the upload server. */
  askUrl: () => Promise<string>;
  /** Sends the file; resolves with the answer's text. */
  send: (url: string, file: File) => Promise<string>;
  /** Hands the upload server's answer to VK, exactly as it came. */
  save: (uploadResponse: string) => Promise<number>;
  pause: (times: number) => Promise<void>;
  uploadUrl?: string | undefined;
}

const MOST_TRIES = 3;
const NO_PROOF = 'no sha or hash in the answer';

/**
 * Uploads a photo of an item and resolves with its id. A try that fails or whose answer is lost is followed by one
 * with a new upload at a fresh address: an upload is never saved twice.
 * @throws VkUploadError after three tries
 * @throws VkApiError when VK's refusal is not about the photo (token, shop, quota)
 * @throws VkTransportError when no upload address could be had
 */
export async function uploadPhoto(photo: VkPhoto, steps: UploadSteps, signal?: AbortSignal): Promise<number> {
  const file = fileOf(photo);
  for (let times = 1; ; times += 1) {
    const url = times === 1 && steps.uploadUrl !== undefined ? steps.uploadUrl : await steps.askUrl();
    try {
      return await uploadOnce(url, file, steps);
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof VkUploadError) || times === MOST_TRIES) throw error;
      await steps.pause(times);
    }
  }
}

/** The photo as a part of a form. */
export function fileOf(photo: VkPhoto): File {
  return new File([new Uint8Array(photo.bytes)], photo.filename, { type: photo.contentType });
}

/** Whether an answer of the upload server to several files is a refusal; what else stands in it is VK's own matter. */
export function isUploadRefused(body: string): boolean {
  const refusal = refusalIn(body);
  return refusal !== null && refusal !== NO_PROOF;
}

async function uploadOnce(url: string, file: File, steps: UploadSteps): Promise<number> {
  const answer = await steps.send(url, file).catch((cause: unknown) => {
    throw cause instanceof VkTransportError ? new VkUploadError('upload', { cause }) : cause;
  });
  const refusal = refusalIn(answer);
  if (refusal !== null) throw new VkUploadError('upload', { text: refusal });
  try {
    return await steps.save(answer);
  } catch (cause) {
    if (cause instanceof VkUnknownOutcomeError) throw new VkUploadError('save', { cause });
    const isAboutPhoto = cause instanceof VkApiError && !cause.isWholeShop && cause.family !== 'quota';
    throw isAboutPhoto ? new VkUploadError('save', { text: cause.text, cause }) : cause;
  }
}

/** Why the upload server did not take the file; null when it did. It may send its JSON under any content type. */
function refusalIn(body: string): string | null {
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch {
    return 'unreadable answer';
  }
  if (!isObject(answer)) return 'unreadable answer';
  if (answer.error !== undefined || answer.error_code !== undefined || answer.error_msg !== undefined) {
    const words =
      textOrNull(answer.error_msg) ?? textOrNull(answer.error) ?? `error ${JSON.stringify(answer.error_code)}`;
    return decodeVkText(words).trim().slice(0, 300);
  }
  if (answer.photo === '' || answer.photo === '[]') return 'empty photo';
  return textOrNull(answer.sha) && textOrNull(answer.hash) ? null : NO_PROOF;
}
