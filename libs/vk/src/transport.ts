import { readAnswer, type Answer } from './answer.js';
import type { WireParams } from './encode.js';
import { VkApiError, VkTransportError } from './errors.js';
import { isObject } from './json.js';
import type { VkPace, VkPass } from './pace.js';
import { tellWhenSent } from './sent-watch.js';

/** Most characters of a request's or an answer's text in a record; enough for the journal, which keeps less. */
const RECORDED_CHARACTERS = 12_000;

/** One request as it was made, for the journal. Holds no token of ours; what VK answered may hold secrets of its own. */
export interface VkCallRecord {
  /** VK's method, `execute` for a batch, `upload` for a photo sent to the upload server. */
  method: string;
  /** For a batch: how many calls of which method it held. */
  inner: Readonly<Record<string, number>>;
  status: 'ok' | 'error' | 'lost';
  httpStatus: number | null;
  durationMs: number;
  errorCode: number | null;
  /** For a batch: codes of the calls that were refused inside it. */
  innerErrorCodes: readonly number[];
  /** The beginning of what was sent: the script of a batch, else the parameters as JSON; of a photo only its name and size. */
  request: string;
  /** The beginning of what was answered; null when nothing was. */
  response: string | null;
}

/** A token, or where to get the one that is valid now; `refused` is one that VK has just turned down. */
export type VkTokenSource = string | ((refused?: string) => Promise<string>);

/** A request ready to go. */
export interface Outgoing {
  method: string;
  params: WireParams;
  inner: Readonly<Record<string, number>>;
}

export interface TransportOptions {
  baseUrl: string;
  version: string;
  token: VkTokenSource;
  pace: VkPace;
  timeoutMs: number;
  fetch: typeof globalThis.fetch;
  onCall: ((record: VkCallRecord) => void) | undefined;
}

const TOKEN_REFUSED: ReadonlySet<number> = new Set([5, 1117]);

