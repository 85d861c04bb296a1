import { WebhookError } from './webhook-error.js';

/** A JSON object as it came; unknown fields are left alone. */
export type Fields = Record<string, unknown>;

/** @throws WebhookError 2003 when the body is no object */
export function readObject(body: unknown, subject = 'body'): Fields {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw WebhookError.incorrect(subject);
  return body as Fields;
}

/**
 * A list of objects; one alone counts as a list of one.
 * @throws WebhookError 2003
 */
export function readList(body: unknown): Fields[] {
  return (Array.isArray(body) ? body : [body]).map((one: unknown) => readObject(one));
}

/**
 * A text or a number, as text.
 * @throws WebhookError 2002 when it is not there, 2003 when it is something else or longer than `most`
 */
export function readText(fields: Fields, name: string, most = 2000): string {
  const value = fields[name];
  if (value === undefined || value === null || value === '') throw WebhookError.missing(name);
  if (typeof value !== 'string' && typeof value !== 'number') throw WebhookError.incorrect(name);
  const text = String(value).trim();
  if (text === '') throw WebhookError.missing(name);
  if (text.length > most) throw WebhookError.incorrect(name);
  return text;
}

/** As `readText`; undefined for what is not there or not readable. */
export function readOptional(fields: Fields, name: string, most = 191): string | undefined {
  const value = fields[name];
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  return String(value).trim().slice(0, most) || undefined;
}

/**
 * Evotor's id of a user, under its name of today or that of before 2017.
 * @throws WebhookError 2002, 2003
 */
export function readUserId(fields: Fields): string {
  const name = fields['userId'] === undefined && fields['userUuid'] !== undefined ? 'userUuid' : 'userId';
  return readId(fields, name);
}

/**
 * An id of Evotor's; only its shape is looked at, for they are not always valid UUIDs.
 * @throws WebhookError 2002, 2003
 */
export function readId(fields: Fields, name: string): string {
  const id = readText(fields, name);
  if (!/^[\w.-]{1,64}$/.test(id)) throw WebhookError.incorrect(name, id.slice(0, 100));
  return id;
}

/**
 * A moment: `2018-09-11T16:18:35.397+0000`, or Unix milliseconds as a number or a text.
 * @throws WebhookError 2002, 2003
 */
export function readMoment(fields: Fields, name: string): Date {
  const text = readText(fields, name);
  const moment = momentOf(text);
  if (!moment) throw WebhookError.incorrect(name, text.slice(0, 100));
  return moment;
}

/** Null for what is no moment between 2000 and 2100. */
export function momentOf(text: string): Date | null {
  const moment = new Date(/^\d{10,16}$/.test(text) ? Number(text) : text);
  const year = moment.getUTCFullYear();
  return Number.isNaN(moment.getTime()) || year < 2000 || year > 2100 ? null : moment;
}
