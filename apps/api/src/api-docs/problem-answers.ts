import type { OpenAPIObject } from '@nestjs/swagger';
import { STATUS_CODES } from 'node:http';
import { KNOWN_PROBLEMS } from '../common/problem.filter.js';
import type { Json } from './version-31.js';

const REFERENCE = '#/components/schemas/ProblemDto';
const CODE = /^`?([a-z][a-z0-9_]+)`?(?=$|[\s:])/;

/** Codes by status. */
export type ProblemCodes = Map<number, Set<string>>;

/**
 * The codes a controller names for one answer: `@ApiConflictResponse({ type: ProblemDto, description: 'email_taken,
 * yourself' })`; without a name, the usual code of the status. Null for an answer that is no problem.
 */
export function codesOf(status: number, response: Json): string[] | null {
  if (!JSON.stringify(response).includes(REFERENCE)) return null;
  const named = String(response['description'])
    .split(/[,;]\s*/)
    .flatMap((part) => CODE.exec(part.trim())?.[1] ?? []);
  return named.length > 0 ? named : [KNOWN_PROBLEMS[status]?.code ?? 'error'];
}

/** Refers to the answer with this status and these codes; it stands once in the document, with an example a code. */
export function problemAnswer(document: OpenAPIObject, status: number, codes: Iterable<string>): Json {
  const known = [...codes].sort();
  const title = STATUS_CODES[status] ?? 'Error';
  const name = [title.replace(/\W+/g, ''), ...known].join('.');
  const responses = ((document.components ??= {}).responses ??= {});
  responses[name] ??= describe(status, title, known);
  return { $ref: `#/components/responses/${name}` };
}

function describe(status: number, title: string, codes: string[]) {
  const examples = codes.map((code) => [code, { value: exampleOf(status, title, code) }] as const);
  return {
    description: `${title}: ${codes.map((code) => `\`${code}\``).join(', ')}`,
    headers: {
      'X-Request-Id': { $ref: '#/components/headers/RequestId' },
      ...(status === 429 && { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } }),
    },
    content: { 'application/problem+json': { schema: { $ref: REFERENCE }, examples: Object.fromEntries(examples) } },
  };
}

function exampleOf(status: number, title: string, code: string): Json {
  const known = KNOWN_PROBLEMS[status];
  const wrongInput = code === 'validation_failed';
  const own =
    known?.code === code || !known ? (known?.detail.en ?? title) : 'Says in a sentence what the code stands for';
  return {
    type: 'about:blank',
    title,
    status,
    detail: wrongInput ? 'Check the marked fields' : own,
    code,
    ...(wrongInput && { errors: [{ field: 'name', message: 'Fill in this field' }] }),
    instance: '/api/v1/sync/runs',
    requestId: '6f1c8c0e-2a9c-4b8e-9d53-0d3a3f0c7a11',
  };
}
