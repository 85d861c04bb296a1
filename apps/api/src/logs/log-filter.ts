import type { CallOutcome, Direction, StatusClass } from './api-log.entity.js';

/** Which calls are asked for; what is not given does not count. */
export interface LogFilter {
  userId?: number | undefined;
  service?: string | undefined;
  direction?: Direction | undefined;
  statusClass?: StatusClass | undefined;
  outcome?: CallOutcome | undefined;
  runId?: string | undefined;
  correlationId?: string | undefined;
  /** Included. */
  from?: Date | undefined;
  /** Not included. */
  to?: Date | undefined;
  /** Part of the method. */
  method?: string | undefined;
  /** Each is part of a word of the call. */
  words: string[];
}

/** A piece of a WHERE with its values. */
export interface Condition {
  sql: string;
  values: unknown[];
}

/** How a filter is read: newest first along an index, whose beginning `fixed` pins down; `rest` is looked at row by row. */
export interface ReadingPlan {
  index: string;
  fixed: Condition[];
  rest: Condition[];
  /** Whether the rest needs more than the index: the rows themselves. */
  readsRows: boolean;
}

const COLUMN = {
  runId: 'run_id',
  correlationId: 'correlation_id',
  userId: 'user_id',
  service: 'service',
  direction: 'direction',
  outcome: 'outcome',
  statusClass: 'status_class',
} as const;
type Field = keyof typeof COLUMN;

/** The indexes by the fields they begin with, the one that leaves the fewest rows first. */
const INDEXES: [name: string, fields: Field[]][] = [
  ['ix_api_logs_run', ['runId']],
  ['ix_api_logs_correlation', ['correlationId']],
  ['ix_api_logs_user_outcome', ['userId', 'outcome']],
  ['ix_api_logs_user', ['userId']],
  ['ix_api_logs_service_outcome', ['service', 'outcome']],
  ['ix_api_logs_service', ['service']],
  ['ix_api_logs_direction', ['direction']],
  ['ix_api_logs_status', ['statusClass']],
  ['ix_api_logs_outcome', ['outcome']],
  ['ix_api_logs_time', []],
];
/** A refused or unanswered call is always an error, which the indexes with two fields can use. */
const FAILED: ReadonlySet<StatusClass | undefined> = new Set<StatusClass>(['4xx', '5xx', 'none']);

/** Chooses the index a filter is read along. */
export function planReading(filter: LogFilter): ReadingPlan {
  const known: LogFilter = FAILED.has(filter.statusClass) ? { outcome: 'error', ...filter } : filter;
  const given = (field: Field) => known[field] !== undefined;
  const [index, fields] = INDEXES.find(([, names]) => names.every(given)) ?? ['ix_api_logs_time', []];
  const equal = (field: Field): Condition => ({ sql: `${COLUMN[field]} = ?`, values: [known[field]] });
  const others = (Object.keys(COLUMN) as Field[]).filter((field) => given(field) && !fields.includes(field));
  const text = textConditions(known);
  return {
    index,
    fixed: [...fields.map(equal), ...timeConditions(known)],
    rest: [...others.map(equal), ...text],
    readsRows: text.length > 0 || given('runId') || given('correlationId'),
  };
}

function timeConditions({ from, to }: LogFilter): Condition[] {
  return [...(from ? [{ sql: 'time >= ?', values: [from] }] : []), ...(to ? [{ sql: 'time < ?', values: [to] }] : [])];
}

function textConditions({ method, words }: LogFilter): Condition[] {
  return [
    ...(method ? [{ sql: 'LOCATE(?, method) > 0', values: [method] }] : []),
    ...words.map((word) => ({ sql: 'LOCATE(?, search_text) > 0', values: [word] })),
  ];
}
