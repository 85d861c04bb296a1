import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { redocHeaders } from '../common/security-headers.js';
import { describeApi } from './describe-api.js';

/** Serves Swagger UI at /docs, the document at /docs/openapi.json and ReDoc at /redoc, all from this machine. */
export function serveDocs(app: NestExpressApplication): void {
  const document = describeApi(app);
  const redoc = redocScript();
  app.use('/redoc', redocHeaders(), (request: Request, response: Response, next: NextFunction) => {
    if (request.path === '/') response.type('html').send(REDOC_PAGE);
    else if (request.path === '/redoc.js')
      response.type('text/javascript').set('Cache-Control', 'no-cache').send(redoc);
    else next();
  });
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'docs/openapi.json',
    yamlDocumentUrl: 'docs/openapi.yaml',
    customSiteTitle: 'EvoSync API',
    swaggerOptions: { persistAuthorization: false, tagsSorter: 'alpha' },
  });
}

/** ReDoc as it is packaged, but for the one picture it would fetch from its makers. */
function redocScript(): string {
  const bundle = createRequire(import.meta.url).resolve('redoc/bundles/redoc.standalone.js');
  return readFileSync(bundle, 'utf8').replaceAll(MAKERS_LOGO, NO_PICTURE);
}

const MAKERS_LOGO = 'https://cdn.redoc.ly/redoc/logo-mini.svg';
const NO_PICTURE = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';

const REDOC_PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>EvoSync API</title></head>
<body style="margin:0"><redoc spec-url="/docs/openapi.json" disable-google-font></redoc><script src="/redoc/redoc.js"></script></body>
</html>
`;
