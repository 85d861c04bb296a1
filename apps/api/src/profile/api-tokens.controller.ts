import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { ApiToken } from '../auth/api-token.entity.js';
import { ApiTokens } from '../auth/api-tokens.js';
import { CurrentUser, type SignedInUser } from '../auth/current-user.js';
import { SessionOnly } from '../auth/session-only.js';
import { IdPipe } from '../common/id.pipe.js';
import { validationFailed } from '../common/input.pipe.js';
import { ApiPage, pageOf, PageQuery, type Page } from '../common/pagination.js';
import { Problem, ProblemDto } from '../common/problem.js';
import { RequirePermission } from '../rbac/require-permission.js';
import { ApiTokenDto, CreateApiTokenDto, CreatedApiTokenDto } from './dto/api-tokens.dto.js';

@ApiTags('profile')
@Controller('profile/api-tokens')
export class ApiTokensController {
  constructor(private readonly tokens: ApiTokens) {}

  @Get()
  @RequirePermission('profile.read')
  @ApiOperation({ summary: 'One’s API tokens, the newest first' })
  @ApiPage(ApiTokenDto)
  async list(@CurrentUser() user: SignedInUser, @Query() query: PageQuery): Promise<Page<ApiTokenDto>> {
    const [tokens, total] = await this.tokens.list(user.id, query.page, query.pageSize);
    return pageOf(tokens.map(toDto), total, query);
  }

  @Post()
  @RequirePermission('profile.write')
  @SessionOnly()
  @ApiOperation({ summary: 'Make an API token; it is shown in this answer and never again' })
  @ApiBadRequestResponse({ type: ProblemDto, description: 'validation_failed' })
  @ApiConflictResponse({ type: ProblemDto, description: 'too_many_tokens' })
  async create(@CurrentUser() user: SignedInUser, @Body() input: CreateApiTokenDto): Promise<CreatedApiTokenDto> {
    const { token, secret } = await this.tokens.create(user.id, {
      name: input.name,
      scopes: [...new Set(input.scopes)],
      expiresAt: expiryOf(input.expiresAt),
    });
    return { ...toDto(token), token: secret };
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('profile.write')
  @SessionOnly()
  @ApiOperation({ summary: 'Delete an API token; it stops working at once' })
  @ApiParam({ name: 'id', schema: { type: 'integer' } })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ type: ProblemDto })
  async revoke(@CurrentUser() user: SignedInUser, @Param('id', IdPipe) id: number): Promise<void> {
    if (await this.tokens.revoke(user.id, id)) return;
    throw Problem.notFound('not_found', { ru: 'Такого токена уже нет', en: 'There is no such token any more' });
  }
}

function toDto({ id, name, scopes, last4, lastUsedAt, expiresAt, createdAt }: ApiToken): ApiTokenDto {
  return {
    id,
    name,
    scopes,
    last4,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

function expiryOf(given: string | null | undefined): Date | null {
  if (!given) return null;
  const expiresAt = new Date(given);
  if (expiresAt.getTime() > Date.now() && expiresAt.getUTCFullYear() < 10_000) return expiresAt;
  const message = { ru: 'Укажите время в будущем', en: 'Give a time in the future' };
  throw validationFailed([{ field: 'expiresAt', message }]);
}
