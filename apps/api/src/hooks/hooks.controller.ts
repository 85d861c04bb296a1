import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { CurrentUser, type SignedInUser } from '../auth/current-user.js';
import { ApiProblems } from '../common/api-problems.js';
import { IdPipe } from '../common/id.pipe.js';
import { ApiPage, PageQuery, type Page } from '../common/pagination.js';
import { RequirePermission } from '../rbac/require-permission.js';
import { ChangeHookDto, CreateHookDto, HookDto, HookWithSecretDto } from './dto/hooks.dto.js';
import { HooksService } from './hooks.service.js';

const ApiHookId = () => ApiParam({ name: 'id', schema: { type: 'integer' }, example: 7 });

@ApiTags('hooks')
@Controller('hooks')
export class HooksController {
  constructor(private readonly hooks: HooksService) {}

  @Get()
  @RequirePermission('hooks.read')
  @ApiOperation({ summary: 'Addresses that are told of events, the newest first' })
  @ApiPage(HookDto)
  list(@CurrentUser() user: SignedInUser, @Query() query: PageQuery): Promise<Page<HookDto>> {
    return this.hooks.list(user.id, query);
  }

  @Post()
  @RequirePermission('hooks.write')
  @ApiOperation({ summary: 'Name an address and the events it wants; the secret is in this answer and never again' })
  @ApiProblems({ 409: ['too_many_hooks'] })
  create(@CurrentUser() user: SignedInUser, @Body() input: CreateHookDto): Promise<HookWithSecretDto> {
    return this.hooks.create(user.id, input);
  }

  @Get(':id')
  @RequirePermission('hooks.read')
  @ApiOperation({ summary: 'One hook' })
  @ApiHookId()
  @ApiProblems({ 404: ['hook_not_found', 'not_found'] })
  show(@CurrentUser() user: SignedInUser, @Param('id', IdPipe) id: number): Promise<HookDto> {
    return this.hooks.find(user.id, id);
  }

  @Patch(':id')
  @RequirePermission('hooks.write')
  @ApiOperation({ summary: 'Change a hook, or switch it on or off; fields left out stay as they are' })
  @ApiHookId()
  @ApiProblems({ 404: ['hook_not_found', 'not_found'] })
  change(
    @CurrentUser() user: SignedInUser,
    @Param('id', IdPipe) id: number,
    @Body() input: ChangeHookDto,
  ): Promise<HookDto> {
    return this.hooks.change(user.id, id, input);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('hooks.write')
  @ApiOperation({ summary: 'Remove a hook with the log of its deliveries' })
  @ApiHookId()
  @ApiNoContentResponse()
  @ApiProblems({ 404: ['hook_not_found', 'not_found'] })
  remove(@CurrentUser() user: SignedInUser, @Param('id', IdPipe) id: number): Promise<void> {
    return this.hooks.remove(user.id, id);
  }

  @Post(':id/rotate-secret')
  @HttpCode(200)
  @RequirePermission('hooks.write')
  @ApiOperation({ summary: 'Get a new secret; for a day deliveries are signed with the old one, too' })
  @ApiHookId()
  @ApiProblems({ 404: ['hook_not_found', 'not_found'] })
  rotateSecret(@CurrentUser() user: SignedInUser, @Param('id', IdPipe) id: number): Promise<HookWithSecretDto> {
    return this.hooks.rotateSecret(user.id, id);
  }
}
