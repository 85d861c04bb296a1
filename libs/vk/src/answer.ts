import { VkApiError, VkTransportError } from './errors.js';
import { isObject } from './json.js';
import { decodeVkText } from './text.js';

/** What came of one request. */
export type Answer =
  | { kind: 'response'; value: unknown; innerErrors: readonly VkApiError[] }
  /** `tokenChanged`: the refused token has meanwhile been replaced, so the request may go again with the new one. */
  | { kind: 'error'; error: VkApiError; tokenChanged: boolean }
  /** `sent` is false where the request certainly never left. */
  | { kind: 'lost'; error: VkTransportError; sent: boolean };

/** Reads VK's envelope; a body that is none is a lost answer. The token is struck from all texts. */
export function readAnswer(method: string, body: string, secret: string): Answer {
  let envelope: unknown;
  try {
    envelope = JSON.parse(body);
  } catch {
    // The parser's own message quotes the body, so it is not passed on.
    envelope = null;
  }
  const error = isObject(envelope) ? readError(envelope.error, method, secret) : null;
  if (error) return { kind: 'error', error, tokenChanged: false };
  const innerErrors = isObject(envelope) ? readInnerErrors(envelope.execute_errors, secret) : null;
  if (!isObject(envelope) || !('response' in envelope) || !innerErrors) {
    return { kind: 'lost', error: new VkTransportError(method, 'unreadable'), sent: true };
  }
  return { kind: 'response', value: envelope.response, innerErrors };
}

function readInnerErrors(value: unknown, secret: string): readonly VkApiError[] | null {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return null;
  const errors = value.map((entry: unknown) => {
    const method = isObject(entry) && typeof entry.method === 'string' ? entry.method : '';
    return readError(entry, method, secret);
  });
  return errors.includes(null) ? null : errors.filter((error) => error !== null);
}

function readError(value: unknown, method: string, secret: string): VkApiError | null {
  if (!isObject(value) || typeof value.error_code !== 'number') return null;
  const text = typeof value.error_msg === 'string' ? decodeVkText(value.error_msg) : 'no text';
  return new VkApiError({
    code: value.error_code,
    method,
    text: secret === '' ? text : text.replaceAll(secret, '***'),
    subcode: typeof value.error_subcode === 'number' ? value.error_subcode : null,
  });
}
