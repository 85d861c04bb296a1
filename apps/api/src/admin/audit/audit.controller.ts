import { Controller, Get, Query } from '@nestjs/common';
import { ApiBadRequestResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiPage, type Page } from '../../common/pagination.js';
import { ProblemDto } from '../../common/problem.js';
import { RequirePermission } from '../../rbac/require-permission.js';
import { AuditList } from './audit-list.js';
import { AuditEntryDto, AuditQuery } from './dto/audit.dto.js';

@ApiTags('admin')
@Controller('admin/audit')
export class AuditController {
  constructor(private readonly entries: AuditList) {}

  @Get()
  @RequirePermission('logs.read')
  @ApiOperation({ summary: 'Who did what to whom in the admin section, the newest first' })
  @ApiPage(AuditEntryDto)
  @ApiBadRequestResponse({ type: ProblemDto })
  list(@Query() query: AuditQuery): Promise<Page<AuditEntryDto>> {
    return this.entries.list(query);
  }
}
