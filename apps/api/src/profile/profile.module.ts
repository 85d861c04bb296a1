import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { UsersModule } from '../users/users.module.js';
import { ApiTokensController } from './api-tokens.controller.js';
import { ProfileController } from './profile.controller.js';
import { ProfileService } from './profile.service.js';
import { SessionsController } from './sessions.controller.js';

/** What people do with their own account: their details, password, sessions and tokens; and its end. */
@Module({
  imports: [AuthModule, UsersModule],
  controllers: [ProfileController, SessionsController, ApiTokensController],
  providers: [ProfileService],
})
export class ProfileModule {}
