import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { SESSION_COOKIE } from '../auth/session.js';
import { finishOperation, methodsOf } from './finish-operation.js';
import { sharedParts } from './shared-parts.js';
import { toVersion31 } from './version-31.js';

/** The modules as integrators know them. An operation without one of these tags does not pass `npm run check`. */
const TAGS: [string, string][] = [
  ['auth', 'Registration, sign-in, letters and sessions. Programs use an API token instead and need none of this.'],
  ['profile', 'One’s own account: name, password, open sessions and personal API tokens.'],
  ['connections', 'The accounts of Evotor and VK. Their tokens go in, and never come out again.'],
  ['catalog', 'What Evotor holds, what of it is mirrored, and what became of each product in VK.'],
  ['sync', 'Settings, the preview, runs and their progress, and what came of each product.'],
  ['vk-catalog', 'What VK holds, as it was read last.'],
  ['hooks', 'Addresses of one’s own programs that are told of events, and the log of what was delivered to them.'],
  ['admin', 'Users, roles, the overview, the audit trail and the journal of calls. Merchants have no access.'],
  ['health', 'Whether the service works.'],
];

const DESCRIPTION = `Keeps a VK Market shop equal to the catalogue of an Evotor cash register.

**Who calls.** \`Authorization: Bearer evs_...\` with a personal API token from the profile (scopes \`read\` and
\`write\`; \`write\` includes reading), or the session cookie of a browser. Each operation names the permission it asks
for (\`x-permissions\`) and the scope a token needs (\`x-token-scope\`); the few that no token may call say so.

**Lists** take \`page\` (from 1), \`pageSize\` (up to 200), \`search\` and \`sort\`, and answer
\`{ items, total, page, pageSize }\`. Answers to GET carry an \`ETag\`: sent back in \`If-None-Match\` it is answered
with an empty 304 while nothing has changed.

**Errors** are problem details (RFC 9457) with a stable \`code\`; wrong input names its fields in \`errors\`. Texts come
in Russian, or in English with \`Accept-Language: en\`.

**Limits.** \`RateLimit-Policy\` and \`RateLimit\` tell how many requests are allowed and left; beyond them 429 with
\`Retry-After\`. Times are ISO 8601 in UTC, money is a decimal string in roubles (\`"123.40"\`).`;

/** The OpenAPI 3.1 document of the REST API, the same for the same code: its parts are in alphabetical order. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('EvoSync')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .setContact('EvoSync', '/', '')
    .addServer('/', 'Where this document came from')
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', description: 'A personal API token, `evs_...`, with its scopes' },
      'token',
    )
    .addCookieAuth(
      SESSION_COOKIE,
      { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE, description: 'The session of a signed-in person' },
      'session',
    )
    .addSecurityRequirements('session')
    .addSecurityRequirements('token');
  TAGS.forEach(([name, description]) => builder.addTag(name, description));
  const document = SwaggerModule.createDocument(app, builder.build(), { operationIdFactory: operationId });
  document.info = {
    ...document.info,
    contact: { name: 'EvoSync' },
    license: { name: 'Proprietary', identifier: 'LicenseRef-Proprietary' } as { name: string },
  };
  document.paths = sorted(document.paths);
  const parts = sharedParts();
  document.components = {
    ...document.components,
    ...parts,
    schemas: sorted({ ...document.components?.schemas, ...parts.schemas }),
  };
  toVersion31(document);
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of methodsOf(item)) finishOperation(document, { path, method, operation });
  }
  return document;
}

/** `AdminUsersController.list` becomes `adminUsersList`. */
function operationId(controller: string, method: string): string {
  const subject = controller.replace(/Controller$/, '');
  return subject.charAt(0).toLowerCase() + subject.slice(1) + method.charAt(0).toUpperCase() + method.slice(1);
}

function sorted<T>(parts: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(parts).sort(([one], [other]) => (one < other ? -1 : 1)));
}
