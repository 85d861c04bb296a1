import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { pageOf, type Page } from '../../common/pagination.js';
import type { Language } from '../../common/words.js';
import type { RunQuery } from '../../sync/dto/run.dto.js';
import { toRunDto } from '../../sync/run.mapper.js';
import { RunsService } from '../../sync/runs.service.js';
import { SyncRun } from '../../sync/sync-run.entity.js';
import { User } from '../../users/user.entity.js';
import { UsersService } from '../../users/users.service.js';
import type { ActingAdmin } from '../acting-admin.js';
import { AuditTrail } from '../audit/audit-trail.js';
import type { AdminRunDto } from './dto/admin-run.dto.js';
import { UserDeeds } from './user-deeds.js';

/** A merchant's runs in the hands of an admin. */
@Injectable()
export class UserRuns {
  constructor(
    @InjectRepository(SyncRun) private readonly rows: Repository<SyncRun>,
    @InjectRepository(User) private readonly people: Repository<User>,
    private readonly users: UsersService,
    private readonly runs: RunsService,
    private readonly deeds: UserDeeds,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Starts a run for the merchant, which remembers who asked; while one is alive, answers that one.
   * @throws Problem 404, 403, 409 `user_not_active` or `connection_needs_attention`
   */
  start(userId: number, by: ActingAdmin, language: Language): Promise<AdminRunDto> {
    return this.deeds.attend('user.sync-started', userId, by, async (_, deed) => {
      const { id } = await this.runs.start(userId, 'manual', by.id);
      deed.details = { runId: id };
      await this.audit.record(deed);
      const [run] = await this.withAskers(await this.rows.findBy({ id }), language);
      if (!run) throw new Error(`The run ${id} is gone as soon as it was started`);
      return run;
    });
  }

  /**
   * The merchant's runs, the newest first.
   * @throws Problem 404 `not_found`
   */
  async list(userId: number, query: RunQuery, language: Language): Promise<Page<AdminRunDto>> {
    await this.users.findOrFail(userId);
    const [runs, total] = await this.rows.findAndCount({
      where: { userId, ...(query.status && { status: query.status }) },
      order: { createdAt: 'DESC', id: 'DESC' },
      skip: (query.page - 1) * query.pageSize,
      take: query.pageSize,
    });
    return pageOf(await this.withAskers(runs, language), total, query);
  }

  private async withAskers(runs: SyncRun[], language: Language): Promise<AdminRunDto[]> {
    const ids = [...new Set(runs.flatMap(({ triggeredBy }) => triggeredBy ?? []))];
    const askers =
      ids.length === 0 ? [] : await this.people.find({ select: { id: true, email: true }, where: { id: In(ids) } });
    const emails = new Map(askers.map(({ id, email }) => [id, email]));
    return runs.map((run) => ({
      ...toRunDto(run, language),
      triggeredBy:
        run.triggeredBy === null ? null : { id: run.triggeredBy, email: emails.get(run.triggeredBy) ?? null },
    }));
  }
}
