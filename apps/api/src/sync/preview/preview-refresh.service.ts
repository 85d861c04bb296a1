import { EvotorError } from '@evosync/evotor';
import { Injectable } from '@nestjs/common';
import { RefreshCatalogService } from '../../catalog/refresh-catalog.service.js';
import { Problem } from '../../common/problem.js';
import { evotorProblemOf } from '../../connections/connection-problems.js';
import { ConnectionsService } from '../../connections/connections.service.js';
import { RunsService } from '../runs.service.js';

/**
 * Reads the register again for a preview. VK is not read here: after the first time (FirstVkReading) what it holds is
 * noted by runs alone, which keep count of calls whose outcome is not known yet.
 */
@Injectable()
export class PreviewRefreshService {
  private readonly reading = new Map<number, Promise<void>>();

  constructor(
    private readonly catalog: RefreshCatalogService,
    private readonly connections: ConnectionsService,
    private readonly runs: RunsService,
  ) {}

  /**
   * Resolves when the register was read; a second call joins the first. Throws a Problem: 404 when Evotor is not
   * connected, 409 while a run is alive or when the token is dead, 503 when Evotor does not answer.
   */
  async refresh(userId: number): Promise<void> {
    if (await this.runs.findActive(userId)) {
      throw Problem.conflict('run_active', {
        ru: 'Сейчас идёт запуск, он и так читает кассу. Дождитесь его конца.',
        en: 'A run is going on and reads the register anyway. Wait for its end.',
      });
    }
    const reading = this.reading.get(userId) ?? this.read(userId).finally(() => this.reading.delete(userId));
    this.reading.set(userId, reading);
    await reading;
  }

  private async read(userId: number): Promise<void> {
    try {
      if (await this.catalog.refresh(userId, { whole: true })) return this.connections.markHealthy(userId, 'evotor');
    } catch (error) {
      if (!(error instanceof EvotorError)) throw error;
      const problem = evotorProblemOf(error);
      if (!problem) {
        throw Problem.unavailable('evotor_unavailable', {
          ru: 'Эвотор сейчас не отвечает. Попробуйте через минуту.',
          en: 'Evotor does not answer now. Try again in a minute.',
        });
      }
      await this.connections.markNeedsAttention(userId, 'evotor', problem);
      throw Problem.conflict('connection_needs_attention', problem.message);
    }
    throw Problem.notFound('not_connected', {
      ru: 'Эвотор ещё не подключён.',
      en: 'Evotor is not connected yet.',
    });
  }
}
