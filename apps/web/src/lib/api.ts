import { createApiClient, type paths } from '@evosync/api-client';
import { fetchOrTake } from './early-answers.js';

export interface FieldError {
  field: string;
  message: string;
}

interface ProblemDetails {
  code?: string;
  title?: string;
  detail?: string;
  errors?: FieldError[];
}

/** A request that the API refused, or that never got an answer (then `status` is 0 and `code` is `network`). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string | null;
  readonly errors: FieldError[];

  constructor(status: number, problem: ProblemDetails, options?: ErrorOptions) {
    super(problem.title ?? problem.detail ?? `HTTP ${status}`, options);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = problem.code ?? (status >= 500 ? 'server' : `http_${status}`);
    this.detail = problem.detail ?? null;
    this.errors = problem.errors ?? [];
  }
}

async function problemOf(response: Response): Promise<ApiProblem> {
  if (!(response.headers.get('content-type') ?? '').includes('json')) return new ApiProblem(response.status, {});
  const body = (await response.json().catch(() => ({}))) as ProblemDetails;
  return new ApiProblem(response.status, body);
}

/**
 * The one door to the REST API: paths, parameters, bodies and answers are those of openapi.json. Every failure is an
 * `ApiProblem`, except a call that its caller gave up.
 */
export const api = createApiClient({
  credentials: 'same-origin',
  fetch: fetchOrTake,
  headers: { accept: 'application/json, application/problem+json' },
});

api.use({
  onRequest: ({ request }) => request.headers.set('accept-language', document.documentElement.lang),
  onResponse: async ({ response }) => {
    if (!response.ok) throw await problemOf(response);
  },
  onError: ({ request, error }) =>
    request.signal.aborted ? undefined : new ApiProblem(0, { code: 'network' }, { cause: error }),
});

/** What a call was answered. Failures never get here: they have been thrown. */
export async function answerOf<Answer>(call: Promise<{ data?: Answer }>): Promise<Answer> {
  const { data } = await call;
  return data as Answer;
}

/** A filter as it stands in the address: what the API does not know, or nothing at all, is left out. */
export function oneOf<Value extends string>(known: readonly Value[], chosen: string): Value | undefined {
  return known.find((value) => value === chosen);
}

/** Address of the server-sent events of the signed-in merchant's runs. */
export const RUN_EVENTS_URL = '/api/v1/sync/events' satisfies keyof paths;
