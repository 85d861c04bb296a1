import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isNativeError } from 'node:util/types';
import { publicLookup, systemLookup, type HostLookup } from './host-lookup.js';
import { isPublicAddress } from './public-address.js';

const LIMIT_MS = 10_000;
const MOST_BYTES = 16 * 1024;
const KEPT_CHARACTERS = 2000;

/** Why no answer came. */
export const HOOK_FAILURES = [
  'private_address',
  'unknown_host',
  'refused',
  'timeout',
  'tls',
  'connection_lost',
  'unreachable',
] as const;
export type HookFailure = (typeof HOOK_FAILURES)[number];

/** The address could not be told; `failure` says why, in a word that is safe to show. */
export class HookRequestError extends Error {
  constructor(readonly failure: HookFailure) {
    super(failure);
    this.name = 'HookRequestError';
  }
}

/** What the other side answered; of a long body only the beginning. */
export interface HookAnswer {
  status: number;
  body: string;
}

export interface HookRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** For development and tests: addresses of this host and of private networks are called too. */
  allowPrivate: boolean;
  limitMs?: number;
  /** Finds the addresses of the host. */
  lookup?: HostLookup;
}

/**
 * Posts to an address that a stranger gave. The host is looked up once, every address found must be public, and the
 * connection goes to one of those very addresses, so that a name cannot mean another host a moment later. No redirect
 * is followed, no proxy or kept connection is used; time and size of the answer are bounded.
 * @throws HookRequestError
 */
export function postToHook(request: HookRequest): Promise<HookAnswer> {
  const url = new URL(request.url);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) && !request.allowPrivate && !isPublicAddress(host)) throw new HookRequestError('private_address');
  const signal = AbortSignal.timeout(request.limitMs ?? LIMIT_MS);
  return new Promise((resolve, reject) => {
    let readSoFar: (() => void) | null = null;
    const fail = (error: unknown) => {
      if (readSoFar) readSoFar();
      else reject(new HookRequestError(signal.aborted ? 'timeout' : failureOf(error)));
    };
    const call = (url.protocol === 'https:' ? https : http).request(url, {
      method: 'POST',
      agent: false,
      signal,
      headers: { ...request.headers, 'Content-Length': Buffer.byteLength(request.body), Connection: 'close' },
      lookup: guarded(request.lookup ?? (request.allowPrivate ? systemLookup : publicLookup), request.allowPrivate),
    });
    call.on('error', fail);
    call.on('socket', (socket) => {
      socket.once('connect', () => {
        const reached = socket.remoteAddress ?? '';
        if (!request.allowPrivate && !isPublicAddress(reached)) call.destroy(new HookRequestError('private_address'));
      });
    });
    call.on('response', (response) => {
      const pieces: Buffer[] = [];
      let size = 0;
      const done = () => {
        const text = Buffer.concat(pieces).toString('utf8').slice(0, KEPT_CHARACTERS);
        resolve({ status: response.statusCode ?? 0, body: text });
        call.destroy();
      };
      readSoFar = done;
      response.on('data', (piece: Buffer) => {
        pieces.push(piece);
        size += piece.length;
        if (size > MOST_BYTES) done();
      });
      response.once('end', done);
      response.once('error', done);
    });
    call.end(request.body);
  });
}

/** Answers with public addresses only; one private among them, and none is answered. */
function guarded(lookup: HostLookup, allowPrivate: boolean): LookupFunction {
  return (hostname, options, callback) => {
    const refuse = (failure: HookFailure) => callback(new HookRequestError(failure), '');
    lookup(hostname).then(
      (found) => {
        const [first] = found;
        if (!first) return refuse('unknown_host');
        if (!allowPrivate && !found.every(({ address }) => isPublicAddress(address))) return refuse('private_address');
        if (options.all) callback(null, found);
        else callback(null, first.address, first.family);
      },
      () => refuse('unknown_host'),
    );
  };
}

const FAILURES: Record<string, HookFailure> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'connection_lost',
  EPIPE: 'connection_lost',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
};

function failureOf(error: unknown): HookFailure {
  if (error instanceof HookRequestError) return error.failure;
  const code = isNativeError(error) && 'code' in error ? String(error.code) : '';
  if (/^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|EPROTO)/.test(code)) return 'tls';
  return FAILURES[code] ?? 'connection_lost';
}
