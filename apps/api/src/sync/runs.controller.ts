import { Controller, Get, HttpCode, type MessageEvent, Param, Post, Query, Res, Sse } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { concat, defer, EMPTY, from, interval, merge, type Observable } from 'rxjs';
import { auditTime, groupBy, map, mergeMap, takeUntil } from 'rxjs/operators';
import { CurrentUser, type SignedInUser } from '../auth/current-user.js';
import { ApiProblems } from '../common/api-problems.js';
import { CallerLanguage } from '../common/caller-language.js';
import { ApiIdempotencyKey, IdempotencyKey, type IdempotentRequest } from '../common/idempotency-key.js';
import { IdempotencyKeys } from '../common/idempotency-keys.js';
import { ApiPage, type Page } from '../common/pagination.js';
import type { Language } from '../common/words.js';
import { RequirePermission } from '../rbac/require-permission.js';
import { RunDto, RunEventsQuery, RunItemDto, RunItemQuery, RunQuery } from './dto/run.dto.js';
import { RunEvents } from './run-events.js';
import { toRunDto, toRunItemDto } from './run.mapper.js';
import { RunsService } from './runs.service.js';

const EVENT_EVERY_MS = 250;
const HEARTBEAT_MS = 20_000;
const EVENT_EXAMPLE = 'event: run\nid: 1\ndata: {"id":"0b5f6e1a-7c2d-4e3f-9a4b-5c6d7e8f9a0b","status":"running"}\n\n';

@ApiTags('sync')
@Controller('sync')
export class RunsController {
  constructor(
    private readonly runs: RunsService,
    private readonly events: RunEvents,
    private readonly keys: IdempotencyKeys,
  ) {}

  /** Runs the sync now; while a run is alive, answers that one. */
  @Post('runs')
  @ApiProblems({ 409: ['connection_needs_attention', 'user_not_active'] })
  @HttpCode(202)
  @ApiAcceptedResponse({ type: RunDto })
  @RequirePermission('sync.write')
  @ApiIdempotencyKey()
  async start(
    @CurrentUser() user: SignedInUser,
    @IdempotencyKey() asked: IdempotentRequest | null,
    @Res({ passthrough: true }) response: Response,
    @CallerLanguage() language: Language,
  ): Promise<RunDto> {
    const start = () => this.runs.start(user.id, 'manual');
    if (!asked) return toRunDto(await start(), language);
    const { result, replayed } = await this.keys.once(`sync/runs ${user.id}`, asked, async () => (await start()).id);
    if (replayed) response.set('Idempotency-Replayed', 'true');
    return toRunDto(await this.runs.find(user.id, result), language);
  }

  /** History of runs, newest first. */
  @Get('runs')
  @RequirePermission('sync.read')
  @ApiPage(RunDto)
  async list(
    @CurrentUser() user: SignedInUser,
    @Query() query: RunQuery,
    @CallerLanguage() language: Language,
  ): Promise<Page<RunDto>> {
    const { items, ...page } = await this.runs.list(user.id, query);
    return { items: items.map((run) => toRunDto(run, language)), ...page };
  }

  /** One run. */
  @Get('runs/:id')
  @ApiProblems({ 404: ['run_not_found'] })
  @RequirePermission('sync.read')
  async show(
    @CurrentUser() user: SignedInUser,
    @Param('id') id: string,
    @CallerLanguage() language: Language,
  ): Promise<RunDto> {
    return toRunDto(await this.runs.find(user.id, id), language);
  }

  /** What came of each product in a run; unchanged products have no row. */
  @Get('runs/:id/items')
  @ApiProblems({ 404: ['run_not_found'] })
  @RequirePermission('sync.read')
  @ApiPage(RunItemDto)
  async listItems(
    @CurrentUser() user: SignedInUser,
    @Param('id') id: string,
    @Query() query: RunItemQuery,
    @CallerLanguage() language: Language,
  ): Promise<Page<RunItemDto>> {
    const { items, ...page } = await this.runs.listItems(user.id, id, query);
    return { items: items.map((item) => toRunItemDto(item, language)), ...page };
  }

  /** Stops a run after the batch that is on its way. */
  @Post('runs/:id/cancel')
  @ApiProblems({ 404: ['run_not_found'] })
  @HttpCode(200)
  @RequirePermission('sync.write')
  async cancel(
    @CurrentUser() user: SignedInUser,
    @Param('id') id: string,
    @CallerLanguage() language: Language,
  ): Promise<RunDto> {
    return toRunDto(await this.runs.cancel(user.id, id), language);
  }

  /** Server-sent events: `run` with the run as it is now, whenever it changes. */
  @Sse('events')
  @RequirePermission('sync.read')
  @ApiOkResponse({
    description: 'A stream of events; each `data` is a run',
    content: { 'text/event-stream': { schema: { type: 'string' }, example: EVENT_EXAMPLE } },
  })
  watch(
    @CurrentUser() user: SignedInUser,
    @Query() query: RunEventsQuery,
    @CallerLanguage() asked: Language,
  ): Observable<MessageEvent> {
    const language = query.language ?? asked;
    const current = defer(() => from(this.runs.findActive(user.id))).pipe(mergeMap((run) => (run ? [run] : EMPTY)));
    const changes = this.events.changesOf(user.id).pipe(
      groupBy((runId) => runId),
      mergeMap((one) => one.pipe(auditTime(EVENT_EVERY_MS))),
      mergeMap((runId) => from(this.runs.find(user.id, runId))),
    );
    const heartbeat = interval(HEARTBEAT_MS).pipe(map((): MessageEvent => ({ type: 'ping', data: '' })));
    const told = concat(current, changes).pipe(
      map((run): MessageEvent => ({ type: 'run', data: toRunDto(run, language) })),
    );
    return merge(told, heartbeat).pipe(takeUntil(this.events.closing));
  }
}
