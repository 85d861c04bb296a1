import type { DestinationStream, Logger, LoggerOptions } from 'pino';
import { pino } from 'pino';
import { pinoHttp, type HttpLogger } from 'pino-http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isNativeError } from 'node:util/types';
import type { Settings } from '../config/settings.js';
import { LogGate } from './log-gate.js';
import { workContext } from './work-context.js';

const SECRETS = [
  'password',
  'newPassword',
  'currentPassword',
  'token',
  'accessToken',
  'refreshToken',
  'access_token',
  'refresh_token',
  'authorization',
  'cookie',
  'secret',
];

/** The JSON log of the process; fields that hold secrets are blotted out wherever they turn up. */
export function createLogger(
  settings: Settings,
  destination?: DestinationStream,
  gate = new LogGate(settings.logLevels),
): Logger {
  const options: LoggerOptions = {
    level: gate.lowest,
    hooks: {
      logMethod(args, method, level) {
        const [first] = args as [unknown];
        const context = typeof first === 'object' && first !== null && 'context' in first ? first.context : undefined;
        if (gate.passes(context, level)) method.apply(this, args);
      },
    },
    base: { role: settings.appRole, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[hidden]' },
    serializers: { err: describeError },
    mixin: knownContext,
  };
  return destination ? pino(options, destination) : pino(options);
}

/**
 * One line a request: who asked what, how it ended and how long it took. `userIdOf` finds the caller once the request
 * has been answered.
 */
export function httpLogger(
  logger: Logger,
  userIdOf: (request: IncomingMessage) => number | undefined = () => undefined,
): HttpLogger {
  const ids = (request: IncomingMessage) => {
    const userId = userIdOf(request);
    return { requestId: request.id, ...(userId !== undefined && { userId }) };
  };
  return pinoHttp({
    logger,
    genReqId: (request) => request.id,
    serializers: { req: describeRequest, res: describeResponse, err: describeError },
    autoLogging: { ignore: (request) => /^\/(health|metrics)(\/|\?|$)/.test(request.url ?? '') },
    customLogLevel: (_request, response, error) => (error || response.statusCode >= 500 ? 'error' : 'info'),
    customSuccessObject: (request, _response, line: Record<string, unknown>) => ({ ...line, ...ids(request) }),
    customErrorObject: (request, _response, _error, { err: _known, ...line }: Record<string, unknown>) => ({
      ...line,
      ...ids(request),
    }),
    wrapSerializers: false,
  });
}

/** Every line says for which request, run and user it was written, where that is known. */
function knownContext() {
  const { requestId, runId, userId } = workContext();
  return { ...(requestId && { requestId }), ...(runId && { runId }), ...(userId && { userId }) };
}

function describeRequest(request: IncomingMessage) {
  return { method: request.method, url: withoutSecrets(originalUrl(request)) };
}

function describeResponse(response: ServerResponse) {
  return { statusCode: response.statusCode };
}

/** Not pino's own: database errors carry their parameters, and those may be secrets. */
function describeError(error: unknown): Record<string, unknown> {
  if (!isNativeError(error)) return { message: String(error) };
  const code = 'code' in error ? error.code : undefined;
  return {
    type: error.name,
    message: error.message,
    ...(code === undefined ? {} : { code }),
    stack: error.stack,
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

function originalUrl(request: IncomingMessage): string {
  return (
    ('originalUrl' in request && typeof request.originalUrl === 'string' ? request.originalUrl : request.url) ?? ''
  );
}

/** Invites and mailed links carry one-time tokens in the address. */
function withoutSecrets(url: string): string {
  return url
    .replace(/(\/invite\/)[^/?#]+/g, '$1[hidden]')
    .replace(/([?&][^=&]*(?:token|code|secret|password)[^=&]*=)[^&#]*/gi, '$1[hidden]');
}
