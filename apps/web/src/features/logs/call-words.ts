import type { Tone } from '../../components/ui/status-badge.js';
import type { LoggedCall } from '../../lib/api-types.js';

export const SERVICES = ['evotor', 'vk'] as const;
export const STATUS_CLASSES = ['2xx', '3xx', '4xx', '5xx', 'none'] as const;
export const OUTCOMES = ['ok', 'error'] as const;

/** Colour of how a call ended. */
export const OUTCOME_TONES: Record<LoggedCall['outcome'], Tone> = { ok: 'ok', error: 'bad' };

/** Name of a service as people know it; of one new to us, its code. */
export function serviceName(service: string): string {
  if (service === 'vk') return 'VK';
  return service === 'evotor' ? 'Evotor' : service;
}

/** JSON in lines with indents; what is no JSON, or was cut, stays as it is. */
export function prettyBody(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch (error) {
    if (error instanceof SyntaxError) return body;
    throw error;
  }
}
