import type { Answer } from './access-table.js';

/** The part of an OpenAPI document that says what an operation may answer. */
export interface ToldApi {
  paths: Record<string, Record<string, { responses: Record<string, Reference & Told> }>>;
  components: { responses: Record<string, Told> };
}
interface Reference {
  $ref?: string;
}
interface Told {
  content?: Record<string, { examples?: Record<string, unknown> }>;
}

/** Those of the answers that the document says nothing of: a status without a word, or a problem without its code. */
export function untoldAnswers(api: ToldApi, operation: string, answers: Answer[]): Answer[] {
  const [method = '', path = ''] = operation.split(' ');
  const responses = api.paths[path]?.[method.toLowerCase()]?.responses ?? {};
  return answers.filter(({ status, code }) => {
    const found = responses[String(status)];
    if (!found) return true;
    const told = found.$ref ? api.components.responses[found.$ref.split('/').at(-1) ?? ''] : found;
    const codes = Object.keys(told?.content?.['application/problem+json']?.examples ?? {});
    return code !== undefined && !codes.includes(code);
  });
}