/** The one place that speaks HTTP with VK's API: paced, with token and version added, every fault named. */
export class Transport {
  readonly #options: TransportOptions;
  readonly #baseUrl: string;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#baseUrl = options.baseUrl.replace(/\/+$/, '');
  }

  /**
   * Waits for the pace, then asks what to send, so that what was decided meanwhile counts. Null: nothing was left
   * to send. Rejects only if nothing was sent: the wait was aborted, or the token or the pace could not be had.
   * @param signals `wait` ends the waiting, `request` cuts a request that is on its way
   */
  async send(
    prepare: () => Outgoing | null,
    signals: { wait?: AbortSignal; request?: AbortSignal },
  ): Promise<Answer | null> {
    const token = await this.#token();
    const pass = await this.#options.pace.acquire(signals.wait);
    const outgoing = prepare();
    if (!outgoing) {
      await quietly(() => (pass.giveBack ? pass.giveBack() : pass.done()));
      return null;
    }
    const answer = await this.#post(outgoing, token, signals.request, () => void quietly(() => pass.sent?.()));
    await quietly(() => pass.done());
    if (answer.kind !== 'error' || !TOKEN_REFUSED.has(answer.error.code)) return answer;
    return { ...answer, ...(await this.#renewal(token, answer.error)) };
  }

  /** After code 6: nothing of this token for at least a second. */
  async slowDown(): Promise<void> {
    await this.#options.pace.penalize(1000);
  }

  /** Sends files to an upload server, by the names of their parts: no token, no pace. Resolves with the body's text. */
  async upload(url: string, parts: Readonly<Record<string, File>>, signal?: AbortSignal): Promise<string> {
    const form = new FormData();
    for (const [name, file] of Object.entries(parts)) form.append(name, file, file.name);
    const fetched = await this.#fetch('upload', url, { body: form }, signal);
    const isSuccess = 'body' in fetched && fetched.httpStatus < 300;
    const files = Object.values(parts);
    const params = {
      file: files.map((file) => file.name).join(', '),
      bytes: files.reduce((sum, file) => sum + file.size, 0),
    };
    this.#record({ method: 'upload', inner: {}, params }, fetched, isSuccess ? 'ok' : 'lost');
    if ('error' in fetched) throw fetched.error;
    if (!isSuccess) throw new VkTransportError('upload', 'http', { httpStatus: fetched.httpStatus });
    return fetched.body;
  }

  async #post(outgoing: Outgoing, token: string, signal: AbortSignal | undefined, onSent: () => void): Promise<Answer> {
    const { method } = outgoing;
    const form = new URLSearchParams({ v: this.#options.version });
    for (const [name, value] of Object.entries(outgoing.params)) form.set(name, String(value));
    const headers = { Authorization: `Bearer ${token}` };
    const url = `${this.#baseUrl}/${method}`;
    const fetched = await this.#fetch(method, url, { body: form, headers }, signal, onSent);
    const answer = this.#read(method, fetched, token);
    this.#record(outgoing, fetched, answer, token);
    return answer;
  }

  #read(method: string, fetched: Fetched, token: string): Answer {
    if ('error' in fetched) return { kind: 'lost', error: fetched.error, sent: fetched.sent };
    const { httpStatus, body } = fetched;
    const answer = readAnswer(method, body, token);
    // VK answers 200 to success and refusals alike: another status is not VK's word, except a refusal below 500.
    if (httpStatus < 300 || (httpStatus < 500 && answer.kind === 'error')) return answer;
    return { kind: 'lost', error: new VkTransportError(method, 'http', { httpStatus }), sent: true };
  }

  async #fetch(
    method: string,
    url: string,
    init: RequestInit,
    signal: AbortSignal | undefined,
    onSent: () => void = () => undefined,
  ): Promise<Fetched> {
    const startedAt = performance.now();
    const took = (): number => Math.round(performance.now() - startedAt);
    const timeout = AbortSignal.timeout(this.#options.timeoutMs);
    try {
      const response = await tellWhenSent(this.#options.fetch, onSent)(url, {
        ...init,
        method: 'POST',
        redirect: 'manual',
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
      const body = await response.text();
      return { httpStatus: response.status, body, durationMs: took() };
    } catch (cause) {
      const sent = !neverLeft(cause);
      const reason = signal?.aborted ? 'aborted' : timeout.aborted ? 'timeout' : sent ? 'cut' : 'refused';
      return {
        error: new VkTransportError(method, reason, { systemCode: systemCode(cause) }),
        sent,
        durationMs: took(),
      };
    }
  }

  #record(request: Outgoing, fetched: Fetched, answer: Answer | 'ok' | 'lost', token = ''): void {
    if (!this.#options.onCall) return;
    const kind = typeof answer === 'string' ? answer : answer.kind;
    const inner = typeof answer !== 'string' && answer.kind === 'response' ? answer.innerErrors : [];
    this.#options.onCall({
      method: request.method,
      inner: request.inner,
      status: kind === 'response' ? 'ok' : kind,
      httpStatus: 'httpStatus' in fetched ? fetched.httpStatus : null,
      durationMs: fetched.durationMs,
      errorCode: typeof answer !== 'string' && answer.kind === 'error' ? answer.error.code : null,
      innerErrorCodes: inner.map((error) => error.code),
      request: recorded(
        typeof request.params.code === 'string' ? request.params.code : JSON.stringify(request.params),
        token,
      ),
      response: 'body' in fetched ? recorded(fetched.body, token) : null,
    });
  }

  async #token(refused?: string): Promise<string> {
    const { token: source } = this.#options;
    const token = typeof source === 'string' ? source : await source(refused);
    if (/^[\x21-\x7e]+$/.test(token)) return token;
    throw new VkApiError({ code: 5, method: 'token', text: 'Not sent, the token holds characters that no token has' });
  }

  /** Whether there is another token by now; else the refusal stands, and tells why there is none. */
  async #renewal(refused: string, error: VkApiError): Promise<{ tokenChanged: boolean; error: VkApiError }> {
    try {
      return { tokenChanged: (await this.#token(refused)) !== refused, error };
    } catch (cause) {
      return { tokenChanged: false, error: error.with({ cause }) };
    }
  }
}

function recorded(text: string, token: string): string {
  const beginning = text.slice(0, RECORDED_CHARACTERS);
  return token === '' ? beginning : beginning.replaceAll(token, '***');
}

type Fetched = { durationMs: number } & (
  { httpStatus: number; body: string } | { error: VkTransportError; sent: boolean }
);

/** An answer must not be lost because the pace could not note something: a broken pace shows at the next acquire. */
async function quietly(note: () => ReturnType<VkPass['done']>): Promise<void> {
  try {
    await note();
  } catch {
    return;
  }
}

/** Whether a failed fetch certainly sent nothing: no connection was made, or the name was not found. */
function neverLeft(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(neverLeft);
  if (!isObject(error)) return false;
  if (error.syscall === 'connect' || error.syscall === 'getaddrinfo') return true;
  return error.code === 'UND_ERR_CONNECT_TIMEOUT' || neverLeft(error.cause);
}

/** The system's name of a failure, such as ECONNRESET. Messages are left out: they may quote an address or a header. */
function systemCode(error: unknown): string | null {
  if (!isObject(error)) return null;
  return typeof error.code === 'string' ? error.code : systemCode(error.cause);
}
