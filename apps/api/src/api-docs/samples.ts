import type { OpenAPIObject } from '@nestjs/swagger';
import type { Json } from './version-31.js';

const DEEPEST = 24;

/** What stands in the examples where a field brings none of its own, by the field's name. */
const BY_NAME: Record<string, unknown> = {
  id: '20190101-0A1B-4C2D-80E3-4F5061728394',
  storeId: '20190101-0A1B-4C2D-80E3-4F5061728394',
  groupId: '7c9d1f4e-5b60-4f3a-9c2e-8d7a6b5c4d3e',
  parentId: '7c9d1f4e-5b60-4f3a-9c2e-8d7a6b5c4d3e',
  productId: '3f2a9b1c-0d4e-4f5a-8b6c-7d8e9fa0b1c2',
  runId: '0b5f6e1a-7c2d-4e3f-9a4b-5c6d7e8f9a0b',
  name: 'Чай чёрный байховый, 100 г',
  email: 'merchant@example.ru',
  phone: '+79161234567',
  password: 'a long pass phrase',
  address: 'Казань, ул. Баумана, 1',
  barcodes: ['4601234567893'],
  price: '123.40',
  vkPrice: '123.40',
  nextVkPrice: '123.40',
  quantity: '12',
  priceMultiplier: '1',
  measureName: 'шт',
  reason: 'no_price',
  message: 'Нет цены',
  code: 'no_price',
  sort: '-name',
  search: 'чай',
  page: 1,
  pageSize: 50,
  total: 1,
  tokenLast4: '4f2a',
  last4: '4f2a',
  accessToken: 'the-token',
  ip: '203.0.113.7',
  url: 'https://example.ru/evosync',
  albumId: 2,
  vkProductId: 1024,
};
const PLAIN: Record<string, unknown> = {
  string: 'text',
  integer: 1,
  number: 1,
  boolean: true,
  null: null,
};
const FORMATS: Record<string, string> = {
  'date-time': '2026-03-01T09:30:00.000Z',
  date: '2026-03-01',
  email: 'merchant@example.ru',
  uri: 'https://example.ru/evosync',
  uuid: '0b5f6e1a-7c2d-4e3f-9a4b-5c6d7e8f9a0b',
};

/** A value that fits the schema, as an example: what the schema itself gives, else what its field's name suggests. */
export function sampleOf(document: OpenAPIObject, schema: Json, name = '', depth = 0): unknown {
  if (depth > DEEPEST) return null;
  const given = givenBy(schema);
  if (given !== undefined) return given;
  const deeper = (part: unknown, as = name) => sampleOf(document, part as Json, as, depth + 1);
  if (typeof schema['$ref'] === 'string') return deeper(resolve(document, schema['$ref']));
  for (const choice of ['anyOf', 'oneOf']) if (Array.isArray(schema[choice])) return deeper(schema[choice][0]);
  if (Array.isArray(schema['allOf'])) return Object.assign({}, ...schema['allOf'].map((part) => deeper(part))) as Json;
  const type = typeOf(schema);
  const named = Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined;
  if (named !== undefined && fits(named, type)) return named;
  if (type === 'array') return [deeper(schema['items'] ?? {})];
  if (type !== 'object') return FORMATS[String(schema['format'])] ?? bounded(schema, PLAIN[type] ?? 'text');
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Json>);
  return Object.fromEntries(properties.map(([key, part]) => [key, deeper(part, key)]));
}

function givenBy(schema: Json): unknown {
  const [example] = (schema['examples'] ?? []) as unknown[];
  if (example !== undefined) return example;
  if ('default' in schema) return schema['default'];
  return Array.isArray(schema['enum']) ? (schema['enum'][0] as unknown) : undefined;
}

function typeOf(schema: Json): string {
  const type: unknown = Array.isArray(schema['type']) ? schema['type'][0] : schema['type'];
  return typeof type === 'string' ? type : 'properties' in schema ? 'object' : '';
}

function fits(value: unknown, type: string): boolean {
  if (type === 'array') return Array.isArray(value);
  return type === 'integer' || type === 'number' ? typeof value === 'number' : typeof value === type;
}

/** At least what the schema asks for at the least. */
function bounded(schema: Json, value: unknown): unknown {
  const least = schema['minimum'];
  return typeof value === 'number' && typeof least === 'number' ? Math.max(value, least) : value;
}

function resolve(document: OpenAPIObject, reference: string): Json {
  const path = reference.replace(/^#\//, '').split('/');
  return path.reduce<Json>((part, key) => part[key] as Json, document as unknown as Json);
}
