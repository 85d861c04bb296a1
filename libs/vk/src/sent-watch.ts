import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { isObject } from './json.js';

type Fetch = typeof globalThis.fetch;

/** Whom to tell of the request that is being made in this asynchronous context. */
const listening = new AsyncLocalStorage<() => void>();
const listeners = new WeakMap<object, () => void>();

subscribe('undici:request:create', (message) => {
  const tell = listening.getStore();
  const request = requestIn(message);
  if (tell && request) listeners.set(request, tell);
});
subscribe('undici:request:bodySent', (message) => {
  const request = requestIn(message);
  if (request) listeners.get(request)?.();
});

/**
 * A `fetch` that tells when the last byte of its request was handed to the network: after connecting, and after
 * whatever else kept the process busy. A `fetch` that is not Node's own is taken to send at once.
 */
export function tellWhenSent(fetch: Fetch, tell: () => void): Fetch {
  if (fetch === globalThis.fetch) return (input, init) => listening.run(tell, () => fetch(input, init));
  return (input, init) => {
    const answer = fetch(input, init);
    tell();
    return answer;
  };
}

function requestIn(message: unknown): object | null {
  return isObject(message) && isObject(message.request) ? message.request : null;
}
