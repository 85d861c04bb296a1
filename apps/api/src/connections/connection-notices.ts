import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Language } from '../common/words.js';
import { Settings } from '../config/settings.js';
import { Mailer } from '../mail/mailer.js';
import { Texter } from '../sms/texter.js';
import { ConnectionEvents } from './connection-events.js';
import { notedProblem } from './connection-problems.js';
import { CLOUD_NAMES, CONNECTION_NOTICE } from './connection-words.js';

type Side = 'evotor' | 'vk';

const TABLES = { evotor: 'evotor_connections', vk: 'vk_connections' } as const;
/** A process that claimed a notice and died is given this long before another one sends it. */
const CLAIM_MS = 120_000;
const AT_ONCE = 200;

interface Trouble {
  email: string;
  name: string;
  language: string;
  phone: string | null;
  notifyEmail: number;
  notifySms: number;
  problemCode: string | null;
  connectedAt: Date;
}

/**
 * Tells merchants of a connection that needs attention: once, until it is saved anew. One conditional update
 * claims the notice, so that of two processes only one sends it; it counts as sent only after it is queued. A
 * process that dies in between leaves a claim that runs out, and the notice is sent by the next sweep: rather
 * twice after such a death than never. The queue's own key, one for each saving, makes even that unlikely.
 */
@Injectable()
export class ConnectionNotices {
  private readonly logger = new Logger(ConnectionNotices.name);

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly mailer: Mailer,
    private readonly texter: Texter,
    private readonly events: ConnectionEvents,
    private readonly settings: Settings,
  ) {}

  /** Tells the merchant if they were not told yet. What fails here is only logged: a sweep makes up for it. */
  async tellNowOrLater(userId: number, side: Side): Promise<void> {
    try {
      await this.tell(userId, side);
    } catch (error) {
      this.logger.warn({ userId, side, err: error }, 'a notice has to wait');
    }
  }

  /** Sends the notices that are still owed. */
  async sweep(): Promise<void> {
    for (const side of ['evotor', 'vk'] as const) {
      const owed = await this.dataSource.query<{ userId: number }[]>(
        `SELECT c.user_id AS userId FROM ${TABLES[side]} c JOIN users u ON u.id = c.user_id
         WHERE ${OWED} LIMIT ?`,
        [expiry(), AT_ONCE],
      );
      for (const { userId } of owed) await this.tellNowOrLater(userId, side);
    }
  }

  private async tell(userId: number, side: Side): Promise<void> {
    const claimedAt = new Date();
    const claim = await this.dataSource.query<{ affectedRows: number }>(
      `UPDATE ${TABLES[side]} c JOIN users u ON u.id = c.user_id SET c.notice_claimed_at = ?
       WHERE ${OWED} AND c.user_id = ?`,
      [claimedAt, expiry(), userId],
    );
    if (claim.affectedRows === 0) return;
    const [trouble] = await this.dataSource.query<Trouble[]>(
      `SELECT u.email, u.name, u.language, u.phone, u.notify_email AS notifyEmail, u.notify_sms AS notifySms,
              c.problem_code AS problemCode, c.connected_at AS connectedAt
       FROM ${TABLES[side]} c JOIN users u ON u.id = c.user_id
       WHERE c.user_id = ? AND c.notice_claimed_at = ?`,
      [userId, claimedAt],
    );
    if (!trouble) return;
    const { connectedAt, problemCode } = trouble;
    await this.events.announceNeedsAttention({ userId, side, problem: notedProblem(problemCode), connectedAt });
    await this.queue(userId, side, trouble);
    await this.dataSource.query(
      `UPDATE ${TABLES[side]} SET notified_at = ? WHERE user_id = ? AND notice_claimed_at = ?`,
      [new Date(), userId, claimedAt],
    );
  }

  private async queue(userId: number, side: Side, trouble: Trouble): Promise<void> {
    const key = `${side}-${userId}-${trouble.connectedAt.getTime()}`;
    const language: Language = trouble.language === 'en' ? 'en' : 'ru';
    if (trouble.notifyEmail) {
      const { message: reason } = notedProblem(trouble.problemCode);
      const { email: to, name } = trouble;
      await this.mailer.send({ kind: 'connection-needs-attention', to, name, language, connection: side, reason }, key);
    }
    if (trouble.notifySms && trouble.phone) {
      const text = CONNECTION_NOTICE[language](CLOUD_NAMES[side][language], `${this.settings.baseUrl}/connections`);
      await this.texter.send({ phone: trouble.phone, text }, key);
    }
  }
}

/** A notice that nobody has sent, nor is sending. One parameter: claims before this time have run out. */
const OWED = `c.status = 'needsAttention' AND c.notified_at IS NULL AND u.status = 'active'
  AND (c.notice_claimed_at IS NULL OR c.notice_claimed_at < ?)`;

function expiry(): Date {
  return new Date(Date.now() - CLAIM_MS);
}
