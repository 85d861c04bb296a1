import { RunnerError } from '../errors.ts';

const PATIENCE_MS = 60_000;

/** One person's way into EvoSync's REST API: keeps the session cookie between calls. */
export class RestClient {
  readonly #baseUrl: string;
  #cookie: string | null = null;

  constructor(productUrl: string) {
    this.#baseUrl = `${productUrl}/api/v1/`;
  }

  /** Signs in; all later calls are this person's. */
  async signIn(email: string, password: string): Promise<void> {
    await this.call('POST', 'auth/login', { email, password });
    if (this.#cookie === null) throw new RunnerError('EvoSync gave no session cookie at sign-in.');
  }

  /** The session cookie as a browser sends it; null before signing in. */
  get cookie(): string | null {
    return this.#cookie;
  }

  /** Rejects with method, path, status and the problem's words for anything but a 2xx; bodies sent are never shown. */
  async call<T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<T> {
    const response = await fetch(this.#baseUrl + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.#cookie === null ? {} : { cookie: this.#cookie }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new RunnerError(`${method} /api/v1/${path} was answered with ${response.status}: ${text.slice(0, 500)}`);
    }
    const [setCookie] = response.headers.getSetCookie();
    this.#cookie = setCookie?.split(';')[0] ?? this.#cookie;
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}
