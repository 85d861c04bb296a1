import type { Call } from './access-world.js';

interface Schema {
  $ref?: string;
  allOf?: Schema[];
  properties?: Record<string, Schema>;
}

interface Parameter {
  name: string;
  in: string;
}

interface Operation {
  parameters?: Parameter[];
  requestBody?: { content?: Record<string, { schema?: Schema }> };
}

/** The parts of openapi.json that say what an operation takes. */
export interface ApiDocument {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

const VALUES: unknown[] = [
  null,
  '',
  ' ',
  0,
  -1,
  1.5,
  9e99,
  true,
  [],
  [null],
  [{}],
  {},
  { $ne: '' },
  "' OR 1=1 -- %_\\",
  '\u0000',
  '\ud800',
  '\u{1f375}'.repeat(300),
  'x'.repeat(100_000),
  '9999-99-99T99:99:99Z',
];
const BODIES: unknown[] = [{}, [], [[]], [{}], ['x']];
const TEXTS = [
  '',
  ' ',
  '0',
  '-1',
  '1.5',
  '9e99',
  'NaN',
  'null',
  '[]',
  "' OR 1=1 -- %_\\",
  '\u0000',
  '\u{1f375}'.repeat(50),
];
const DATES = ['0000-00-00', '2026-02-30', '275760-09-12T00:00:00Z', '-000001-01-01T00:00:00Z', '0001-01-01'];
const LONG = 'x'.repeat(5000);

/** What an operation is called with instead of what makes sense: one thing is wrong at a time. `call` makes sense. */
export function nonsenseOf(document: ApiDocument, operation: string, call: Call): Call[] {
  const [method = '', template = ''] = operation.split(' ');
  const { parameters = [], requestBody } = document.paths[template]?.[method.toLowerCase()] ?? {};
  const schema = Object.values(requestBody?.content ?? {})[0]?.schema;
  return [
    ...(schema ? wrongBodies(call, fieldsOf(document, schema)) : []),
    ...parameters.filter((one) => one.in === 'query').flatMap(({ name }) => wrongQueries(call, name)),
    ...wrongPaths(call, template),
  ];
}

function wrongBodies(call: Call, fields: string[]): Call[] {
  const fieldwise = fields.flatMap((field) => VALUES.map((value) => ({ ...call.body, [field]: value })));
  return [...fieldwise, ...BODIES].map((body) => ({ ...call, body: body as object }));
}

function wrongQueries({ path, ...call }: Call, name: string): Call[] {
  const queries = [...TEXTS, ...DATES, LONG].map((text) => `${name}=${encodeURIComponent(text)}`);
  return [...queries, `${name}=1&${name}=2`, `${name}[a]=1`].map((query) => ({ ...call, path: `${path}?${query}` }));
}

function wrongPaths(call: Call, template: string): Call[] {
  const pieces = call.path.split('/');
  return template.split('/').flatMap((part, place) => {
    if (!part.startsWith('{')) return [];
    return [...TEXTS.filter((text) => text.trim()), '9999999999', LONG].map((text) => ({
      ...call,
      path: pieces.with(place, encodeURIComponent(text)).join('/'),
    }));
  });
}

function fieldsOf(document: ApiDocument, schema: Schema): string[] {
  const named = schema.$ref ? document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] : undefined;
  const parts = [...(named ? [named] : []), ...(schema.allOf ?? [])].flatMap((part) => fieldsOf(document, part));
  return [...new Set([...Object.keys(schema.properties ?? {}), ...parts])];
}
