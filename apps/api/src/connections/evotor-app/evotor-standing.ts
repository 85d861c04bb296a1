import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { Mailer } from '../../mail/mailer.js';
import { User } from '../../users/user.entity.js';
import { ConnectionEvents } from '../connection-events.js';
import { connectionProblem } from '../connection-problems.js';
import { ConnectionsService } from '../connections.service.js';
import { EvotorAccount, type Installation, type PauseCode } from './evotor-account.entity.js';
import { EvotorAccounts } from './evotor-accounts.js';
import { EvotorSubscription } from './evotor-subscription.entity.js';
import { pauseOf } from './pause.js';

/** Whether the application may work for a user of Evotor, as installations and subscriptions come and go. */
@Injectable()
export class EvotorStanding {
  private readonly logger = new Logger(EvotorStanding.name);

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly accounts: EvotorAccounts,
    private readonly connections: ConnectionsService,
    private readonly events: ConnectionEvents,
    private readonly mailer: Mailer,
  ) {}

  /** Notes an installation or its end, unless a later one is known. True when it was news. */
  async noteInstallation(evotorUserId: string, installation: Installation, at: Date): Promise<boolean> {
    return this.accounts.alone(evotorUserId, async (account, manager) => {
      if (account.installationAt !== null && account.installationAt >= at) return false;
      await manager.update(EvotorAccount, { evotorUserId }, { installation, installationAt: at });
      return true;
    });
  }

  /**
   * Looks whether syncing has to stop or may go on, and says so: a pause to the merchant, by one letter, its end to
   * whoever listens. Doing it again changes nothing.
   */
  async settle(evotorUserId: string): Promise<void> {
    const resumed = await this.accounts.alone(evotorUserId, async (account, manager) => {
      const subscriptions = await manager.findBy(EvotorSubscription, { evotorUserId });
      const code = pauseOf(
        account.installation,
        subscriptions.map(({ state }) => state),
      );
      if (code !== null) {
        await this.pause(account, code, manager);
        return null;
      }
      if (account.pauseCode === null) return null;
      await manager.update(EvotorAccount, { evotorUserId }, { pauseCode: null, pausedAt: null, pauseToldAt: null });
      this.logger.log({ evotorUserId, userId: account.userId }, 'Evotor lets the application work again');
      return account.userId;
    });
    if (resumed === null) return;
    await this.connections.markHealthy(resumed, 'evotor');
    await this.events.announceRegisterChanged({ userId: resumed, storeId: null, stockOnly: false, at: new Date() });
  }

  /** A merchant became known for this user of Evotor: a pause that waited to be told is told now. */
  private async pause(account: EvotorAccount, code: PauseCode, manager: EntityManager): Promise<void> {
    const pausedAt = account.pausedAt ?? new Date();
    if (account.pauseCode !== code) {
      await manager.update(EvotorAccount, { evotorUserId: account.evotorUserId }, { pauseCode: code, pausedAt });
      this.logger.log(
        { evotorUserId: account.evotorUserId, userId: account.userId, code },
        'nothing is synced for now',
      );
    }
    if (account.pauseToldAt !== null || account.userId === null) return;
    await this.tell(account.userId, code, `evotor-pause-${account.userId}-${pausedAt.getTime()}`);
    await manager.update(EvotorAccount, { evotorUserId: account.evotorUserId }, { pauseToldAt: new Date() });
  }

  private async tell(userId: number, code: PauseCode, key: string): Promise<void> {
    const user = await this.dataSource.getRepository(User).findOneBy({ id: userId });
    if (!user?.notifyEmail || user.status === 'suspended') return;
    const { email: to, name } = user;
    const language = user.language === 'en' ? 'en' : 'ru';
    const { message: reason } = connectionProblem(code);
    await this.mailer.send({ kind: 'evotor-app-paused', to, name, language, reason }, key);
  }
}
