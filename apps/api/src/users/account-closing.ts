import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { assertAnotherSystemUser, lockRanks } from '../rbac/last-system-user.js';
import { User, type ClosingGoods } from './user.entity.js';

type Work = (userId: number) => Promise<void>;

/**
 * The end of an account. It closes at once: nobody signs in to it, and its address is free again. Its data go when
 * the last work for it is done. Other modules say what of theirs ends, and what they hold of a user.
 */
@Injectable()
export class AccountClosing {
  private readonly logger = new Logger('AccountClosing');
  private readonly endings = new Map<string, Work>();
  private readonly removals = new Map<string, Work>();
  private farewell: Work = (userId) => this.remove(userId);

  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** `end` runs as soon as an account is closed, before the caller is answered. */
  onClose(name: string, end: Work): void {
    this.endings.set(name, end);
  }

  /** `remove` deletes everything that one module keeps of a user; it may run more than once. */
  onRemove(name: string, remove: Work): void {
    this.removals.set(name, remove);
  }

  /** `farewell` does the last work for a closed account, now or later, and then calls `remove`. */
  onFarewell(farewell: Work): void {
    this.farewell = farewell;
  }

  /**
   * Closes the account for good; `goods` says what becomes of its items in VK.
   * `alsoDo` is done in the same transaction, once nobody else can change who is who and before the account closes.
   * @throws Problem 409 `last_system_user`, or whatever `alsoDo` refuses
   */
  async close(userId: number, goods: ClosingGoods, alsoDo?: (manager: EntityManager) => Promise<void>): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await lockRanks(manager);
      await alsoDo?.(manager);
      if (await isSystemUser(manager, userId)) await assertAnotherSystemUser(manager, userId);
      await manager.update(
        User,
        { id: userId },
        {
          status: 'suspended',
          closingGoods: goods,
          email: `closed:${userId}`,
          pendingEmail: null,
          passwordHash: null,
          phone: null,
        },
      );
    });
    for (const end of this.endings.values()) await end(userId);
    await this.farewell(userId);
  }

  /** What is to become of the goods of a closed account; null when the account is not closed, or gone. */
  async goodsOf(userId: number): Promise<ClosingGoods | null> {
    const user = await this.dataSource.getRepository(User).findOne({
      where: { id: userId },
      select: { id: true, closingGoods: true },
    });
    return user?.closingGoods ?? null;
  }

  /** Closed accounts whose data are still there. */
  async unfinished(): Promise<number[]> {
    const rows: { id: number }[] = await this.dataSource.query('SELECT id FROM users WHERE closing_goods IS NOT NULL');
    return rows.map(({ id }) => id);
  }

  /** Deletes everything of a closed account. Doing it twice, or again after a failure, is no harm. */
  async remove(userId: number): Promise<void> {
    if ((await this.goodsOf(userId)) === null) return;
    for (const work of [...this.endings.values(), ...this.removals.values()]) await work(userId);
    await this.dataSource.query('DELETE FROM users WHERE id = ? AND closing_goods IS NOT NULL', [userId]);
    this.logger.log(`An account and its data were removed (id ${userId})`);
  }
}

async function isSystemUser(manager: EntityManager, userId: number): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    `SELECT 1 FROM user_roles ur JOIN roles r ON r.id = ur.role_id WHERE r.name = 'system' AND ur.user_id = ?`,
    [userId],
  );
  return rows.length > 0;
}
