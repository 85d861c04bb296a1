import type { EvotorCall } from '@evosync/evotor';
import type { VkCallRecord } from '@evosync/vk';
import type { Metrics } from '../health/metrics.js';

/** Counts and times one exchange with the Evotor Cloud: `GET /stores/{id}/products`, HTTP status or what went wrong. */
export function countEvotorCall(metrics: Metrics, call: EvotorCall): void {
  const path = call.path.startsWith('/') ? call.path.replace(/\/[^/]*\d[^/]*/g, '/{id}') : 'picture';
  count(metrics, 'evotor', `${call.method} ${path}`, call.error ?? String(call.status), call.durationMs);
}

/** Counts and times one request to VK: `ok`, `lost`, or VK's error code. */
export function countVkCall(metrics: Metrics, record: VkCallRecord): void {
  const status = record.errorCode === null ? record.status : `code ${record.errorCode}`;
  count(metrics, 'vk', record.method, status, record.durationMs);
  for (const code of record.innerErrorCodes) {
    metrics.count('evosync_vk_refusals_total', 'Calls inside a batch that VK refused, by its code', {
      code: String(code),
    });
  }
}

function count(metrics: Metrics, service: string, method: string, status: string, durationMs: number): void {
  metrics.count('evosync_outbound_calls_total', 'Requests to Evotor and VK by method and how they ended', {
    service,
    method,
    status,
  });
  metrics.observe(
    'evosync_outbound_call_duration_seconds',
    'From sending a request to Evotor or VK to its answer',
    { service, method },
    durationMs / 1000,
  );
}
