import type { EvotorCall } from './types.js';

/** One GET to be made: where, under which name it is reported, and what may be read. */
interface ExchangeRequest {
  url: URL;
  /** The name of the request in errors and calls: a path without query. */
  path: string;
  headers: Record<string, string>;
  /** Longest body read, bytes after decompression. */
  limitBytes: number;
}

/** What an exchange needs from the client. */
export interface ExchangeSettings {
  fetch: typeof fetch;
  timeoutMs: number;
  onCall?: (call: EvotorCall) => void;
}

/** How an exchange ended: a 200 decoded, another status, a 200 beyond the limit, or no usable answer. */
export type ExchangeOutcome<T> =
  | { kind: 'value'; status: number; headers: Headers; value: T }
  | { kind: 'status'; status: number; headers: Headers; body: Uint8Array }
  | { kind: 'too_large'; status: number; headers: Headers }
  | { kind: 'failed'; status: number | null; reason: 'timeout' | 'network' | 'broken_body'; cause?: unknown };

/** Statuses whose body says what was wrong; the bodies of others are undocumented and left unread. */
const EXPLAINED = new Set([400, 409, 422]);
const EXPLANATION_LIMIT_BYTES = 64 * 1024;
/** Most bytes of a body that are reported to `onCall`; enough for the journal, which keeps less. */
const REPORTED_BYTES = 12_000;

/**
 * Makes one HTTP exchange within `timeoutMs` (headers and body), without following redirects, and reports it to
 * `onCall`. Rejects only when the caller's signal aborts, with its reason.
 */
export async function exchange<T>(
  request: ExchangeRequest,
  decode: (body: Uint8Array, headers: Headers) => T,
  settings: ExchangeSettings,
  signal?: AbortSignal,
): Promise<ExchangeOutcome<T>> {
  signal?.throwIfAborted();
  const startedAt = performance.now();
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), settings.timeoutMs);
  const forwardAbort = () => deadline.abort();
  signal?.addEventListener('abort', forwardAbort, { once: true });

  let response: string | null = null;
  const note = (body: Uint8Array, headers: Headers) => {
    if (settings.onCall) response = reported(body, headers);
  };
  const outcome = await attempt(request, decode, settings, deadline.signal, note);
  clearTimeout(timer);
  signal?.removeEventListener('abort', forwardAbort);

  const error = signal?.aborted ? 'aborted' : outcomeError(outcome);
  const durationMs = performance.now() - startedAt;
  const query = request.path.startsWith('/') ? request.url.search : '';
  const { path } = request;
  settings.onCall?.({ method: 'GET', path, query, status: outcome.status, durationMs, error, response });
  signal?.throwIfAborted();
  return outcome;
}

function outcomeError(outcome: ExchangeOutcome<unknown>): EvotorCall['error'] {
  if (outcome.kind === 'too_large') return 'too_large';
  return outcome.kind === 'failed' ? outcome.reason : null;
}

async function attempt<T>(
  request: ExchangeRequest,
  decode: (body: Uint8Array, headers: Headers) => T,
  settings: ExchangeSettings,
  deadline: AbortSignal,
  note: (body: Uint8Array, headers: Headers) => void,
): Promise<ExchangeOutcome<T>> {
  let status: number | null = null;
  try {
    const response = await settings.fetch(request.url, {
      headers: request.headers,
      redirect: 'manual',
      signal: deadline,
    });
    const { headers } = response;
    status = response.status;
    if (status !== 200) {
      const body = await explanation(response);
      if (body.length > 0) note(body, headers);
      return { kind: 'status', status, headers, body };
    }
    const body = await readBody(response, request.limitBytes);
    if (body) note(body, headers);
    return body ? decoded(body, headers, decode) : { kind: 'too_large', status, headers };
  } catch (cause) {
    if (deadline.aborted) return { kind: 'failed', status, reason: 'timeout' };
    return { kind: 'failed', status, reason: 'network', cause };
  }
}

function reported(body: Uint8Array, headers: Headers): string {
  const type = headers.get('content-type') ?? '';
  if (/^\s*image\//i.test(type)) return `${type}, ${body.length} bytes`;
  return new TextDecoder().decode(body.subarray(0, REPORTED_BYTES));
}

function decoded<T>(
  body: Uint8Array,
  headers: Headers,
  decode: (body: Uint8Array, headers: Headers) => T,
): ExchangeOutcome<T> {
  try {
    return { kind: 'value', status: 200, headers, value: decode(body, headers) };
  } catch {
    // The parser's own error quotes the body, so it goes no further.
    return { kind: 'failed', status: 200, reason: 'broken_body' };
  }
}

/** The body of an answer whose status already decides what happens: worth having, not worth failing for. */
async function explanation(response: Response): Promise<Uint8Array> {
  const nothing = new Uint8Array();
  if (EXPLAINED.has(response.status)) {
    return (await readBody(response, EXPLANATION_LIMIT_BYTES).catch(() => nothing)) ?? nothing;
  }
  await response.body?.cancel().catch(() => undefined);
  return nothing;
}

/** The whole body, or null when it is longer than the limit (the rest is not read). */
async function readBody(response: Response, limitBytes: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const body: AsyncIterable<Uint8Array> | Iterable<Uint8Array> = response.body ?? [];
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limitBytes) return null;
    chunks.push(chunk);
  }
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}
