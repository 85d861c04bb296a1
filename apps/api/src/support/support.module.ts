import { Module } from '@nestjs/common';
import { SupportController } from './support.controller.js';

/** How a person who needs help reaches a human being. */
@Module({ controllers: [SupportController] })
export class SupportModule {}
