import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { pageOf, type Page } from '../../common/pagination.js';
import { containing, orderOf } from '../../common/sorting.js';
import type { AuditDetails } from './audit-actions.js';
import { AuditEntry } from './audit-entry.entity.js';
import type { AuditEntryDto, AuditQuery } from './dto/audit.dto.js';

/** Reads the audit trail. */
@Injectable()
export class AuditList {
  constructor(@InjectRepository(AuditEntry) private readonly entries: Repository<AuditEntry>) {}

  /** A page of what was done, the newest first unless asked otherwise. */
  async list(query: AuditQuery): Promise<Page<AuditEntryDto>> {
    const { column, direction } = orderOf(query.sort ?? '-time', { time: 'entry.time' });
    const [entries, total] = await this.filtered(query)
      .orderBy(column, direction)
      .addOrderBy('entry.id', direction)
      .offset((query.page - 1) * query.pageSize)
      .limit(query.pageSize)
      .getManyAndCount();
    return pageOf(entries.map(toDto), total, query);
  }

  private filtered({ actorId, action, targetKind, targetId, from, to, search }: AuditQuery) {
    const builder = this.entries.createQueryBuilder('entry');
    if (actorId) builder.andWhere('entry.actorId = :actorId', { actorId });
    if (action) builder.andWhere('entry.action = :action', { action });
    if (targetKind) builder.andWhere('entry.targetKind = :targetKind', { targetKind });
    if (targetId) builder.andWhere('entry.targetId = :targetId', { targetId: String(targetId) });
    if (from) builder.andWhere('entry.time >= :from', { from: new Date(from) });
    if (to) builder.andWhere('entry.time < :to', { to: new Date(to) });
    if (search?.trim()) {
      builder.andWhere('(entry.actorEmail LIKE :text OR entry.targetLabel LIKE :text)', { text: containing(search) });
    }
    return builder;
  }
}

function toDto(entry: AuditEntry): AuditEntryDto {
  return {
    id: entry.id,
    time: entry.time.toISOString(),
    actor: { id: entry.actorId, email: entry.actorEmail },
    action: entry.action,
    target: {
      kind: entry.targetKind,
      id: entry.targetId === '' ? null : Number(entry.targetId),
      label: entry.targetLabel,
    },
    details: entry.details as AuditDetails | null,
    ip: entry.ip,
  };
}
