import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { CallerLanguage } from '../../common/caller-language.js';
import { IdPipe } from '../../common/id.pipe.js';
import { ProblemDto } from '../../common/problem.js';
import type { Language } from '../../common/words.js';
import { RequirePermission } from '../../rbac/require-permission.js';
import { Acting, type ActingAdmin } from '../acting-admin.js';
import { AdminUserPageDto, InvitedDto, PasswordResetDto } from './dto/admin-user.dto.js';
import { ResetUserPasswordDto } from './dto/user-actions.dto.js';
import { UserAccess } from './user-access.js';
import { UserList } from './user-list.js';

@ApiTags('admin')
@Controller('admin/users/:id')
export class UserAccessController {
  constructor(
    private readonly users: UserList,
    private readonly access: UserAccess,
  ) {}

  @Post('activate')
  @RequirePermission('users.write')
  @HttpCode(200)
  @ApiOperation({ summary: 'Let a user sign in and be synced' })
  @ApiParam({ name: 'id', schema: { type: 'integer' } })
  @ApiNotFoundResponse({ type: ProblemDto })
  async activate(
    @Param('id', IdPipe) id: number,
    @Acting() by: ActingAdmin,
    @CallerLanguage() language: Language,
  ): Promise<AdminUserPageDto> {
    await this.access.activate(id, by);
    return this.users.find(id, language);
  }

  @Post('suspend')
  @RequirePermission('users.write')
  @HttpCode(200)
  @ApiOperation({ summary: 'End a user’s sessions and runs, and let them in no more' })
  @ApiParam({ name: 'id', schema: { type: 'integer' } })
  @ApiNotFoundResponse({ type: ProblemDto })
  @ApiConflictResponse({ type: ProblemDto, description: 'last_system_user, yourself' })
  async suspend(
    @Param('id', IdPipe) id: number,
    @Acting() by: ActingAdmin,
    @CallerLanguage() language: Language,
  ): Promise<AdminUserPageDto> {
    await this.access.suspend(id, by);
    return this.users.find(id, language);
  }

  @Post('reset-password')
  @RequirePermission('users.write')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send a letter to choose a new password; with a password, set it and end the sessions' })
  @ApiParam({ name: 'id', schema: { type: 'integer' } })
  @ApiBody({ type: ResetUserPasswordDto, required: false })
  @ApiBadRequestResponse({ type: ProblemDto })
  @ApiNotFoundResponse({ type: ProblemDto })
  @ApiConflictResponse({ type: ProblemDto, description: 'user_suspended, yourself' })
  async resetPassword(
    @Param('id', IdPipe) id: number,
    @Body() input: ResetUserPasswordDto,
    @Acting() by: ActingAdmin,
  ): Promise<PasswordResetDto> {
    const password = input?.password;
    if (password) await this.access.setPassword(id, password, by);
    else await this.access.sendReset(id, by);
    return { letterSent: !password };
  }

  @Post('send-invite')
  @RequirePermission('users.write')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send a pending user a new invite' })
  @ApiParam({ name: 'id', schema: { type: 'integer' } })
  @ApiNotFoundResponse({ type: ProblemDto })
  @ApiConflictResponse({ type: ProblemDto, description: 'user_not_pending' })
  async sendInvite(@Param('id', IdPipe) id: number, @Acting() by: ActingAdmin): Promise<InvitedDto> {
    await this.access.invite(id, by);
    return { inviteSent: true };
  }
}
