import { Controller, Get, HttpCode, type MessageEvent, Param, Post, Query, Sse } from '@nestjs/common';
import { ApiAcceptedResponse, ApiTags } from '@nestjs/swagger';
import { concat, defer, EMPTY, from, interval, merge, type Observable } from 'rxjs';
import { auditTime, groupBy, map, mergeMap, takeUntil } from 'rxjs/operators';
import { CurrentUser, type SignedInUser } from '../auth/current-user.js';
import { ApiPage, type Page } from '../common/pagination.js';
import { RequirePermission } from '../rbac/require-permission.js';
import { RunDto, RunItemDto, RunItemQuery, RunQuery } from './dto/run.dto.js';
import { RunEvents } from './run-events.js';
import { RunsService } from './runs.service.js';

const EVENT_EVERY_MS = 250;
const HEARTBEAT_MS = 20_000;

@ApiTags('sync')
@Controller('sync')
export class RunsController {
  constructor(
    private readonly runs: RunsService,
    private readonly events: RunEvents,
  ) {}

  /** Runs the sync now; while a run is alive, answers that one. */
  @Post('runs')
  @HttpCode(202)
  @ApiAcceptedResponse({ type: RunDto })
  @RequirePermission('sync.write')
  start(@CurrentUser() user: SignedInUser): Promise<RunDto> {
    return this.runs.start(user.id, 'manual');
  }

  /** History of runs, newest first. */
  @Get('runs')
  @RequirePermission('sync.read')
  @ApiPage(RunDto)
  list(@CurrentUser() user: SignedInUser, @Query() query: RunQuery): Promise<Page<RunDto>> {
    return this.runs.list(user.id, query);
  }

  /** One run. */
  @Get('runs/:id')
  @RequirePermission('sync.read')
  show(@CurrentUser() user: SignedInUser, @Param('id') id: string): Promise<RunDto> {
    return this.runs.find(user.id, id);
  }

  /** What came of each product in a run; unchanged products have no row. */
  @Get('runs/:id/items')
  @RequirePermission('sync.read')
  @ApiPage(RunItemDto)
  listItems(
    @CurrentUser() user: SignedInUser,
    @Param('id') id: string,
    @Query() query: RunItemQuery,
  ): Promise<Page<RunItemDto>> {
    return this.runs.listItems(user.id, id, query);
  }

  /** Stops a run after the batch that is on its way. */
  @Post('runs/:id/cancel')
  @HttpCode(200)
  @RequirePermission('sync.write')
  cancel(@CurrentUser() user: SignedInUser, @Param('id') id: string): Promise<RunDto> {
    return this.runs.cancel(user.id, id);
  }

  /** Server-sent events: `run` with the run as it is now, whenever it changes. */
  @Sse('events')
  @RequirePermission('sync.read')
  watch(@CurrentUser() user: SignedInUser): Observable<MessageEvent> {
    const current = defer(() => from(this.runs.findActive(user.id))).pipe(mergeMap((run) => (run ? [run] : EMPTY)));
    const changes = this.events.changesOf(user.id).pipe(
      groupBy((runId) => runId),
      mergeMap((one) => one.pipe(auditTime(EVENT_EVERY_MS))),
      mergeMap((runId) => from(this.runs.find(user.id, runId))),
    );
    const heartbeat = interval(HEARTBEAT_MS).pipe(map((): MessageEvent => ({ type: 'ping', data: '' })));
    const told = concat(current, changes).pipe(map((run): MessageEvent => ({ type: 'run', data: run })));
    return merge(told, heartbeat).pipe(takeUntil(this.events.closing));
  }
}
