import { NotFoundException, RequestMethod } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import { refuseCrossSite } from './auth/cross-site.js';
import { Sessions } from './auth/session.js';
import { serveDocs } from './api-docs.js';
import { jsonBody } from './common/json-body.js';
import { httpLogger } from './common/logging.js';
import { QuietLogger, ROOT_LOGGER } from './common/logging.module.js';
import { sendProblem } from './common/problem.filter.js';
import { requestId } from './common/request-id.js';
import { securityHeaders } from './common/security-headers.js';
import { webPages } from './common/web-pages.js';
import { Settings } from './config/settings.js';
import { Metrics } from './health/metrics.js';

/** Where the REST API stands. */
const API_PREFIX = 'api/v1';

/** Paths that others fixed, outside the prefix. */
const ROOT_PATHS = ['health', 'metrics', 'user/*path'];

/** Puts everything between the socket and the controllers, the same for the product and for its tests; then starts. */
export async function configureApp(app: NestExpressApplication): Promise<void> {
  const settings = app.get(Settings);
  app.useLogger(app.get(QuietLogger));
  app.set('trust proxy', 'loopback, linklocal, uniquelocal');
  app.disable('x-powered-by');
  app.use(requestId, httpLogger(app.get<Logger>(ROOT_LOGGER)), app.get(Metrics).countRequests());
  setPrefix(app);
  if (settings.appRole === 'worker') {
    app.use(onlyHealth);
    await app.init();
    return;
  }
  const https = settings.baseUrl.startsWith('https:');
  app.use(securityHeaders({ chat: !!settings.jivositeWidgetId, https }));
  app.use(jsonBody());
  app.use(`/${API_PREFIX}`, refuseCrossSite(settings.baseUrl), ...app.get(Sessions).middleware());
  serveDocs(app);
  webPages(settings.webDistDir).forEach((handler) => app.use(handler));
  await app.init();
  app.use((request: Request, response: Response) => sendProblem(new NotFoundException(), request, response));
}

/** Puts the controllers under the prefix, except those whose paths others fixed. */
export function setPrefix(app: NestExpressApplication): void {
  app.setGlobalPrefix(API_PREFIX, { exclude: ROOT_PATHS.map((path) => ({ path, method: RequestMethod.ALL })) });
}

function onlyHealth(request: Request, response: Response, next: NextFunction): void {
  if (/^\/(health|metrics)$/.test(request.path)) return next();
  response.status(404).end();
}
