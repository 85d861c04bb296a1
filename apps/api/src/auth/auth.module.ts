import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PermissionGuard } from '../rbac/permission.guard.js';
import { UsersModule } from '../users/users.module.js';
import { ApiToken } from './api-token.entity.js';
import { ApiTokens } from './api-tokens.js';
import { AuthController } from './auth.controller.js';
import { LocalStrategy } from './local.strategy.js';
import { LoginThrottle } from './login-throttle.js';
import { OneTimeToken } from './one-time-token.entity.js';
import { OneTimeTokens } from './one-time-tokens.js';
import { PasswordsModule } from './passwords.module.js';
import { SessionSerializer } from './session.serializer.js';
import { Sessions } from './session.js';
import { SignIn } from './sign-in.js';
import { SignInGuard } from './sign-in.guard.js';

/** Who are you: sessions, passwords, tokens; and the guards that stand before every route. */
@Module({
  imports: [TypeOrmModule.forFeature([ApiToken, OneTimeToken]), UsersModule, PasswordsModule],
  controllers: [AuthController],
  providers: [
    ApiTokens,
    LocalStrategy,
    LoginThrottle,
    OneTimeTokens,
    SessionSerializer,
    Sessions,
    SignIn,
    { provide: APP_GUARD, useClass: SignInGuard },
    { provide: APP_GUARD, useClass: PermissionGuard },
  ],
  exports: [OneTimeTokens],
})
export class AuthModule {}
