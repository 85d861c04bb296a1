import {
  concernsWholeShop,
  familyOf,
  readParameterText,
  type VkErrorFamily,
  type VkParameterDetail,
} from './error-table.js';

/**
 * VK answered, and the answer is a refusal. Holds VK's text alone: `request_params`, captcha links and tokens of
 * the answer are never kept.
 */
export class VkApiError extends Error {
  readonly code: number;
  readonly subcode: number | null;
  /** The method that was refused; inside a batch, the call's own method. */
  readonly method: string;
  readonly family: VkErrorFamily;
  /** For code 100: which complaint it is, where that is known. */
  readonly detail: VkParameterDetail | null;
  /** VK's words, for the merchant. */
  readonly text: string;
  /** True where it ends the run: a further call of this token would be refused alike. */
  readonly isWholeShop: boolean;

  /** `cause`: for a refused token, why no other one could be had. */
  constructor(error: { code: number; method: string; text: string; subcode?: number | null; cause?: unknown }) {
    super(`VK answered ${error.method} with error ${error.code}: ${error.text}`, { cause: error.cause });
    this.name = 'VkApiError';
    this.code = error.code;
    this.subcode = error.subcode ?? null;
    this.method = error.method;
    this.text = error.text;
    const parameter = error.code === 100 ? readParameterText(error.text) : null;
    this.detail = parameter?.detail ?? null;
    this.family = parameter?.family ?? familyOf(error.code);
    this.isWholeShop = concernsWholeShop(error.code);
  }

  /** The same refusal, with something changed. */
  with(changes: { method?: string; cause?: unknown }): VkApiError {
    const { code, method, text, subcode, cause } = this;
    return new VkApiError({ code, method, text, subcode, cause, ...changes });
  }

  /** The same refusal, seen as that of one call of the batch it hit. */
  as(method: string): VkApiError {
    return this.with({ method });
  }
}

/** Why no readable answer came. */
export type VkTransportReason = 'refused' | 'cut' | 'timeout' | 'http' | 'unreadable' | 'aborted';

/** No readable answer came: connection, timeout, HTTP status, or a body that is not VK's. */
export class VkTransportError extends Error {
  readonly method: string;
  readonly reason: VkTransportReason;
  readonly httpStatus: number | null;

  constructor(
    method: string,
    reason: VkTransportReason,
    details: { httpStatus?: number; systemCode?: string | null } = {},
  ) {
    const status = details.httpStatus === undefined ? '' : `, HTTP ${details.httpStatus}`;
    super(`No answer of VK to ${method} (${reason}${status}${details.systemCode ? `, ${details.systemCode}` : ''})`);
    this.name = 'VkTransportError';
    this.method = method;
    this.reason = reason;
    this.httpStatus = details.httpStatus ?? null;
  }
}

/** A call that must not be repeated blindly was sent and may or may not have been done: settle it by reading VK. */
export class VkUnknownOutcomeError extends Error {
  readonly method: string;

  constructor(method: string, cause: Error) {
    super(`It is not known whether VK did ${method}: ${cause.message}`, { cause });
    this.name = 'VkUnknownOutcomeError';
    this.method = method;
  }
}

/** A listing kept changing while it was read, so no whole one could be had. */
export class VkIncompleteListingError extends Error {
  readonly method: string;

  constructor(method: string, counts: { expected: number; read: number }) {
    super(`The listing of ${method} did not hold still: VK counts ${counts.expected}, read ${counts.read}`);
    this.name = 'VkIncompleteListingError';
    this.method = method;
  }
}

/** A photo could not be handed to VK: refused by the upload server or at the save, or not delivered, three times. */
export class VkUploadError extends Error {
  readonly stage: 'upload' | 'save';
  /** The server's words where it gave any. */
  readonly text: string | null;

  constructor(stage: 'upload' | 'save', details: { text?: string | null; cause?: unknown }) {
    super(`VK did not take the photo at ${stage}${details.text ? `: ${details.text}` : ''}`, { cause: details.cause });
    this.name = 'VkUploadError';
    this.stage = stage;
    this.text = details.text ?? null;
  }
}

export type VkConnectionErrorCode =
  | 'token_rejected'
  | 'not_a_user_token'
  | 'group_not_found'
  | 'not_a_manager'
  | 'market_disabled'
  | 'not_in_roubles'
  | 'no_market_scope'
  | 'no_groups_scope'
  | 'group_blocked'
  | 'unavailable';

/** A connection that cannot work as it is; `unavailable` means that VK could not be asked just now. */
export class VkConnectionError extends Error {
  readonly code: VkConnectionErrorCode;

  constructor(code: VkConnectionErrorCode, cause?: unknown) {
    super(`The VK connection is not usable: ${code}`, { cause });
    this.name = 'VkConnectionError';
    this.code = code;
  }
}
