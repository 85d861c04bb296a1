const BASE = '/api/v1';

export interface FieldError {
  field: string;
  message: string;
}

/** Query parameters; empty ones are left out of the address. */
export type Query = Record<string, string | number | boolean | null | undefined>;

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

function addressOf(path: string, query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') params.set(name, String(value));
  }
  const text = params.toString();
  return `${BASE}/${path}${text === '' ? '' : `?${text}`}`;
}

async function problemOf(response: Response): Promise<ApiProblem> {
  if (!(response.headers.get('content-type') ?? '').includes('json')) return new ApiProblem(response.status, {});
  const body = (await response.json().catch(() => ({}))) as ProblemDetails;
  return new ApiProblem(response.status, body);
}

interface Call {
  query?: Query;
  body?: unknown;
  signal?: AbortSignal;
}

async function request<Answer>(method: string, path: string, { query, body, signal }: Call): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(addressOf(path, query), {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json, application/problem+json',
        'accept-language': document.documentElement.lang,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiProblem(0, { code: 'network' }, { cause: error });
  }
  if (!response.ok) throw await problemOf(response);
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

/** The one door to the REST API. Paths are relative to `/api/v1`; every failure is an `ApiProblem`. */
export const api = {
  get: <Answer>(path: string, call: Omit<Call, 'body'> = {}) => request<Answer>('GET', path, call),
  post: <Answer>(path: string, body?: unknown) => request<Answer>('POST', path, { body }),
  put: <Answer>(path: string, body?: unknown) => request<Answer>('PUT', path, { body }),
  patch: <Answer>(path: string, body?: unknown) => request<Answer>('PATCH', path, { body }),
  del: <Answer>(path: string) => request<Answer>('DELETE', path, {}),
};

/** Address of the server-sent events of the signed-in merchant's runs. */
export const RUN_EVENTS_URL = `${BASE}/sync/events`;
