import { Body, Controller, HttpCode, Ip, Post, Req } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiNoContentResponse,
  ApiOperation,
  ApiTags,
  ApiTooManyRequestsResponse,
} from '@nestjs/swagger';
import type { Request } from 'express';
import { ProblemDto } from '../common/problem.js';
import { languageOf } from '../common/words.js';
import { Public } from '../rbac/require-permission.js';
import { EmailDto, LinkTokenDto, ResetPasswordDto } from './dto/links.dto.js';
import { RegisterDto, RegisteredDto } from './dto/register.dto.js';
import { PasswordChangesService } from './password-changes.service.js';
import { RegistrationService } from './registration.service.js';

@ApiTags('auth')
@Public()
@ApiBadRequestResponse({ type: ProblemDto, description: 'validation_failed, token_invalid' })
@Controller('auth')
export class RegistrationController {
  constructor(
    private readonly registration: RegistrationService,
    private readonly passwords: PasswordChangesService,
  ) {}

  @Post('register')
  @ApiOperation({ summary: 'Register; a letter with a link follows. The same answer for an address that is known' })
  @ApiTooManyRequestsResponse({ type: ProblemDto, description: 'too_many_attempts' })
  async register(@Body() input: RegisterDto, @Req() request: Request): Promise<RegisteredDto> {
    return { email: await this.registration.register(input, languageOf(request), request.ip ?? '') };
  }

  @Post('confirm-email')
  @HttpCode(204)
  @ApiOperation({ summary: 'Confirm an address by the token of its letter: a new account, or a changed address' })
  @ApiNoContentResponse()
  @ApiConflictResponse({ type: ProblemDto, description: 'email_taken' })
  confirm(@Body() { token }: LinkTokenDto): Promise<void> {
    return this.registration.confirm(token);
  }

  @Post('resend-confirmation')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send the confirmation once more, if an account waits for it' })
  @ApiAcceptedResponse()
  @ApiTooManyRequestsResponse({ type: ProblemDto, description: 'too_many_attempts' })
  resend(@Body() { email }: EmailDto, @Ip() address: string): Promise<void> {
    return this.registration.resend(email, address);
  }

  @Post('forgot-password')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send a link for a new password, if there is such an account' })
  @ApiAcceptedResponse()
  @ApiTooManyRequestsResponse({ type: ProblemDto, description: 'too_many_attempts' })
  forgot(@Body() { email }: EmailDto, @Ip() address: string): Promise<void> {
    return this.passwords.forgot(email, address);
  }

  @Post('reset-password')
  @HttpCode(204)
  @ApiOperation({ summary: 'Set a new password by the token of a letter; all sessions end' })
  @ApiNoContentResponse()
  reset(@Body() { token, password }: ResetPasswordDto, @Ip() address: string): Promise<void> {
    return this.passwords.reset(token, password, address);
  }
}
