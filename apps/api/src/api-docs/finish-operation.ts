import type { OpenAPIObject } from '@nestjs/swagger';
import { codesOf, problemAnswer, type ProblemCodes } from './problem-answers.js';
import { sampleOf } from './samples.js';
import type { Json } from './version-31.js';

const METHODS = ['get', 'put', 'post', 'patch', 'delete'];
const SAFE = new Set(['get', 'head']);
const UNDER_LIMITS = /^\/api\//;

interface Place {
  path: string;
  method: string;
  operation: Json;
}

interface Traits {
  isPublic: boolean;
  sessionOnly: boolean;
  isSafe: boolean;
  isLimited: boolean;
  hasBody: boolean;
  hasInput: boolean;
  permissions: string[];
}

/** The operations of one path, by method. */
export function methodsOf(item: object): [string, Json][] {
  return Object.entries(item).filter(([method]) => METHODS.includes(method)) as [string, Json][];
}

/**
 * Says of an operation what follows from its guards, its method and its input, and is the same for all: security and
 * scopes, the answers every one may give, headers and examples. What is its own stands at its controller.
 */
export function finishOperation(document: OpenAPIObject, place: Place): void {
  const { operation, method } = place;
  const traits = traitsOf(place);
  operation['x-permissions'] = traits.permissions;
  operation['x-token-scope'] = traits.isPublic || traits.sessionOnly ? null : traits.isSafe ? 'read' : 'write';
  operation['security'] = securityOf(traits);
  operation['summary'] = textOf(operation['summary']).replace(/\.$/, '');
  operation['description'] = [operation['description'], wordsOf(traits)].filter(Boolean).join('\n\n');
  for (const parameter of (operation['parameters'] ?? []) as Json[]) finishParameter(document, parameter);
  giveExample(document, operation['requestBody'] as Json | undefined);
  operation['responses'] = responsesOf(document, place, traits);
  if (method === 'get' && traits.isLimited) explainConditions(operation['responses'] as Record<string, Json>);
}

function traitsOf({ path, method, operation }: Place): Traits {
  const parameters = (operation['parameters'] ?? []) as Json[];
  const hasBody = 'requestBody' in operation;
  return {
    isPublic: JSON.stringify(operation['security'] ?? []).includes('{}'),
    sessionOnly: operation['x-session-only'] === true,
    isSafe: SAFE.has(method),
    isLimited: UNDER_LIMITS.test(path),
    hasBody,
    hasInput: hasBody || parameters.some((parameter) => parameter['in'] !== 'path'),
    permissions: (operation['x-permissions'] ?? []) as string[],
  };
}

function securityOf({ isPublic, sessionOnly }: Traits): Json[] {
  if (isPublic) return [{}];
  return sessionOnly ? [{ session: [] }] : [{ session: [] }, { token: [] }];
}

function wordsOf({ isPublic, sessionOnly, isSafe, permissions }: Traits): string {
  if (isPublic) return 'Open to everyone.';
  const needed = permissions.map((one) => `\`${one}\``).join(', ') || 'none but being signed in';
  const scope = sessionOnly
    ? 'A token may not call this: whoever holds one must not take the account over or make the token outlive itself.'
    : `A token needs the scope \`${isSafe ? 'read' : 'write'}\`${isSafe ? ' (or `write`)' : ''}.`;
  return `Permission: ${needed}. ${scope}`;
}

function responsesOf(document: OpenAPIObject, place: Place, traits: Traits): Record<string, Json> {
  const answers: Record<string, Json> = {};
  const problems = usualProblems(traits);
  for (const [status, response] of Object.entries(place.operation['responses'] as Record<string, Json>)) {
    const codes = codesOf(Number(status), response);
    if (codes) add(problems, Number(status), codes, isBare(response));
    else answers[status] = describeSuccess(document, status, response, traits);
  }
  if (Object.keys(answers).every((status) => status.startsWith('3'))) {
    answers['200'] = describeSuccess(document, '200', { ...REDIRECTED }, traits);
  }
  for (const [status, codes] of problems) answers[status] = problemAnswer(document, status, codes);
  return answers;
}

/** What a caller that follows redirects sees of an operation that only redirects. */
const REDIRECTED = {
  description: 'The page that the redirect leads to, for callers that follow it',
  content: { 'text/html': { schema: { type: 'string' } } },
};

