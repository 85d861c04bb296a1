import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ApiLog } from './api-log.entity.js';

/** The journal of calls between EvoSync and other systems. */
@Module({ imports: [TypeOrmModule.forFeature([ApiLog])], exports: [TypeOrmModule] })
export class LogsModule {}
