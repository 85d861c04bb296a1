/** The way by which short messages leave the house. */
export abstract class SmsTransport {
  /**
   * Resolves when the message is taken over. The number is international, digits only.
   * @throws MessageRefused when it will never be taken; any other error means: try again later
   */
  abstract send(phone: string, text: string): Promise<void>;
}

/** The message can never reach this number. */
export class MessageRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MessageRefused';
  }
}
