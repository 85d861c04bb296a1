import { createHash, randomBytes } from 'node:crypto';
import { isObject, textOrNull } from './json.js';

export interface VkIdOptions {
  /** For example `https://id.vk.com`. */
  baseUrl: string;
  clientId: string;
  /** Our address that VK sends people back to; the same at every step of a sign-in. */
  redirectUri: string;
  timeoutMs?: number;
  fetch?: typeof globalThis.fetch;
  onCall?: (record: VkIdCallRecord) => void;
}

/** One exchange with VK ID, for the journal. It holds neither codes nor tokens. */
export interface VkIdCallRecord {
  grantType: GrantType;
  httpStatus: number | null;
  errorCode: string | null;
  durationMs: number;
}

/** What VK ID hands out: the access token is short-lived, the refresh token is good for one use. */
export interface VkIdTokens {
  accessToken: string;
  refreshToken: string;
  /** Null: VK did not say. */
  expiresInSeconds: number | null;
  userId: number | null;
  /** The rights that were granted, lower case; null: VK did not say. */
  rights: string[] | null;
}

/** VK ID said no, and would say so again: the person has to sign in anew. */
export class VkIdRefusedError extends Error {
  /** VK's own code, such as `invalid_grant`. */
  readonly code: string;

  constructor(code: string, description: string | null = null) {
    super(`VK ID refused: ${code}${description ? ` (${description})` : ''}`);
    this.name = 'VkIdRefusedError';
    this.code = code;
  }
}

/** No answer of VK ID that can be used came. The request may have been carried out all the same. */
export class VkIdUnavailableError extends Error {
  constructor(reason: string) {
    super(`VK ID gave no usable answer (${reason})`);
    this.name = 'VkIdUnavailableError';
  }
}

type GrantType = 'authorization_code' | 'refresh_token';

/** The secret that stays with us, and what of it goes into the authorise request (RFC 7636, S256). */
export interface Pkce {
  verifier: string;
  challenge: string;
}

const RIGHTS = ['market', 'photos', 'groups'];
/** Refusals that may pass; any other one stands. */
const PASSING = new Set(['slow_down', 'server_error', 'temporarily_unavailable', 'timeout', 'internal_error']);
const MOST_CHARACTERS = 64_000;

/** A fresh pair for one sign-in. */
export function newPkce(): Pkce {
  const verifier = newState();
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/** 48 random bytes as 64 characters: what comes back unchanged proves that the answer is to our question. */
export function newState(): string {
  return randomBytes(48).toString('base64url');
}

/** VK ID, OAuth 2 with PKCE: sends people there, and turns what they bring back into tokens. */
export class VkId {
  readonly #options: VkIdOptions;
  readonly #baseUrl: string;

  constructor(options: VkIdOptions) {
    this.#options = options;
    this.#baseUrl = options.baseUrl.replace(/\/+$/, '');
  }

  /** Where a person's browser goes to sign in and to grant the rights `market`, `photos` and `groups`. */
  authorizeUrl(state: string, challenge: string): string {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: this.#options.clientId,
      redirect_uri: this.#options.redirectUri,
      state,
      code_challenge: challenge,
      code_challenge_method: 'S256',
      scope: RIGHTS.join(' '),
    });
    return `${this.#baseUrl}/authorize?${query.toString()}`;
  }

  /**
   * The tokens for a code that a person brought back. @throws VkIdRefusedError when the code is no good;
   * VkIdUnavailableError when no usable answer came
   */
  exchange(grant: { code: string; verifier: string; deviceId: string; state: string }): Promise<VkIdTokens> {
    return this.#ask('authorization_code', grant.state, {
      code: grant.code,
      code_verifier: grant.verifier,
      redirect_uri: this.#options.redirectUri,
      device_id: grant.deviceId,
    });
  }

  /**
   * A new pair of tokens; the old refresh token is used up as soon as VK has seen it, even if its answer is lost.
   * @throws as {@link exchange}
   */
  refresh(grant: { refreshToken: string; deviceId: string }): Promise<VkIdTokens> {
    return this.#ask('refresh_token', newState(), {
      refresh_token: grant.refreshToken,
      device_id: grant.deviceId,
      scope: RIGHTS.join(' '),
    });
  }

  async #ask(grantType: GrantType, state: string, fields: Record<string, string>): Promise<VkIdTokens> {
    const startedAt = performance.now();
    let httpStatus: number | null = null;
    let errorCode: string | null = 'no_answer';
    try {
      const form = { grant_type: grantType, client_id: this.#options.clientId, state, ...fields };
      const response = await this.#post(form);
      httpStatus = response.status;
      const tokens = read(response.status, response.body, state);
      errorCode = null;
      return tokens;
    } catch (error) {
      if (error instanceof VkIdRefusedError) errorCode = error.code;
      throw error;
    } finally {
      const durationMs = Math.round(performance.now() - startedAt);
      this.#options.onCall?.({ grantType, httpStatus, errorCode, durationMs });
    }
  }

  async #post(form: Record<string, string>): Promise<{ status: number; body: string }> {
    try {
      const response = await (this.#options.fetch ?? fetch)(`${this.#baseUrl}/oauth2/auth`, {
        method: 'POST',
        body: new URLSearchParams(form),
        redirect: 'manual',
        signal: AbortSignal.timeout(this.#options.timeoutMs ?? 15_000),
      });
      return { status: response.status, body: (await response.text()).slice(0, MOST_CHARACTERS) };
    } catch (error) {
      // The cause may quote the request, which holds tokens.
      throw new VkIdUnavailableError(error instanceof Error ? error.name : 'cut');
    }
  }
}

/** VK ID may refuse with any HTTP status: what counts is what stands in the body. */
function read(status: number, body: string, state: string): VkIdTokens {
  const answer = parsed(body);
  const code = textOrNull(answer?.error);
  if (code !== null) {
    if (status >= 500 || PASSING.has(code)) throw new VkIdUnavailableError(code);
    throw new VkIdRefusedError(code.slice(0, 60), textOrNull(answer?.error_description)?.slice(0, 200) ?? null);
  }
  if (!answer || status >= 300) throw new VkIdUnavailableError(`HTTP ${status}`);
  if (answer.state !== state) throw new VkIdUnavailableError('the state came back changed');
  const accessToken = textOrNull(answer.access_token);
  const refreshToken = textOrNull(answer.refresh_token);
  if (accessToken === null || refreshToken === null) throw new VkIdUnavailableError('no tokens in the answer');
  const seconds = Number(answer.expires_in);
  const userId = Number(answer.user_id);
  const rights = textOrNull(answer.scope);
  return {
    accessToken,
    refreshToken,
    expiresInSeconds: Number.isFinite(seconds) && seconds > 0 ? seconds : null,
    userId: Number.isSafeInteger(userId) && userId > 0 ? userId : null,
    rights:
      rights === null
        ? null
        : rights
            .toLowerCase()
            .split(/[\s,]+/)
            .filter(Boolean),
  };
}

function parsed(body: string) {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
