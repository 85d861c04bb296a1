import { isNativeError } from 'node:util/types';

const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ETIMEDOUT',
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR',
  'POOL_CLOSED',
  'ER_CON_COUNT_ERROR',
  'ER_SERVER_SHUTDOWN',
  'ER_CONNECTION_KILLED',
]);

const DRIVER_ERRORS = new Set([
  'ClientOfflineError',
  'ClientClosedError',
  'SocketClosedUnexpectedlyError',
  'ConnectionTimeoutError',
  'SocketTimeoutError',
  'DisconnectsClientError',
  'MaxRetriesPerRequestError',
  'EngineSilentError',
]);

/** Redis or MariaDB did not answer in time. */
export class EngineSilentError extends Error {
  constructor(engine: string, limitMs: number) {
    super(`${engine} did not answer within ${limitMs} ms`);
    this.name = 'EngineSilentError';
  }
}

/** True for errors that mean: MariaDB or Redis cannot be reached right now. */
export function isEngineDown(error: unknown): boolean {
  if (!isNativeError(error)) return false;
  if (DRIVER_ERRORS.has(error.name) || DRIVER_ERRORS.has(error.constructor.name)) return true;
  if ('code' in error && NETWORK_CODES.has(String(error.code))) return true;
  return 'driverError' in error && isEngineDown(error.driverError);
}

/** @throws EngineSilentError when `answer` takes longer than `limitMs` */
export async function answerWithin<T>(limitMs: number, engine: string, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new EngineSilentError(engine, limitMs)), limitMs);
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}
