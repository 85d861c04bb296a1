import type { CallOutcome, Direction, StatusClass } from './api-log.entity.js';
import { cut, withoutSecrets } from './redaction.js';
import { searchTextOf } from './search-words.js';

const BODY_BYTES = 8192;
const METHOD_LENGTH = 191;
const CODE_LENGTH = 64;

/** A call as those who make or answer it know it. Secrets in the texts are struck out before anything is kept. */
export interface CallEntry {
  direction: Direction;
  /** The system at the other end: `evotor`, `vk` and the like. */
  service: string;
  method: string;
  /** HTTP status; null when no answer came. */
  status: number | null;
  /** The other system's code, or what kept the answer away; null when all went well. */
  errorCode: string | null;
  durationMs: number;
  request: string | null;
  response: string | null;
  /** Texts that may not appear anywhere: the token of the call. */
  secrets?: readonly string[];
  /** Whose call it was, where the work's context does not know. */
  userId?: number | null;
}

/** Where a call belongs. */
export interface CallPlace {
  userId: number | null;
  runId: string | null;
  correlationId: string | null;
}

/** A call ready to be written. */
export interface JournalRow extends CallPlace {
  time: Date;
  direction: Direction;
  service: string;
  method: string;
  status: number | null;
  statusClass: StatusClass;
  outcome: CallOutcome;
  errorCode: string | null;
  durationMs: number;
  searchText: string;
  request: string | null;
  response: string | null;
}

/** The row of a call that has just ended; its texts are without secrets and at most 8 kB each. */
export function rowOf(entry: CallEntry, place: CallPlace, now = Date.now()): JournalRow {
  const durationMs = Math.max(0, Math.round(entry.durationMs));
  const secrets = entry.secrets ?? [];
  const shown = (text: string | null) => (text === null ? null : cut(withoutSecrets(text, secrets), BODY_BYTES));
  const request = shown(entry.request);
  const response = shown(entry.response);
  const method = withoutSecrets(entry.method, secrets).slice(0, METHOD_LENGTH);
  const errorCode = entry.errorCode === null ? null : withoutSecrets(entry.errorCode, secrets).slice(0, CODE_LENGTH);
  const isError = entry.status === null || entry.status >= 400 || errorCode !== null;
  return {
    ...place,
    time: new Date(now - durationMs),
    direction: entry.direction,
    service: entry.service,
    method,
    status: entry.status,
    statusClass: classOf(entry.status),
    outcome: isError ? 'error' : 'ok',
    errorCode,
    durationMs,
    searchText: searchTextOf([method, errorCode, request, response]),
    request,
    response,
  };
}

function classOf(status: number | null): StatusClass {
  if (status === null) return 'none';
  if (status < 300) return '2xx';
  if (status < 400) return '3xx';
  return status < 500 ? '4xx' : '5xx';
}
