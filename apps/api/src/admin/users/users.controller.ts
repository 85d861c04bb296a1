import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiConflictResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { CallerLanguage } from '../../common/caller-language.js';
import { IdPipe } from '../../common/id.pipe.js';
import { ApiPage, type Page } from '../../common/pagination.js';
import { ProblemDto } from '../../common/problem.js';
import type { Language } from '../../common/words.js';
import { RequirePermission } from '../../rbac/require-permission.js';
import { Acting, type ActingAdmin } from '../acting-admin.js';
import { AdminUserDto, AdminUserPageDto } from './dto/admin-user.dto.js';
import { AdminUsersQuery } from './dto/admin-users-query.dto.js';
import { CreatedUserDto } from './dto/created-user.dto.js';
import { CreateUserDto } from './dto/create-user.dto.js';
import { UpdateUserDto } from './dto/update-user.dto.js';
import { DeleteUserDto } from './dto/user-actions.dto.js';
import { UserChanges } from './user-changes.js';
import { UserList } from './user-list.js';

@ApiTags('admin')
@Controller('admin/users')
export class AdminUsersController {
  constructor(
    private readonly users: UserList,
    private readonly changes: UserChanges,
  ) {}

  @Get()
  @RequirePermission('users.read')
  @ApiOperation({ summary: 'Users with the health of their connections and their newest run, the newest user first' })
  @ApiPage(AdminUserDto)
  @ApiBadRequestResponse({ type: ProblemDto })
  list(@Query() query: AdminUsersQuery): Promise<Page<AdminUserDto>> {
    return this.users.list(query);
  }

  @Post()
  @RequirePermission('users.write')
  @ApiOperation({ summary: 'Create a user, active with a password, invited by mail without' })
  @ApiBadRequestResponse({ type: ProblemDto })
  @ApiConflictResponse({ type: ProblemDto, description: 'email_taken' })
  async create(
    @Body() input: CreateUserDto,
    @Acting() by: ActingAdmin,
    @CallerLanguage() language: Language,
  ): Promise<CreatedUserDto> {
    const { id, inviteSent } = await this.changes.create(input, by);
    return { ...(await this.users.find(id, language)), inviteSent };
  }

  @Get(':id')
  @RequirePermission('users.read')
  @ApiOperation({ summary: 'One user, with what is wrong with their connections' })
  @ApiParam({ name: 'id', schema: { type: 'integer' } })
  @ApiNotFoundResponse({ type: ProblemDto })
  get(@Param('id', IdPipe) id: number, @CallerLanguage() language: Language): Promise<AdminUserPageDto> {
    return this.users.find(id, language);
  }

  @Patch(':id')
  @RequirePermission('users.write')
  @ApiOperation({ summary: 'Change name, phone, e-mail, language or roles' })
  @ApiParam({ name: 'id', schema: { type: 'integer' } })
  @ApiBadRequestResponse({ type: ProblemDto })
  @ApiNotFoundResponse({ type: ProblemDto })
  @ApiConflictResponse({ type: ProblemDto, description: 'email_taken, last_system_user, yourself' })
  async update(
    @Param('id', IdPipe) id: number,
    @Body() input: UpdateUserDto,
    @Acting() by: ActingAdmin,
    @CallerLanguage() language: Language,
  ): Promise<AdminUserPageDto> {
    await this.changes.update(id, input, by);
    return this.users.find(id, language);
  }

  @Delete(':id')
  @RequirePermission('users.write')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a user; `goods`, in the query or the body, says whether their goods in VK stay' })
  @ApiParam({ name: 'id', schema: { type: 'integer' } })
  @ApiBody({ type: DeleteUserDto, required: false })
  @ApiNoContentResponse()
  @ApiBadRequestResponse({ type: ProblemDto })
  @ApiNotFoundResponse({ type: ProblemDto })
  @ApiConflictResponse({ type: ProblemDto, description: 'last_system_user, yourself' })
  remove(
    @Param('id', IdPipe) id: number,
    @Query() query: DeleteUserDto,
    @Body() body: DeleteUserDto,
    @Acting() by: ActingAdmin,
  ): Promise<void> {
    return this.changes.remove(id, query.goods ?? body?.goods ?? 'keep', by);
  }
}
