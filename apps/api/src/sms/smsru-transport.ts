import { MessageRefused, SmsTransport } from './sms-transport.js';

const TIMEOUT_MS = 30_000;
const ACCEPTED = 100;
/**
 * Codes that speak of the number or the text, so that another try ends the same: wrong number, no text, text too
 * long, no route, stop list, limits of one number. All others (key, balance, their own faults) may be mended.
 */
const FINAL = new Set([202, 203, 205, 207, 209, 230, 231, 232, 233]);

interface Verdict {
  status_code?: number;
  status_text?: string;
}

interface Answer extends Verdict {
  sms?: Record<string, Verdict>;
}

/** Sends through sms.ru. Neither the key nor the text turns up in its errors. */
export class SmsRuTransport extends SmsTransport {
  constructor(
    private readonly apiId: string,
    private readonly baseUrl = 'https://sms.ru',
  ) {
    super();
  }

  async send(phone: string, text: string): Promise<void> {
    const response = await fetch(`${this.baseUrl}/sms/send`, {
      method: 'POST',
      body: new URLSearchParams({ api_id: this.apiId, to: phone, msg: text, json: '1' }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const body = await response.text();
    if (!response.ok) throw new Error(`sms.ru answered with status ${response.status}`);
    const answer = parsed(body);
    const verdict = answer.status_code === ACCEPTED ? (answer.sms?.[phone] ?? {}) : answer;
    if (verdict.status_code === ACCEPTED) return;
    const words = `sms.ru refused the message: ${verdict.status_code ?? 'no code'} ${verdict.status_text ?? ''}`.trim();
    throw FINAL.has(verdict.status_code ?? 0) ? new MessageRefused(words) : new Error(words);
  }
}

function parsed(body: string): Answer {
  try {
    const answer: unknown = JSON.parse(body);
    if (typeof answer === 'object' && answer !== null) return answer;
  } catch {
    // Falls through: a page instead of an answer.
  }
  throw new Error('sms.ru answered with something that is not JSON');
}
