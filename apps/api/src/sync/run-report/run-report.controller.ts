import { Controller, Get, Param, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Readable } from 'node:stream';
import { CurrentUser, type SignedInUser } from '../../auth/current-user.js';
import { ProblemDto } from '../../common/problem.js';
import { languageOf } from '../../common/words.js';
import { RequirePermission } from '../../rbac/require-permission.js';
import { RunCausesDto, RunFileQuery } from './run-report.dto.js';
import { RunReportService } from './run-report.service.js';

@ApiTags('sync')
@Controller('sync/runs/:id')
export class RunReportController {
  constructor(private readonly report: RunReportService) {}

  @Get('causes')
  @RequirePermission('sync.read')
  @ApiOperation({ summary: 'How many products of a run had which outcome for which reason' })
  @ApiNotFoundResponse({ type: ProblemDto, description: '`run_not_found`' })
  causes(@CurrentUser() user: SignedInUser, @Param('id') id: string): Promise<RunCausesDto> {
    return this.report.countCauses(user.id, id);
  }

  @Get('items.csv')
  @RequirePermission('sync.read')
  @ApiOperation({ summary: 'What came of each product in a run, as a file for Excel (UTF-8, semicolon separated)' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiNotFoundResponse({ type: ProblemDto, description: '`run_not_found`' })
  async file(
    @CurrentUser() user: SignedInUser,
    @Param('id') id: string,
    @Query() query: RunFileQuery,
    @Req() request: Request,
  ): Promise<StreamableFile> {
    const pieces = await this.report.file(user.id, id, query, query.language ?? languageOf(request));
    return new StreamableFile(Readable.from(pieces), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="evosync-run-${id.toLowerCase().replace(/[^0-9a-f-]/g, '')}.csv"`,
    });
  }
}
