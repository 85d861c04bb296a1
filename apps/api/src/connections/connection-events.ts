import { Injectable } from '@nestjs/common';

type Listener = (userId: number) => Promise<void>;

/**
 * Says what happened to a connection to whoever asked to know, so that this module need not have
 * heard of the catalogue or the mirror. Listeners run one after another; each must deal with its own errors.
 */
@Injectable()
export class ConnectionEvents {
  private readonly evotorSaved: Listener[] = [];
  private readonly vkGroupChanged: Listener[] = [];

  onEvotorSaved(listener: Listener): void {
    this.evotorSaved.push(listener);
  }

  onVkGroupChanged(listener: Listener): void {
    this.vkGroupChanged.push(listener);
  }

  /** Resolves when every listener has done its work. */
  async announceEvotorSaved(userId: number): Promise<void> {
    for (const listener of this.evotorSaved) await listener(userId);
  }

  /** Resolves when every listener has done its work. */
  async announceVkGroupChanged(userId: number): Promise<void> {
    for (const listener of this.vkGroupChanged) await listener(userId);
  }
}
