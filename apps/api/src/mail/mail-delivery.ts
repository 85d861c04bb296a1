import { Injectable } from '@nestjs/common';
import { UnrecoverableError } from 'bullmq';
import { SecretBox, SecretBoxError } from '../common/secret-box.js';
import { Settings } from '../config/settings.js';
import { composeLetter } from './compose-letter.js';
import { openLetter, type MailJob } from './mail-queue.js';
import { LetterRefused, MailTransport } from './mail-transport.js';

const HOUR_MS = 3_600_000;

/** One try to deliver one letter. */
@Injectable()
export class MailDelivery {
  constructor(
    private readonly transport: MailTransport,
    private readonly secretBox: SecretBox,
    private readonly settings: Settings,
  ) {}

  /**
   * @throws UnrecoverableError when another try is of no use: refused for good, its link no longer holds, or sealed
   * under a lost key. Any other error means: try again later
   */
  async deliver(job: MailJob, queuedAt: Date): Promise<void> {
    try {
      const letter = openLetter(this.secretBox, job);
      if ('hours' in letter && Date.now() >= queuedAt.getTime() + letter.hours * HOUR_MS) {
        throw new UnrecoverableError('The link of the letter no longer holds');
      }
      await this.transport.send({ ...composeLetter(letter, this.settings.baseUrl), messageId: job.messageId });
    } catch (error) {
      if (error instanceof LetterRefused || error instanceof SecretBoxError) {
        throw new UnrecoverableError(error.message);
      }
      throw error;
    }
  }
}
