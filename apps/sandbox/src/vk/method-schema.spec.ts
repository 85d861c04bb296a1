import { describe, expect, it } from '@jest/globals';
import { ERROR_TEXTS } from './error-texts.js';
import { METHOD_SCHEMA, WORD_SETS } from './method-schema.js';
import { METHODS } from './methods/index.js';
import { officialSchema } from './testing/official-schema.js';

/** Known to the simulator beside the excerpt of the official schema that is at hand. */
const BESIDE_EXCERPT = ['groups.get'];

const official = officialSchema();
const withOfficial = official ? describe : describe.skip;

describe('the methods', () => {
  it('are those of the schema, every one', () => {
    expect([...METHODS.keys()].sort()).toEqual(Object.keys(METHOD_SCHEMA).sort());
  });
});

withOfficial('the copy of the official schema', () => {
  const methods = official?.methods ?? [];
  const codeOf = (ref: string): number => official?.errors[ref.split('/').at(-1) ?? '']?.code ?? 0;

  it('has the same methods', () => {
    const known = [...methods.map((method) => method.name), ...BESIDE_EXCERPT];
    expect(Object.keys(METHOD_SCHEMA).sort()).toEqual(known.sort());
    expect(methods).toHaveLength(19);
  });

  it.each(methods.map((method) => [method.name, method] as const))('%s is the same', (name, method) => {
    expect(METHOD_SCHEMA[name]).toEqual({
      tokens: method.access_token_type,
      errors: (method.errors ?? []).map((error) => codeOf(error.$ref)),
      parameters: (method.parameters ?? []).map(compact),
    });
  });

  it('has the same error texts and words', () => {
    const errors = Object.values(official?.errors ?? {}).map((error) => [error.code, error.description]);
    expect(ERROR_TEXTS).toEqual(Object.fromEntries(errors));
    for (const [name, words] of Object.entries(WORD_SETS).filter(([key]) => key !== 'groups_filter'))
      expect(words).toEqual(official?.objects[name]?.enum);
  });
});

/** A published parameter without its prose, references by their last word. */
function compact(node: Record<string, unknown>): Record<string, unknown> {
  const kept = Object.entries(node).filter(([key]) => key !== 'description' && key !== 'entity');
  return Object.fromEntries(
    kept.map(([key, value]) => {
      if (key === '$ref') return ['ref', String(value).split('/').at(-1)];
      return key === 'items' ? [key, compact(value as Record<string, unknown>)] : [key, value];
    }),
  );
}
