import type { OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type NodemailerError } from 'nodemailer';
import type { Settings } from '../config/settings.js';
import { LetterRefused, MailTransport, type OutgoingLetter } from './mail-transport.js';

const MINUTE_MS = 60_000;
/** Those at which the server speaks about the recipient or the letter, not about us. */
const ABOUT_THE_LETTER = new Set(['RCPT TO', 'DATA']);

/** Sends by SMTP over a few connections kept open; TLS as `SMTP_URL` says (`smtps:`, or STARTTLS where offered). */
export class SmtpTransport extends MailTransport implements OnApplicationShutdown {
  private readonly pool;

  constructor(private readonly settings: Pick<Settings, 'smtpUrl' | 'mailFrom' | 'domain' | 'baseUrl'>) {
    super();
    this.pool = createTransport({
      url: settings.smtpUrl,
      pool: true,
      maxConnections: 5,
      maxRequeues: 1,
      connectionTimeout: 15_000,
      greetingTimeout: 15_000,
      socketTimeout: MINUTE_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send({ to, subject, text, html, messageId }: OutgoingLetter): Promise<void> {
    try {
      await this.pool.sendMail({
        from: this.settings.mailFrom,
        to: { name: '', address: to },
        subject,
        text,
        html,
        messageId: `<${messageId}@${this.host()}>`,
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        signal: AbortSignal.timeout(2 * MINUTE_MS),
      });
    } catch (error) {
      throw isRefusal(error) ? new LetterRefused(error) : error;
    }
  }

  onApplicationShutdown(): void {
    this.pool.close();
  }

  /** In ASCII, as headers want it. */
  private host(): string {
    const { domain, baseUrl } = this.settings;
    return new URL(domain ? `https://${domain}` : baseUrl).hostname;
  }
}

function isRefusal(error: unknown): error is NodemailerError {
  if (!(error instanceof Error)) return false;
  const { responseCode = 0, command = '' }: Partial<NodemailerError> = error;
  return responseCode >= 500 && ABOUT_THE_LETTER.has(command);
}
