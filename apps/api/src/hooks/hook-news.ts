import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { Language } from '../common/words.js';
import { ConnectionEvents, type ConnectionTrouble } from '../connections/connection-events.js';
import { toProblemDto } from '../connections/connection-problem.mapper.js';
import { RunEvents, type EndedRun } from '../sync/run-events.js';
import { toRunDto, toRunItemDto } from '../sync/run.mapper.js';
import { RunsService } from '../sync/runs.service.js';
import { UsersService } from '../users/users.service.js';
import { HookOutbox } from './hook-outbox.js';

const PRODUCTS_A_MESSAGE = 100;
const MOST_MESSAGES = 10;
/** How far back the sweep looks for runs whose end was not told, because a process died. */
const LOOK_BACK_MS = 15 * 60_000;

/**
 * Hears what happens in runs and connections, and puts it into words for hooks, in the language of the account: nothing
 * secret, nobody's person.
 */
@Injectable()
export class HookNews implements OnModuleInit {
  private readonly logger = new Logger(HookNews.name);

  constructor(
    private readonly runs: RunsService,
    private readonly runEvents: RunEvents,
    private readonly connectionEvents: ConnectionEvents,
    private readonly outbox: HookOutbox,
    private readonly users: UsersService,
  ) {}

  onModuleInit(): void {
    this.runEvents.onEnded((run) => this.tellRunOrLater(run));
    this.connectionEvents.onNeedsAttention((trouble) => this.tellTrouble(trouble));
  }

  /** Tells of runs that ended lately and of whose end nobody was told. */
  async catchUp(now = Date.now()): Promise<void> {
    const since = new Date(now - LOOK_BACK_MS);
    for (const userId of await this.outbox.users()) {
      const ended = await this.runs.endedSince(userId, since);
      if (ended.length === 0) continue;
      const lastKey = (await this.outbox.isAwaited(userId, ['run.finished'])) ? runKey : productsKey;
      const told = await this.outbox.toldKeys(
        userId,
        ended.map(({ id }) => lastKey(id)),
      );
      for (const run of ended.filter(({ id }) => !told.has(lastKey(id)))) await this.tellRunOrLater(run);
    }
  }

  /** A run must end, whatever becomes of the news of it: the sweep makes up for what fails here. */
  private async tellRunOrLater(run: EndedRun): Promise<void> {
    try {
      await this.tellRun(run);
    } catch (error) {
      this.logger.warn({ runId: run.id, err: error }, 'the end of a run could not be told to hooks');
    }
  }

  private async tellRun({ id, userId, finishedAt }: EndedRun): Promise<void> {
    if (!(await this.outbox.isAwaited(userId, ['run.finished', 'product.failed']))) return;
    const [run, language] = await Promise.all([this.runs.find(userId, id), this.users.languageOf(userId)]);
    if (run.counts.failed > 0) await this.tellFailures(userId, id, finishedAt, language);
    await this.outbox.announce({
      userId,
      event: 'run.finished',
      key: runKey(id),
      happenedAt: finishedAt,
      data: { run: toRunDto(run, language) },
    });
  }

  private async tellFailures(userId: number, runId: string, happenedAt: Date, language: Language): Promise<void> {
    for (let page = 1; page <= MOST_MESSAGES; page += 1) {
      const query = { outcome: 'failed', page, pageSize: PRODUCTS_A_MESSAGE } as const;
      const { items, total } = await this.runs.listItems(userId, runId, query);
      if (items.length === 0) return;
      const products = items.map((item) => {
        const { storeId, productId, name, action, reason, message, vkProductId } = toRunItemDto(item, language);
        return { storeId, productId, name, action, reason, message, vkProductId };
      });
      await this.outbox.announce({
        userId,
        event: 'product.failed',
        key: productsKey(runId, page),
        happenedAt,
        data: { runId, total, products },
      });
    }
  }

  private async tellTrouble({ userId, side, problem, connectedAt }: ConnectionTrouble): Promise<void> {
    const language = await this.users.languageOf(userId);
    await this.outbox.announce({
      userId,
      event: 'connection.needs_attention',
      key: `connection.needs_attention:${side}:${connectedAt.getTime()}`,
      happenedAt: new Date(),
      data: { connection: side, problem: toProblemDto(problem, language) },
    });
  }
}

function runKey(runId: string): string {
  return `run.finished:${runId}`;
}

function productsKey(runId: string, page = 1): string {
  return `product.failed:${runId}:${page}`;
}
