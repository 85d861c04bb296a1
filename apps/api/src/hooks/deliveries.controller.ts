import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { CurrentUser, type SignedInUser } from '../auth/current-user.js';
import { ApiProblems } from '../common/api-problems.js';
import { IdPipe } from '../common/id.pipe.js';
import { ApiPage, type Page } from '../common/pagination.js';
import { RequirePermission } from '../rbac/require-permission.js';
import { DeliveriesService } from './deliveries.service.js';
import { DeliveryDetailDto, DeliveryDto, DeliveryQuery } from './dto/deliveries.dto.js';

const ApiHookId = () => ApiParam({ name: 'id', schema: { type: 'integer' }, example: 7 });
const ApiDeliveryId = () =>
  ApiParam({ name: 'deliveryId', schema: { type: 'integer' }, description: 'The id from the log', example: 4021 });
const DELIVERY_UNKNOWN = { 404: ['hook_not_found', 'delivery_not_found', 'not_found'] };

@ApiTags('hooks')
@Controller('hooks/:id')
export class DeliveriesController {
  constructor(private readonly deliveries: DeliveriesService) {}

  @Post('ping')
  @HttpCode(202)
  @RequirePermission('hooks.write')
  @ApiOperation({ summary: 'Try a hook out: it is sent the event `ping`, once' })
  @ApiHookId()
  @ApiAcceptedResponse({ type: DeliveryDto })
  @ApiProblems({ 404: ['hook_not_found', 'not_found'], 429: ['too_many_deliveries'] })
  ping(@CurrentUser() user: SignedInUser, @Param('id', IdPipe) id: number): Promise<DeliveryDto> {
    return this.deliveries.ping(user.id, id);
  }

  @Get('deliveries')
  @RequirePermission('hooks.read')
  @ApiOperation({ summary: 'What was delivered to a hook, or is on its way, the newest first' })
  @ApiHookId()
  @ApiPage(DeliveryDto)
  @ApiProblems({ 404: ['hook_not_found', 'not_found'] })
  list(
    @CurrentUser() user: SignedInUser,
    @Param('id', IdPipe) id: number,
    @Query() query: DeliveryQuery,
  ): Promise<Page<DeliveryDto>> {
    return this.deliveries.list(user.id, id, query);
  }

  @Get('deliveries/:deliveryId')
  @RequirePermission('hooks.read')
  @ApiOperation({ summary: 'One delivery with what was sent and answered' })
  @ApiHookId()
  @ApiDeliveryId()
  @ApiProblems(DELIVERY_UNKNOWN)
  show(
    @CurrentUser() user: SignedInUser,
    @Param('id', IdPipe) id: number,
    @Param('deliveryId', IdPipe) deliveryId: number,
  ): Promise<DeliveryDetailDto> {
    return this.deliveries.find(user.id, id, deliveryId);
  }

  @Post('deliveries/:deliveryId/replay')
  @HttpCode(202)
  @RequirePermission('hooks.write')
  @ApiOperation({ summary: 'Send a delivery once more, to the letter' })
  @ApiHookId()
  @ApiDeliveryId()
  @ApiAcceptedResponse({ type: DeliveryDto })
  @ApiProblems({ ...DELIVERY_UNKNOWN, 409: ['hook_disabled'], 429: ['too_many_deliveries'] })
  replay(
    @CurrentUser() user: SignedInUser,
    @Param('id', IdPipe) id: number,
    @Param('deliveryId', IdPipe) deliveryId: number,
  ): Promise<DeliveryDto> {
    return this.deliveries.replay(user.id, id, deliveryId);
  }
}
