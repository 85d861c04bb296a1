import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import { createRequire } from 'node:module';
import { redocHeaders } from '../common/security-headers.js';
import { describeApi } from './describe-api.js';

/** Serves Swagger UI at /docs, the document at /docs/openapi.json and ReDoc at /redoc, all from this machine. */
export function serveDocs(app: NestExpressApplication): void {
  const document = describeApi(app);
  const bundle = createRequire(import.meta.url).resolve('redoc/bundles/redoc.standalone.js');
  app.use('/redoc', redocHeaders(), (request: Request, response: Response, next: NextFunction) => {
    if (request.path === '/') response.type('html').send(REDOC_PAGE);
    else if (request.path === '/redoc.js') response.sendFile(bundle);
    else next();
  });
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'docs/openapi.json',
    yamlDocumentUrl: 'docs/openapi.yaml',
    customSiteTitle: 'EvoSync API',
    swaggerOptions: { persistAuthorization: false, tagsSorter: 'alpha' },
  });
}

const REDOC_PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>EvoSync API</title></head>
<body style="margin:0"><redoc spec-url="/docs/openapi.json" disable-google-font></redoc><script src="/redoc/redoc.js"></script></body>
</html>
`;
