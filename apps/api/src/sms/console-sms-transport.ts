import { Logger } from '@nestjs/common';
import { SmsTransport } from './sms-transport.js';

/** Sends nothing: writes messages to the log. Not for a server that other people use. */
export class ConsoleSmsTransport extends SmsTransport {
  private readonly logger = new Logger('Sms');

  async send(phone: string, text: string): Promise<void> {
    this.logger.log({ phone }, text);
  }
}
