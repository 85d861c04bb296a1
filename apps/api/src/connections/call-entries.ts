import type { EvotorCall } from '@evosync/evotor';
import type { VkCallRecord, VkIdCallRecord } from '@evosync/vk';
import type { CallEntry } from '../logs/journal-row.js';

/** An exchange with the Evotor Cloud for the journal: `GET /stores/{id}/products`, the ids in the request. */
export function entryOfEvotorCall(call: EvotorCall, token: string): CallEntry {
  const isOwn = call.path.startsWith('/');
  return {
    direction: 'out',
    service: 'evotor',
    method: `${call.method} ${isOwn ? call.path.replace(/\/[\da-z]{8}-[^/]+/gi, '/{id}') : 'a picture kept elsewhere'}`,
    status: call.status,
    errorCode: call.error,
    durationMs: call.durationMs,
    request: `${call.method} ${isOwn ? `${call.path}${readable(call.query)}` : new URL(call.path).origin}`,
    response: call.response,
    secrets: [token],
  };
}

/** A request to VK for the journal; a batch names what it held: `execute: market.add ×25`. */
export function entryOfVkCall(record: VkCallRecord, token: string): CallEntry {
  const inner = Object.entries(record.inner).map(([method, count]) => `${method} ×${count}`);
  return {
    direction: 'out',
    service: 'vk',
    method: inner.length > 0 ? `${record.method}: ${inner.join(', ')}` : record.method,
    status: record.httpStatus,
    errorCode: errorOf(record),
    durationMs: record.durationMs,
    request: record.request,
    response: record.response,
    secrets: [token],
  };
}

/** An exchange with VK ID for the journal: what was asked and how it went, no code and no token. */
export function entryOfVkIdCall(record: VkIdCallRecord): CallEntry {
  return {
    direction: 'out',
    service: 'vk',
    method: `oauth2/auth: ${record.grantType}`,
    status: record.httpStatus,
    errorCode: record.errorCode,
    durationMs: record.durationMs,
    request: null,
    response: null,
  };
}

/** VK's code; of a batch, those of the calls refused inside it. */
function errorOf({ status, errorCode, innerErrorCodes }: VkCallRecord): string | null {
  if (errorCode !== null) return String(errorCode);
  if (innerErrorCodes.length > 0) return [...new Set(innerErrorCodes)].join(', ');
  return status === 'lost' ? 'no_answer' : null;
}

function readable(query: string): string {
  try {
    return decodeURIComponent(query);
  } catch {
    // A query that is not well encoded is shown as it went out.
    return query;
  }
}