/** A problem without a code of its own adds nothing to what is known of the status. */
function isBare(response: Json): boolean {
  return !response['description'];
}

function add(problems: ProblemCodes, status: number, codes: string[], onlyIfNew: boolean): void {
  const known = problems.get(status);
  if (known && onlyIfNew) return;
  problems.set(status, new Set([...(known ?? []), ...codes]));
}

function usualProblems(traits: Traits): ProblemCodes {
  const problems: ProblemCodes = new Map();
  const when = (holds: boolean, status: number, code: string) => holds && add(problems, status, [code], false);
  when(traits.hasInput, 400, 'validation_failed');
  when(traits.hasBody, 400, 'bad_json');
  when(!traits.isPublic, 401, 'unauthorized');
  when(traits.permissions.length > 0, 403, 'forbidden');
  when(!traits.isPublic && !traits.isSafe && !traits.sessionOnly, 403, 'scope_missing');
  when(traits.sessionOnly, 403, 'session_required');
  when(traits.sessionOnly && !traits.isSafe, 403, 'scope_missing');
  when(!traits.isSafe && traits.isLimited, 403, 'cross_site');
  when(traits.hasBody, 413, 'too_large');
  when(true, 414, 'uri_too_long');
  when(traits.hasBody, 415, 'unsupported_media_type');
  when(traits.isLimited, 429, 'too_many');
  when(traits.isLimited, 500, 'internal');
  when(traits.isLimited, 503, 'unavailable');
  return problems;
}

function describeSuccess(document: OpenAPIObject, status: string, response: Json, traits: Traits): Json {
  const answer: Json = { ...response, description: response['description'] || SUCCESS[status] || 'Done' };
  answer['headers'] = {
    ...(response['headers'] as Json | undefined),
    'X-Request-Id': { $ref: '#/components/headers/RequestId' },
    ...(traits.isLimited && {
      RateLimit: { $ref: '#/components/headers/RateLimit' },
      'RateLimit-Policy': { $ref: '#/components/headers/RateLimitPolicy' },
    }),
  };
  giveExample(document, answer);
  return answer;
}

const SUCCESS: Record<string, string> = {
  200: 'Done',
  201: 'Made',
  202: 'Taken on; it is done in the background',
  204: 'Done; the answer is empty',
};

function explainConditions(responses: Record<string, Json>): void {
  const success = responses['200'];
  if (!success || !('application/json' in ((success['content'] ?? {}) as Json))) return;
  success['headers'] = { ...(success['headers'] as Json), ETag: { $ref: '#/components/headers/ETag' } };
  responses['304'] = {
    description: 'Nothing has changed since the answer whose ETag stands in `If-None-Match`; the answer is empty',
    headers: { ETag: { $ref: '#/components/headers/ETag' } },
  };
}

function giveExample(document: OpenAPIObject, holder: Json | undefined): void {
  const content = (holder?.['content'] ?? {}) as Record<string, Json>;
  for (const [type, media] of Object.entries(content)) {
    if (!media['schema'] || 'example' in media || 'examples' in media || !type.includes('json')) continue;
    media['example'] = sampleOf(document, media['schema'] as Json);
  }
}

function finishParameter(document: OpenAPIObject, parameter: Json): void {
  const schema = (parameter['schema'] ?? {}) as Json;
  const name = String(parameter['name']);
  parameter['description'] ||= PARAMETERS[name] ?? `Only those with this \`${name}\``;
  if (!('example' in parameter)) parameter['example'] = sampleOf(document, schema, name);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Parameters that mean the same wherever they stand. */
const PARAMETERS: Record<string, string> = {
  page: 'Which page, from 1',
  pageSize: 'Rows on a page',
  search: 'Only rows that contain this text',
  sort: 'A field; with a minus before it in falling order',
  id: 'The id from the list',
  storeId: 'The store’s id, as Evotor has it',
  groupId: 'The group’s id, as Evotor has it, or `none`',
  productId: 'The product’s id, as Evotor has it',
  albumId: 'The album’s id, as VK has it',
  from: 'Not before this time',
  to: 'Before this time',
  goods: 'What becomes of the goods in VK: they stay, or are hidden first',
  cursor: 'Where the page before this one ended',
  token: 'The token from the letter’s link',
};
