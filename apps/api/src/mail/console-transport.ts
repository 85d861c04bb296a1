import { Logger } from '@nestjs/common';
import { MailTransport, type OutgoingLetter } from './mail-transport.js';

/**
 * Sends nothing: writes letters to the log, one-time links included, so that a developer can follow them. Not for
 * a server that other people use.
 */
export class ConsoleTransport extends MailTransport {
  private readonly logger = new Logger('Mail');

  constructor(isProduction: boolean) {
    super();
    if (isProduction) this.logger.warn('EMAIL_PROVIDER is console: letters are written to this log and reach nobody');
  }

  async send({ to, subject, links, text }: OutgoingLetter): Promise<void> {
    this.logger.log({ to, subject, links }, text);
  }
}
