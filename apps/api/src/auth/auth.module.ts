import { Module, type OnModuleInit } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MailModule } from '../mail/mail.module.js';
import { PermissionGuard } from '../rbac/permission.guard.js';
import { RbacModule } from '../rbac/rbac.module.js';
import { AccountClosing } from '../users/account-closing.js';
import { UsersModule } from '../users/users.module.js';
import { AccountLetters } from './account-letters.js';
import { ApiToken } from './api-token.entity.js';
import { ApiTokens } from './api-tokens.js';
import { AuthController } from './auth.controller.js';
import { Credentials } from './credentials.js';
import { InvitesController } from './invites.controller.js';
import { InvitesService } from './invites.service.js';
import { LocalStrategy } from './local.strategy.js';
import { OneTimeToken } from './one-time-token.entity.js';
import { OneTimeTokens } from './one-time-tokens.js';
import { OpenStreams } from './open-streams.js';
import { PasswordChangesService } from './password-changes.service.js';
import { PasswordGate } from './password-gate.js';
import { PasswordsModule } from './passwords.module.js';
import { RegistrationController } from './registration.controller.js';
import { RegistrationService } from './registration.service.js';
import { SessionSerializer } from './session.serializer.js';
import { Sessions } from './session.js';
import { SignIn } from './sign-in.js';
import { SignInGuard } from './sign-in.guard.js';
import { Throttle } from './throttle.js';
import { TokenRetention } from './token-retention.js';

/** Who are you: sessions, passwords, tokens; and the guards that stand before every route. */
@Module({
  imports: [TypeOrmModule.forFeature([ApiToken, OneTimeToken]), UsersModule, RbacModule, PasswordsModule, MailModule],
  controllers: [AuthController, RegistrationController, InvitesController],
  providers: [
    AccountLetters,
    ApiTokens,
    Credentials,
    InvitesService,
    LocalStrategy,
    OneTimeTokens,
    PasswordChangesService,
    PasswordGate,
    RegistrationService,
    SessionSerializer,
    Sessions,
    SignIn,
    Throttle,
    TokenRetention,
    { provide: APP_GUARD, useClass: SignInGuard },
    { provide: APP_GUARD, useClass: PermissionGuard },
    { provide: APP_INTERCEPTOR, useClass: OpenStreams },
  ],
  exports: [AccountLetters, ApiTokens, Credentials, OneTimeTokens, PasswordChangesService, PasswordGate, Sessions],
})
export class AuthModule implements OnModuleInit {
  constructor(
    private readonly closing: AccountClosing,
    private readonly sessions: Sessions,
    private readonly apiTokens: ApiTokens,
    private readonly oneTimeTokens: OneTimeTokens,
  ) {}

  onModuleInit(): void {
    this.closing.onClose('sessions', (userId) => this.sessions.endAll(userId));
    this.closing.onClose('api tokens', (userId) => this.apiTokens.revokeAll(userId));
    this.closing.onClose('one-time tokens', (userId) =>
      this.oneTimeTokens.revoke(userId, ['confirm', 'reset', 'invite']),
    );
  }
}
