declare global {
  interface Window {
    /** What public/boot.js asked the API for before this code was there, by address. */
    evosyncEarly?: Record<string, Promise<Response>>;
  }
}

/** `fetch`, except that an answer which was asked for ahead of time is taken, once, instead of asking again. */
export async function fetchOrTake(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const early = request.method === 'GET' ? window.evosyncEarly?.[pathname + search] : undefined;
  if (early === undefined) return fetch(request);
  delete window.evosyncEarly?.[pathname + search];
  const answer = await early.catch(() => null);
  return answer?.ok ? answer : fetch(request);
}
