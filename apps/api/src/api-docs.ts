import type { INestApplication } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import { createRequire } from 'node:module';
import { SESSION_COOKIE } from './auth/session.js';
import { redocHeaders } from './common/security-headers.js';

const TAGS: [string, string][] = [
  ['auth', 'Sign-in and sessions'],
  ['connections', 'The accounts of Evotor and VK'],
  ['catalog', 'What Evotor holds and what of it is mirrored'],
  ['sync', 'Settings, runs and their progress'],
  ['vk-catalog', 'What VK holds'],
  ['admin', 'Users, roles and the journal'],
  ['health', 'Whether the service works'],
];

/** The OpenAPI document of the REST API, the same for the same code: its parts are in alphabetical order. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('EvoSync')
    .setDescription('Keeps a VK Market shop equal to the catalogue of an Evotor cash register.')
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A personal API token, `evs_...`' }, 'token')
    .addCookieAuth(SESSION_COOKIE, { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE }, 'session')
    .addSecurityRequirements('session')
    .addSecurityRequirements('token');
  TAGS.forEach(([name, description]) => builder.addTag(name, description));
  const document = SwaggerModule.createDocument(app, builder.build(), { operationIdFactory: operationId });
  const { schemas, ...components } = document.components ?? {};
  nameProblems(document);
  return {
    ...document,
    paths: sorted(document.paths),
    components: { ...components, ...(schemas && { schemas: sorted(schemas) }) },
  };
}

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

/** Errors come as problem details everywhere, so the document says it once for all operations. */
function nameProblems({ paths }: OpenAPIObject): void {
  for (const path of Object.values(paths)) {
    for (const operation of [path.get, path.put, path.post, path.patch, path.delete]) {
      for (const response of Object.values(operation?.responses ?? {})) {
        const json = response && 'content' in response ? response.content?.['application/json'] : undefined;
        if (json?.schema && '$ref' in json.schema && json.schema.$ref.endsWith('/ProblemDto')) {
          Object.assign(response ?? {}, { content: { 'application/problem+json': json } });
        }
      }
    }
  }
}

/** `AdminUsersController.list` becomes `adminUsersList`. */
function operationId(controller: string, method: string): string {
  const subject = controller.replace(/Controller$/, '');
  return subject.charAt(0).toLowerCase() + subject.slice(1) + method.charAt(0).toUpperCase() + method.slice(1);
}

function sorted<T>(parts: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(parts).sort(([one], [other]) => (one < other ? -1 : 1)));
}

const REDOC_PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>EvoSync API</title></head>
<body style="margin:0"><redoc spec-url="/docs/openapi.json" disable-google-font></redoc><script src="/redoc/redoc.js"></script></body>
</html>
`;
