import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type SelectQueryBuilder } from 'typeorm';
import { pageOf, type Page } from '../../common/pagination.js';
import { Problem } from '../../common/problem.js';
import { containing, orderOf } from '../../common/sorting.js';
import type { Language } from '../../common/words.js';
import { EvotorAppView } from '../../connections/evotor-app/evotor-app-view.js';
import { EvotorConnection } from '../../connections/evotor-connection.entity.js';
import { VkConnection } from '../../connections/vk-connection.entity.js';
import { SyncRun } from '../../sync/sync-run.entity.js';
import { normalEmail } from '../../users/email.js';
import { User } from '../../users/user.entity.js';
import type { AdminUserDto, AdminUserPageDto, ConnectionState } from './dto/admin-user.dto.js';
import type { AdminUsersQuery, LastSync } from './dto/admin-users-query.dto.js';
import { ROLE_SEPARATOR, toAdminUserDto, toAdminUserPageDto, type UserRow } from './user-row.mapper.js';

const SORTABLE = {
  id: 'u.id',
  email: 'u.email',
  name: 'u.name',
  status: 'u.status',
  createdAt: 'u.createdAt',
  lastLoginAt: 'u.lastLoginAt',
  lastRunAt: 'run.created_at',
};

/** The newest run of a user, straight from the index on (user_id, created_at). */
const NEWEST_RUN = `run.id = (SELECT newest.id FROM sync_runs newest WHERE newest.user_id = u.id
                              ORDER BY newest.created_at DESC, newest.id DESC LIMIT 1)`;

const ROLE_NAMES = `(SELECT GROUP_CONCAT(r.name ORDER BY r.id SEPARATOR '${ROLE_SEPARATOR}')
                     FROM user_roles ur JOIN roles r ON r.id = ur.role_id WHERE ur.user_id = u.id)`;

const COLUMNS: [column: string, alias: keyof UserRow][] = [
  [ROLE_NAMES, 'roles'],
  ['evotor.status', 'evotorStatus'],
  ['evotor.problem_code', 'evotorProblemCode'],
  ['evotor.connected_at', 'evotorConnectedAt'],
  ['evotor.checked_at', 'evotorCheckedAt'],
  ['vk.status', 'vkStatus'],
  ['vk.problem_code', 'vkProblemCode'],
  ['vk.group_name', 'vkGroupName'],
  ['vk.connected_at', 'vkConnectedAt'],
  ['vk.checked_at', 'vkCheckedAt'],
  ['run.id', 'runId'],
  ['run.status', 'runStatus'],
  ['COALESCE(run.finished_at, run.created_at)', 'runAt'],
];

const CONNECTION: Record<ConnectionState, string> = {
  needsAttention: `(evotor.status = 'needsAttention' OR vk.status = 'needsAttention')`,
  none: 'evotor.user_id IS NULL AND vk.user_id IS NULL',
  incomplete: `(evotor.user_id IS NULL AND vk.status = 'ok' OR vk.user_id IS NULL AND evotor.status = 'ok')`,
  ok: `evotor.status = 'ok' AND vk.status = 'ok'`,
};

const LAST_SYNC: Record<LastSync, string> = {
  never: 'run.id IS NULL',
  running: `run.status IN ('queued', 'running')`,
  succeeded: `run.status = 'succeeded'`,
  partial: `run.status = 'partial'`,
  failed: `run.status = 'failed'`,
  cancelled: `run.status = 'cancelled'`,
  olderThanDay: 'run.created_at < UTC_TIMESTAMP(3) - INTERVAL 1 DAY',
  olderThanWeek: 'run.created_at < UTC_TIMESTAMP(3) - INTERVAL 7 DAY',
};

/** Users as admins see them: with their connections' health and newest run, a page in two queries. */
@Injectable()
export class UserList {
  constructor(
    @InjectRepository(User) private readonly users: Repository<User>,
    private readonly evotorApps: EvotorAppView,
  ) {}

  async list(query: AdminUsersQuery): Promise<Page<AdminUserDto>> {
    const { column, direction } = orderOf(query.sort ?? '-createdAt', SORTABLE);
    const [rows, total] = await Promise.all([
      this.read(
        this.filtered(query)
          .orderBy(column, direction)
          .addOrderBy('u.id', direction)
          .offset((query.page - 1) * query.pageSize)
          .limit(query.pageSize),
      ),
      this.filtered(query).getCount(),
    ]);
    return pageOf(
      rows.map(([user, row]) => toAdminUserDto(user, row)),
      total,
      query,
    );
  }

  /** @throws Problem 404 `not_found` */
  async find(id: number, language: Language): Promise<AdminUserPageDto> {
    const [found] = await this.read(this.all().andWhere('u.id = :id', { id }));
    if (!found) throw Problem.notFound('not_found', { ru: 'Такого пользователя нет', en: 'There is no such user' });
    return toAdminUserPageDto(...found, await this.evotorApps.show(id, language), language);
  }

  private all(): SelectQueryBuilder<User> {
    return this.users
      .createQueryBuilder('u')
      .leftJoin(EvotorConnection, 'evotor', 'evotor.user_id = u.id')
      .leftJoin(VkConnection, 'vk', 'vk.user_id = u.id')
      .leftJoin(SyncRun, 'run', NEWEST_RUN)
      .where('u.closingGoods IS NULL');
  }

  private filtered({ search, role, status, connection, lastSync }: AdminUsersQuery): SelectQueryBuilder<User> {
    const builder = this.all();
    if (status) builder.andWhere('u.status = :status', { status });
    if (connection) builder.andWhere(CONNECTION[connection]);
    if (lastSync) builder.andWhere(LAST_SYNC[lastSync]);
    if (role) {
      builder.andWhere(
        `EXISTS (SELECT 1 FROM user_roles ur JOIN roles r ON r.id = ur.role_id
                 WHERE ur.user_id = u.id AND r.name = :role)`,
        { role },
      );
    }
    if (search?.trim()) {
      builder.andWhere('(u.email LIKE :email OR u.name LIKE :text OR u.phone LIKE :phone)', {
        email: containing(normalEmail(search)),
        text: containing(search),
        phone: containing(search.replace(/[\s().-]/g, '') || search),
      });
    }
    return builder;
  }

  private async read(builder: SelectQueryBuilder<User>): Promise<[User, UserRow][]> {
    COLUMNS.forEach(([column, alias]) => builder.addSelect(column, alias));
    const { entities, raw } = await builder.getRawAndEntities<UserRow>();
    return raw.flatMap((row, place) => {
      const user = entities[place];
      return user ? [[user, row] as [User, UserRow]] : [];
    });
  }
}
