import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { UsersModule } from '../users/users.module.js';
import { ApiLogBody } from './api-log-body.entity.js';
import { ApiLog } from './api-log.entity.js';
import { JournalWriter } from './journal-writer.js';
import { Journal } from './journal.js';
import { LogRemoval } from './log-removal.js';
import { LogRetention } from './log-retention.js';
import { LogScan } from './log-scan.js';
import { LogsController } from './logs.controller.js';
import { LogsService } from './logs.service.js';

/** The journal of calls between EvoSync and other systems: {@link Journal} writes it, `admin/logs` shows it. */
@Module({
  imports: [TypeOrmModule.forFeature([ApiLog, ApiLogBody]), UsersModule],
  controllers: [LogsController],
  providers: [Journal, JournalWriter, LogRemoval, LogRetention, LogScan, LogsService],
  exports: [Journal],
})
export class LogsModule {}
