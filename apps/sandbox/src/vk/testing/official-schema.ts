import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A node of the official JSON schema, as loosely typed as it is published. */
export interface SchemaNode {
  type?: string | string[];
  properties?: Record<string, SchemaNode>;
  items?: SchemaNode;
  allOf?: SchemaNode[];
  enum?: (string | number)[];
  required?: boolean;
  minimum?: number;
  maxLength?: number;
  $ref?: string;
}

export interface OfficialSchema {
  methods: {
    name: string;
    access_token_type: string[];
    errors?: { $ref: string }[];
    parameters?: Record<string, unknown>[];
  }[];
  objects: Record<string, SchemaNode>;
  errors: Record<string, { code: number; description: string }>;
}

const FILE = fileURLToPath(new URL('../../../../../../shared/reference/vk-market.schema.json', import.meta.url));

/** VK's published schema where it lies beside the project; the project does not contain it. */
export function officialSchema(): OfficialSchema | undefined {
  return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as OfficialSchema) : undefined;
}

/** Where `value` departs from the definition `name`: lines like `items.0.price: missing`. References that are not included pass. */
export function departures(schema: OfficialSchema, name: string, value: unknown): string[] {
  const definition = schema.objects[name];
  if (!definition) throw new Error(`no definition ${name}`);
  return compare(schema, definition, value, '');
}

function compare(schema: OfficialSchema, node: SchemaNode, value: unknown, path: string): string[] {
  const target = node.$ref ? schema.objects[node.$ref.split('/').at(-1) ?? ''] : node;
  if (!target) return [];
  const found = (target.allOf ?? []).flatMap((part) => compare(schema, part, value, path));
  if (target.enum && !target.enum.includes(value as string)) found.push(`${path}: not one of ${target.enum.join()}`);
  if (target.type && !isOf([target.type].flat(), value)) return [...found, `${path}: not ${String(target.type)}`];
  if (typeof value === 'number' && value < (target.minimum ?? -Infinity)) found.push(`${path}: under the minimum`);
  if (Array.isArray(value) && target.items) {
    const { items } = target;
    found.push(...value.flatMap((item, index) => compare(schema, items, item, `${path}.${index}`)));
  }
  for (const [key, property] of Object.entries(target.properties ?? {})) {
    const member = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
    if (member !== undefined) found.push(...compare(schema, property, member, `${path}.${key}`));
    else if (property.required) found.push(`${path}.${key}: missing`);
  }
  return found;
}

function isOf(types: string[], value: unknown): boolean {
  return types.some((type) => {
    if (type === 'integer') return Number.isInteger(value);
    if (type === 'array') return Array.isArray(value);
    if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
    return typeof value === type;
  });
}
