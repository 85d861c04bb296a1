/** What a hook may be told of. */
export const HOOK_EVENTS = ['run.finished', 'product.failed', 'connection.needs_attention'] as const;
export type HookEvent = (typeof HOOK_EVENTS)[number];

/** What a delivery may carry: an event, or the `ping` that tries a hook out. */
export const DELIVERED_EVENTS = [...HOOK_EVENTS, 'ping'] as const;
export type DeliveredEvent = (typeof DELIVERED_EVENTS)[number];

/** The body of every delivery. The same event has the same `id` at every hook and at every try. */
export interface HookMessage {
  id: string;
  event: DeliveredEvent;
  createdAt: string;
  data: Record<string, unknown>;
}
