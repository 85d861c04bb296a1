import { NotFoundException, RequestMethod } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Redis } from 'ioredis';
import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import { signedInUser } from './auth/current-user.js';
import { refuseCrossSite } from './auth/cross-site.js';
import type { SessionUser } from './auth/local.strategy.js';
import { Sessions } from './auth/session.js';
import { serveDocs } from './api-docs/serve-docs.js';
import { keepCachesHonest } from './common/caching.js';
import { compressed } from './common/compressed.js';
import { explainJson, jsonBody } from './common/json-body.js';
import { httpLogger } from './common/logging.js';
import { QuietLogger, ROOT_LOGGER } from './common/logging.module.js';
import { refuseOtherMedia } from './common/media-type.js';
import { sendProblem } from './common/problem.filter.js';
import { limitRequests } from './common/rate-limit.js';
import { REDIS } from './common/redis.js';
import { boundUrl, explainRefusals, plainPath } from './common/request-bounds.js';
import { requestId } from './common/request-id.js';
import { securityHeaders } from './common/security-headers.js';
import { webPages } from './common/web-pages.js';
import { inWorkContext } from './common/work-context.js';
import { Settings } from './config/settings.js';
import { isAboutHealth } from './health/health-paths.js';
import { Metrics } from './health/metrics.js';
import { WebhookGate } from './webhooks/webhook-gate.js';
import { webhookPaths } from './webhooks/webhook-paths.js';

/** Where the REST API stands. */
const API_PREFIX = 'api/v1';

/** Paths that others fixed, outside the prefix. */
const ROOT_PATHS = ['health', 'health/live', 'health/ready', 'metrics', ...Object.values(webhookPaths).flat()];

/** Puts everything between the socket and the controllers, the same for the product and for its tests; then starts. */
export async function configureApp(app: NestExpressApplication): Promise<void> {
  const settings = app.get(Settings);
  app.useLogger(app.get(QuietLogger));
  app.set('trust proxy', settings.trustProxy);
  app.disable('x-powered-by');
  app.use(requestId, httpLogger(app.get<Logger>(ROOT_LOGGER), userIdOf), app.get(Metrics).countRequests());
  setPrefix(app);
  if (settings.appRole === 'worker') {
    app.use(onlyHealth);
    await app.init();
    return;
  }
  const https = settings.baseUrl.startsWith('https:');
  explainRefusals(app.getHttpServer());
  app.use(securityHeaders({ chat: !!settings.jivositeWidgetId, https }));
  app.use(compressed(), boundUrl());
  const webhooks = app.get(WebhookGate, { strict: false });
  const ours = (handlers: RequestHandler[]) => handlers.map((handler) => webhooks.passBy(handler));
  app.use(webhooks.handler());
  app.use(...ours([jsonBody()]), explainJson);
  app.use(
    `/${API_PREFIX}`,
    ...ours([
      plainPath(),
      keepCachesHonest,
      refuseOtherMedia(),
      refuseCrossSite(settings.baseUrl),
      ...app.get(Sessions).middleware(),
      requestLimit(app.get<Redis>(REDIS), settings),
    ]),
  );
  app.use(inRequestContext);
  serveDocs(app);
  ours(webPages(settings.webDistDir)).forEach((handler) => app.use(handler));
  await app.init();
  app.use((request: Request, response: Response) => sendProblem(new NotFoundException(), request, response));
}

/** Puts the controllers under the prefix, except those whose paths others fixed. */
export function setPrefix(app: NestExpressApplication): void {
  app.setGlobalPrefix(API_PREFIX, { exclude: ROOT_PATHS.map((path) => ({ path, method: RequestMethod.ALL })) });
}

function requestLimit(redis: Redis, { apiRequestsPerMinute, redisPrefix }: Settings) {
  return limitRequests(redis, {
    perMinute: apiRequestsPerMinute,
    keyPrefix: `${redisPrefix}:requests:`,
    userIdOf: (request) => (request.user as SessionUser | undefined)?.id,
  });
}

/** What is done for a request knows the request and, once the sign-in guard has found the caller, the user. */
function inRequestContext(request: Request, response: Response, next: NextFunction): void {
  const context = {
    requestId: response.get('X-Request-Id') ?? null,
    get userId() {
      return userIdOf(request) ?? null;
    },
  };
  inWorkContext(context, next);
}

function userIdOf(request: IncomingMessage): number | undefined {
  return signedInUser(request as Request)?.id;
}

function onlyHealth(request: Request, response: Response, next: NextFunction): void {
  if (isAboutHealth(request.path)) return next();
  response.status(404).end();
}
