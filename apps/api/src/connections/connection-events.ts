import { Injectable } from '@nestjs/common';
import type { ConnectionProblem } from './connection-status.js';

type Listener = (userId: number) => Promise<void>;

/** Something changed at a merchant's register, or may have: their shop should be brought up to date soon. */
export interface RegisterNews {
  userId: number;
  /** Null: in any store. */
  storeId: string | null;
  /** Only stock has moved, by what Evotor says. */
  stockOnly: boolean;
  /** When we were told. */
  at: Date;
}

/** A connection that only the merchant can mend. */
export interface ConnectionTrouble {
  userId: number;
  side: 'evotor' | 'vk';
  problem: ConnectionProblem;
  /** When the connection was saved: with it, this trouble is one of a kind. */
  connectedAt: Date;
}

type TroubleListener = (trouble: ConnectionTrouble) => Promise<void>;

/**
 * Says what happened to a connection to whoever asked to know, so that this module need not have
 * heard of the catalogue or the mirror. Listeners run one after another; each must deal with its own errors.
 */
@Injectable()
export class ConnectionEvents {
  private readonly evotorSaved: Listener[] = [];
  private readonly vkGroupChanged: Listener[] = [];
  private readonly registerChanged: ((news: RegisterNews) => Promise<void>)[] = [];
  private readonly needsAttention: TroubleListener[] = [];

  onEvotorSaved(listener: Listener): void {
    this.evotorSaved.push(listener);
  }

  onVkGroupChanged(listener: Listener): void {
    this.vkGroupChanged.push(listener);
  }

  onRegisterChanged(listener: (news: RegisterNews) => Promise<void>): void {
    this.registerChanged.push(listener);
  }

  /** Resolves when every listener has done its work; throws what a listener throws, for the news to be told again. */
  async announceRegisterChanged(news: RegisterNews): Promise<void> {
    for (const listener of this.registerChanged) await listener(news);
  }

  /** `listener` hears of each trouble once for each saving of the connection, rather twice than never. */
  onNeedsAttention(listener: TroubleListener): void {
    this.needsAttention.push(listener);
  }

  /** Resolves when every listener has done its work; rejects when one could not, and is announced again later. */
  async announceNeedsAttention(trouble: ConnectionTrouble): Promise<void> {
    for (const listener of this.needsAttention) await listener(trouble);
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
