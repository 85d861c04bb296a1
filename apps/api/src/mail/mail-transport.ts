import type { ComposedLetter } from './compose-letter.js';

/** A letter ready to leave; `messageId` is the same at every try. */
export interface OutgoingLetter extends ComposedLetter {
  messageId: string;
}

/** The way by which letters leave the house. */
export abstract class MailTransport {
  /**
   * Resolves when the letter is taken over.
   * @throws LetterRefused when it will never be taken; any other error means: try again later
   */
  abstract send(letter: OutgoingLetter): Promise<void>;
}

/** The recipient's server refused the letter for good. */
export class LetterRefused extends Error {
  constructor(cause: Error) {
    super(cause.message, { cause });
    this.name = 'LetterRefused';
  }
}
