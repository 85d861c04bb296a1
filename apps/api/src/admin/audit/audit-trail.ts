import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { Problem } from '../../common/problem.js';
import type { ActingAdmin } from '../acting-admin.js';
import type { AuditAction, AuditDetails, AuditTarget } from './audit-actions.js';
import { AuditEntry } from './audit-entry.entity.js';

/** One thing an admin is doing. What is not known before the work is filled in while it is done. */
export interface Deed {
  by: ActingAdmin;
  action: AuditAction;
  target: AuditTarget;
  details?: AuditDetails;
  /** Nothing came of it, because all was so already: it is not kept. */
  idle?: boolean;
}

const LABEL_LENGTH = 254;
const REFUSALS = new Set(['forbidden', 'last_system_user', 'yourself']);

/** Writes down who did what to whom, together with the doing. */
@Injectable()
export class AuditTrail {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Does `work` and keeps the deed in one transaction; a try that a rule forbids is kept as `refused`. */
  perform<T>(deed: Deed, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.keepingRefusal(deed, () =>
      this.dataSource.transaction(async (manager) => {
        const result = await work(manager);
        await this.record(deed, manager);
        return result;
      }),
    );
  }

  /** Does `work`, which keeps the deed itself; a try that a rule forbids is kept as `refused`. */
  async keepingRefusal<T>(deed: Deed, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Problem && REFUSALS.has(error.code)) await this.refused(deed, error.code);
      throw error;
    }
  }

  /** Keeps a deed that is done. */
  async record(deed: Deed, manager: EntityManager = this.dataSource.manager): Promise<void> {
    if (deed.idle) return;
    const { by, action, target, details } = deed;
    await manager.insert(AuditEntry, {
      actorId: by.id || null,
      actorEmail: by.email,
      action,
      targetKind: target.kind,
      targetId: target.id === null ? '' : String(target.id),
      targetLabel: target.label.slice(0, LABEL_LENGTH),
      details: details ?? null,
      ip: by.ip,
    });
  }

  private refused(deed: Deed, code: string): Promise<void> {
    return this.record({ ...deed, action: 'refused', details: { tried: deed.action, code } });
  }
}
