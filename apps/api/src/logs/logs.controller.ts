import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { IdPipe } from '../common/id.pipe.js';
import { ProblemDto } from '../common/problem.js';
import { RequirePermission } from '../rbac/require-permission.js';
import { LogDetailDto, LogPageDto, LogsQuery } from './dto/logs.dto.js';
import { LogsService } from './logs.service.js';

@ApiTags('admin')
@Controller('admin/logs')
export class LogsController {
  constructor(private readonly logs: LogsService) {}

  @Get()
  @RequirePermission('logs.read')
  @ApiOperation({ summary: 'Calls to and from Evotor and VK, the newest first' })
  @ApiOkResponse({ type: LogPageDto })
  @ApiBadRequestResponse({ type: ProblemDto })
  list(@Query() query: LogsQuery): Promise<LogPageDto> {
    return this.logs.list(query);
  }

  @Get(':id')
  @RequirePermission('logs.read')
  @ApiOperation({ summary: 'One call with what was sent and answered' })
  @ApiOkResponse({ type: LogDetailDto })
  @ApiParam({ name: 'id', schema: { type: 'integer' } })
  @ApiNotFoundResponse({ type: ProblemDto })
  show(@Param('id', IdPipe) id: number): Promise<LogDetailDto> {
    return this.logs.find(id);
  }
}
