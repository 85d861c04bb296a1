import type { OpenAPIObject } from '@nestjs/swagger';

/** A schema, or a part of one, as JSON. */
export type Json = Record<string, unknown>;

/** Turns what Nest writes in the words of OpenAPI 3.0 into those of 3.1 (JSON Schema 2020-12), in place. */
export function toVersion31(document: OpenAPIObject): void {
  walk(document);
}

function walk(value: unknown): void {
  if (Array.isArray(value)) return value.forEach(walk);
  if (!isObject(value)) return;
  Object.values(value).forEach(walk);
  if (isSchema(value)) modernise(value);
}

/** Nest writes nothing else that has one of these. */
function isSchema(value: Json): boolean {
  return 'nullable' in value || Array.isArray(value['allOf']) || typeof value['type'] === 'string';
}

function modernise(schema: Json): void {
  unwrapSingle(schema);
  if ('example' in schema) {
    schema['examples'] = [schema['example']];
    delete schema['example'];
  }
  if (schema['nullable'] === true) allowNull(schema);
  delete schema['nullable'];
}

/** One reference needs no `allOf` around it: words may stand beside it now. */
function unwrapSingle(schema: Json): void {
  const parts = schema['allOf'];
  if (!Array.isArray(parts) || parts.length !== 1) return;
  delete schema['allOf'];
  delete schema['type'];
  Object.assign(schema, parts[0]);
}

function allowNull(schema: Json): void {
  if (Array.isArray(schema['enum'])) schema['enum'] = [...(schema['enum'] as unknown[]), null];
  if (typeof schema['type'] === 'string') schema['type'] = [schema['type'], 'null'];
  if (typeof schema['$ref'] === 'string') {
    schema['anyOf'] = [{ $ref: schema['$ref'] }, { type: 'null' }];
    delete schema['$ref'];
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}
