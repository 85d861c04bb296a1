import type { Language } from '../../common/words.js';
import { toProblemDto } from '../../connections/connection-problem.mapper.js';
import { notedProblem } from '../../connections/connection-problems.js';
import type { ConnectionStatus } from '../../connections/connection-status.js';
import type { EvotorAppDto } from '../../connections/evotor-app/evotor-app.dto.js';
import type { RunStatus } from '../../sync/run.js';
import { toUserDto } from '../../users/dto/user.dto.js';
import type { User } from '../../users/user.entity.js';
import type {
  AdminUserDto,
  AdminUserPageDto,
  ConnectionHealth,
  AdminConnectionDto,
  ConnectionState,
} from './dto/admin-user.dto.js';

/** What stands beside a user in the database: roles, connections without their tokens, the newest run. */
export interface UserRow {
  roles: string | null;
  evotorStatus: ConnectionStatus | null;
  evotorProblemCode: string | null;
  evotorConnectedAt: Date | null;
  evotorCheckedAt: Date | null;
  vkStatus: ConnectionStatus | null;
  vkProblemCode: string | null;
  vkGroupName: string | null;
  vkConnectedAt: Date | null;
  vkCheckedAt: Date | null;
  runId: string | null;
  runStatus: RunStatus | null;
  runAt: Date | null;
}

/** Stands between the names of roles; no name contains it. */
export const ROLE_SEPARATOR = ',';

/** A line of the list. */
export function toAdminUserDto(user: User, row: UserRow): AdminUserDto {
  const evotor = row.evotorStatus ?? 'none';
  const vk = row.vkStatus ?? 'none';
  const { runId, runStatus, runAt } = row;
  return {
    ...toUserDto(user, row.roles?.split(ROLE_SEPARATOR) ?? []),
    connections: { evotor, vk, state: together(evotor, vk) },
    lastRun: runId && runStatus && runAt ? { id: runId, status: runStatus, at: runAt.toISOString() } : null,
  };
}

/** A user's page. */
export function toAdminUserPageDto(
  user: User,
  row: UserRow,
  evotorApp: EvotorAppDto | null,
  language: Language,
): AdminUserPageDto {
  return {
    ...toAdminUserDto(user, row),
    evotor: {
      health: row.evotorStatus ?? 'none',
      problem: problemOf(row.evotorProblemCode, language),
      shopName: null,
      connectedAt: row.evotorConnectedAt?.toISOString() ?? null,
      checkedAt: row.evotorCheckedAt?.toISOString() ?? null,
    },
    vk: {
      health: row.vkStatus ?? 'none',
      problem: problemOf(row.vkProblemCode, language),
      shopName: row.vkGroupName,
      connectedAt: row.vkConnectedAt?.toISOString() ?? null,
      checkedAt: row.vkCheckedAt?.toISOString() ?? null,
    },
    evotorApp,
  };
}

function together(evotor: ConnectionHealth, vk: ConnectionHealth): ConnectionState {
  if (evotor === 'needsAttention' || vk === 'needsAttention') return 'needsAttention';
  if (evotor === 'none' && vk === 'none') return 'none';
  return evotor === 'ok' && vk === 'ok' ? 'ok' : 'incomplete';
}

function problemOf(code: string | null, language: Language): AdminConnectionDto['problem'] {
  return code === null ? null : toProblemDto(notedProblem(code), language);
}
