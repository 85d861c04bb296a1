import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentUser, type SignedInUser } from '../auth/current-user.js';
import { IdPipe } from '../common/id.pipe.js';
import { ApiPage, type Page } from '../common/pagination.js';
import { ProblemDto } from '../common/problem.js';
import { RequirePermission } from '../rbac/require-permission.js';
import { UserDto } from '../users/dto/user.dto.js';
import { UsersQuery } from '../users/dto/users-query.dto.js';
import { UsersService } from '../users/users.service.js';
import { AdminUsersService } from './admin-users.service.js';
import { CreatedUserDto } from './dto/created-user.dto.js';
import { CreateUserDto } from './dto/create-user.dto.js';

@ApiTags('admin')
@Controller('admin/users')
export class AdminUsersController {
  constructor(
    private readonly users: UsersService,
    private readonly adminUsers: AdminUsersService,
  ) {}

  @Get()
  @RequirePermission('users.read')
  @ApiOperation({ summary: 'Users, the newest first' })
  @ApiPage(UserDto)
  list(@Query() query: UsersQuery): Promise<Page<UserDto>> {
    return this.users.list(query);
  }

  @Post()
  @RequirePermission('users.write')
  @ApiOperation({ summary: 'Create a user, active with a password, invited without' })
  @ApiBadRequestResponse({ type: ProblemDto })
  @ApiConflictResponse({ type: ProblemDto, description: 'email_taken' })
  create(@Body() input: CreateUserDto, @CurrentUser() by: SignedInUser): Promise<CreatedUserDto> {
    return this.adminUsers.create(input, by);
  }

  @Get(':id')
  @RequirePermission('users.read')
  @ApiOperation({ summary: 'One user' })
  @ApiParam({ name: 'id', schema: { type: 'integer' } })
  @ApiNotFoundResponse({ type: ProblemDto })
  get(@Param('id', IdPipe) id: number): Promise<UserDto> {
    return this.users.findOrFail(id);
  }
}
