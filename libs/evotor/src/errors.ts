/**
 * What a failure asks for: `configuration` a person must act; `fatal` ends the run; `retriable` passes by
 * itself, try later; `skippable` concerns one store or product only.
 */
export type EvotorErrorFamily = 'configuration' | 'fatal' | 'retriable' | 'skippable';

/** Where a failure happened: the answer's status (null when none came) and the path asked, without its query. */
export interface EvotorErrorPlace {
  status: number | null;
  path: string;
}

interface EvotorErrorDetails extends EvotorErrorPlace {
  code: string;
  family: EvotorErrorFamily;
  cause?: unknown;
}

/** Any failure of the Evotor Cloud. Messages never hold the token or a body. `code` is stable. */
export class EvotorError extends Error {
  readonly code: string;
  readonly status: number | null;
  readonly path: string;
  readonly family: EvotorErrorFamily;

  constructor(message: string, details: EvotorErrorDetails) {
    super(`Evotor ${details.path}: ${message}`, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.code = details.code;
    this.status = details.status;
    this.path = details.path;
    this.family = details.family;
  }
}

/** 401 twice in a row, or a token that cannot be sent at all: the merchant must give another token. */
export class EvotorTokenRejectedError extends EvotorError {
  constructor(message: string, place: EvotorErrorPlace) {
    super(message, { ...place, code: 'evotor_token_rejected', family: 'configuration' });
  }
}

/** 402: the application is not paid for in this store. The token is good; skip this store only. */
export class EvotorSubscriptionRequiredError extends EvotorError {
  constructor(place: EvotorErrorPlace) {
    super('the application is not paid for in this store', {
      ...place,
      code: 'evotor_subscription_required',
      family: 'skippable',
    });
  }
}

/** 403: a permission is missing, or the merchant has not installed the application. */
export class EvotorForbiddenError extends EvotorError {
  constructor(place: EvotorErrorPlace) {
    super('no permission, or the application is not installed', {
      ...place,
      code: 'evotor_forbidden',
      family: 'configuration',
    });
  }
}

/** 404: no such store or product; for a product no proof of deletion, only a full listing is. */
export class EvotorNotFoundError extends EvotorError {
  constructor(message: string, place: EvotorErrorPlace) {
    super(message, { ...place, code: 'evotor_not_found', family: 'skippable' });
  }
}

/** One complaint of a 400 body. Texts are the cloud's, Russian or English, with the token struck out. */
export interface EvotorViolation {
  subject: string | null;
  reason: string | null;
}

/** The cloud did not understand us (400, 405, 406, 409, 422 and other refusals): asking again will not help. */
export class EvotorBadRequestError extends EvotorError {
  /** What a 400 body complained about; empty when it did not say. */
  readonly violations: readonly EvotorViolation[];

  constructor(message: string, place: EvotorErrorPlace, violations: readonly EvotorViolation[] = []) {
    super(message, { ...place, code: 'evotor_bad_request', family: 'fatal' });
    this.violations = violations;
  }
}

/** 429 for longer than the client is willing to wait. */
export class EvotorRateLimitedError extends EvotorError {
  /** What the cloud asked to wait when the client gave up, milliseconds. */
  readonly retryAfterMs: number;

  constructor(place: EvotorErrorPlace, retryAfterMs: number) {
    super('too many requests', { ...place, code: 'evotor_rate_limited', family: 'retriable' });
    this.retryAfterMs = retryAfterMs;
  }
}

/** 5xx, a timeout, a reset, or a truncated or unreadable body, after all tries. */
export class EvotorUnavailableError extends EvotorError {
  constructor(message: string, place: EvotorErrorPlace, cause?: unknown) {
    super(message, { ...place, code: 'evotor_unavailable', family: 'retriable', cause });
  }
}

/** A readable answer that is not what the contract says: nothing of it may be trusted. */
export class EvotorBadAnswerError extends EvotorError {
  constructor(message: string, place: EvotorErrorPlace, family: 'fatal' | 'skippable' = 'fatal') {
    super(message, { ...place, code: 'evotor_bad_answer', family });
  }
}

/** A listing that could not be read to its end: what it lacks proves nothing. */
export class EvotorIncompleteListingError extends EvotorError {
  readonly reason: 'cursor_rejected' | 'cursor_repeated' | 'too_many_pages';

  constructor(reason: EvotorIncompleteListingError['reason'], place: EvotorErrorPlace, cause?: unknown) {
    super(`the listing is incomplete: ${reason.replaceAll('_', ' ')}`, {
      ...place,
      code: 'evotor_incomplete_listing',
      family: 'retriable',
      cause,
    });
    this.reason = reason;
  }
}
