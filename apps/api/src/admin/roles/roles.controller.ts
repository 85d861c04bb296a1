import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { IdPipe } from '../../common/id.pipe.js';
import { ApiPage, PageQuery, type Page } from '../../common/pagination.js';
import { ProblemDto } from '../../common/problem.js';
import { RequirePermission } from '../../rbac/require-permission.js';
import { Acting, type ActingAdmin } from '../acting-admin.js';
import { CreateRoleDto, RenameRoleDto, RoleDto, RolePermissionsDto } from './dto/role.dto.js';
import { RoleChanges } from './role-changes.js';
import { RoleList } from './role-list.js';

@ApiTags('admin')
@Controller('admin/roles')
export class RolesController {
  constructor(
    private readonly roles: RoleList,
    private readonly changes: RoleChanges,
  ) {}

  @Get()
  @RequirePermission('roles.read')
  @ApiOperation({ summary: 'Roles with their permissions, the built-in ones first' })
  @ApiPage(RoleDto)
  @ApiBadRequestResponse({ type: ProblemDto })
  list(@Query() query: PageQuery, @Acting() by: ActingAdmin): Promise<Page<RoleDto>> {
    return this.roles.list(query, by);
  }

  @Post()
  @RequirePermission('roles.write')
  @ApiOperation({ summary: 'Create a role, with permissions the caller has' })
  @ApiBadRequestResponse({ type: ProblemDto })
  @ApiConflictResponse({ type: ProblemDto, description: 'role_exists' })
  async create(@Body() input: CreateRoleDto, @Acting() by: ActingAdmin): Promise<RoleDto> {
    return this.roles.find(await this.changes.create(input, by), by);
  }

  @Patch(':id')
  @RequirePermission('roles.write')
  @ApiOperation({ summary: 'Rename a role' })
  @ApiParam({ name: 'id', schema: { type: 'integer' } })
  @ApiBadRequestResponse({ type: ProblemDto })
  @ApiNotFoundResponse({ type: ProblemDto })
  @ApiConflictResponse({ type: ProblemDto, description: 'built_in_role, role_exists' })
  async rename(
    @Param('id', IdPipe) id: number,
    @Body() input: RenameRoleDto,
    @Acting() by: ActingAdmin,
  ): Promise<RoleDto> {
    await this.changes.rename(id, input.name, by);
    return this.roles.find(id, by);
  }

  @Delete(':id')
  @RequirePermission('roles.write')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a role that nobody has' })
  @ApiParam({ name: 'id', schema: { type: 'integer' } })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ type: ProblemDto })
  @ApiConflictResponse({ type: ProblemDto, description: 'built_in_role, role_in_use' })
  remove(@Param('id', IdPipe) id: number, @Acting() by: ActingAdmin): Promise<void> {
    return this.changes.remove(id, by);
  }

  @Put(':id/permissions')
  @RequirePermission('roles.write')
  @ApiOperation({ summary: 'Say what a role allows; it counts from the next request on' })
  @ApiParam({ name: 'id', schema: { type: 'integer' } })
  @ApiBadRequestResponse({ type: ProblemDto })
  @ApiNotFoundResponse({ type: ProblemDto })
  @ApiConflictResponse({ type: ProblemDto, description: 'yourself: the caller would lose the access to roles' })
  async setPermissions(
    @Param('id', IdPipe) id: number,
    @Body() input: RolePermissionsDto,
    @Acting() by: ActingAdmin,
  ): Promise<RoleDto> {
    await this.changes.setPermissions(id, input.permissions, by);
    return this.roles.find(id, by);
  }
}
