import i18next from 'i18next';
import type { UseFormReturnType } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { ApiProblem } from './api.js';
import type { RunError } from './api-types.js';
import {
  type ErrorCode,
  ERROR_CODES,
  type ReasonCode,
  REASON_CODES,
  type RequestCode,
  REQUEST_CODES,
} from './codes.js';

/** Reasons behind which VK has words of its own for each product. */
const TOLD_BY_VK: ReadonlySet<ReasonCode> = new Set(['vk_rejected', 'photo_rejected', 'quota_reached']);

function isErrorCode(code: string): code is ErrorCode {
  return (ERROR_CODES as readonly string[]).includes(code);
}

function isRequestCode(code: string): code is RequestCode {
  return (REQUEST_CODES as readonly string[]).includes(code);
}

function isReasonCode(code: string): code is ReasonCode {
  return (REASON_CODES as readonly string[]).includes(code);
}

/** Plain words for a stable error code: the server's, which are in the language of the page; ours where it says none. */
export function codeText(code: string, message: string | null): string {
  if (message) return message;
  return i18next.t(`errors:code.${isErrorCode(code) ? code : 'internal'}`);
}

/** Plain words for what went wrong in a run. */
export function runErrorText({ code, message }: Pick<RunError, 'code' | 'message'>): string {
  return codeText(code, message);
}

/** Plain words for why a product was skipped or failed; `null` where there is nothing to say. */
export function reasonText(reason: string | null, message: string | null): string | null {
  if (reason !== null && isReasonCode(reason)) {
    const words = i18next.t(`errors:reason.${reason}`);
    const saysMore = TOLD_BY_VK.has(reason) && message;
    return saysMore ? `${words}: ${message}` : words;
  }
  return message ?? reason;
}

/** Plain words for anything a request may throw; the server's own words come in the language of the page. */
export function problemText(error: unknown): string {
  if (!(error instanceof ApiProblem)) return i18next.t('errors:code.internal');
  if (isRequestCode(error.code)) return i18next.t(`errors:request.${error.code}`);
  if (error.detail) return error.detail;
  const byStatus = `http_${error.status}`;
  return isRequestCode(byStatus) ? i18next.t(`errors:request.${byStatus}`) : codeText(error.code, null);
}

function closeButton() {
  return { 'aria-label': i18next.t('common:close') };
}

/** Says in a notification that something went wrong. */
export function notifyProblem(error: unknown): void {
  notifications.show({
    color: 'red',
    title: i18next.t('errors:title'),
    message: problemText(error),
    autoClose: 8_000,
    closeButtonProps: closeButton(),
  });
}

/** Says in a notification that something was done. */
export function notifyDone(message: string): void {
  notifications.show({ color: 'green', message, closeButtonProps: closeButton() });
}

/** Puts a refused form's errors at their fields; what concerns no field goes to `mainField`, or into a notification. */
export function showFormProblem<Values extends Record<string, unknown>>(
  form: UseFormReturnType<Values>,
  error: unknown,
  mainField?: string & keyof Values,
): void {
  const known = error instanceof ApiProblem ? error.errors.filter(({ field }) => field in form.getValues()) : [];
  const concernsForm = error instanceof ApiProblem && [400, 409, 422].includes(error.status);
  if (known.length > 0) {
    form.setErrors(Object.fromEntries(known.map(({ field, message }) => [field, message])));
  } else if (mainField !== undefined && concernsForm) form.setErrors({ [mainField]: problemText(error) });
  else notifyProblem(error);
}
