import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Settings } from '../config/settings.js';
import { Public } from '../rbac/require-permission.js';
import { SupportDto } from './support.dto.js';

@ApiTags('support')
@Controller('support')
export class SupportController {
  constructor(private readonly settings: Settings) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'How to reach the people who run this service' })
  show(): SupportDto {
    return { chatWidgetId: this.settings.jivositeWidgetId || null };
  }
}
