import type { ConnectionsService } from '../../connections/connections.service.js';

/**
 * Whether creating calls have left whose outcomes are not all known and written. It stands with the connection before
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

  /** Every creating call has its outcome, and it is written. */
  async settle(): Promise<void> {
    if (this.raised) await this.note(null);
    this.raised = false;
  }

  /** The work is over, early unless `settle` was reached: VK may still be at it, and its listing is behind from now on. */
  async leave(): Promise<void> {
    if (this.raised) await this.note(new Date());
  }

  private note(uncertainSince: Date | null): Promise<void> {
    return this.connections.noteVk(this.userId, { uncertainSince });
  }
}
