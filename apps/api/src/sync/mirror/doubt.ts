import type { ConnectionsService } from '../../connections/connections.service.js';

/**
 * Whether creating calls have left whose outcomes are not all known, written and read back. It stands with the connection before
 * the first of them leaves: should the process die, nothing is planned before VK was read again.
 */
export class Doubt {
  private raised = false;

  constructor(
    private readonly connections: ConnectionsService,
    private readonly userId: number,
  ) {}

  /** To be awaited before an item or an album is created. */
  async raise(): Promise<void> {
    if (!this.raised) await this.note(new Date());
    this.raised = true;
  }

  /** VK has just been read whole, and there is more to create. */
  async raiseAgain(): Promise<void> {
    await this.note(new Date());
  }

  /**
   * `isSettled`: every creating call has its outcome, and what it made is in our tables as if it had been read. Else VK
   * may still be at it, and its listing is behind from now on.
   */
  async end(isSettled: boolean): Promise<void> {
    if (this.raised) await this.note(isSettled ? null : new Date());
    this.raised = false;
  }

  private note(uncertainSince: Date | null): Promise<void> {
    return this.connections.noteVk(this.userId, { uncertainSince });
  }
}
