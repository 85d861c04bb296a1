import { pauseCodes, type Installation, type PauseCode } from './evotor-account.entity.js';
import { ApiProperty } from '@nestjs/swagger';
import { subscriptionStates, type SubscriptionState } from './evotor-subscription.entity.js';

/** The merchant's subscription in Evotor's market; of several the best one, their devices added up. */
export class EvotorSubscriptionDto {
  @ApiProperty({ enum: subscriptionStates, enumName: 'EvotorSubscriptionState' })
  state: SubscriptionState;

  @ApiProperty({ type: String, nullable: true, example: 'start' })
  planId: string | null;

  /** Terminals that are paid for, over all subscriptions that have not ended. */
  @ApiProperty({ type: 'integer', nullable: true })
  devices: number | null;

  /** Until when it is free. */
  @ApiProperty({ type: Date, nullable: true })
  trialEndsAt: Date | null;

  /** The next payment; of a subscription that is ending, the end of the access. */
  @ApiProperty({ type: Date, nullable: true })
  nextBillingAt: Date | null;

  /** Since when the state is so. */
  since: Date;
}

/** Why nothing is synced until the merchant installs or pays again. */
export class EvotorPauseDto {
  @ApiProperty({ enum: pauseCodes, enumName: 'EvotorPauseCode' })
  code: PauseCode;

  message: string;

  since: Date;
}

/** The application in Evotor's market, as far as Evotor told. */
export class EvotorAppDto {
  /** Evotor's own id of the merchant. */
  @ApiProperty({ example: '01-000000000000001' })
  evotorUserId: string;

  @ApiProperty({ enum: ['installed', 'uninstalled'], nullable: true, type: String })
  installation: Installation | null;

  @ApiProperty({ type: Date, nullable: true })
  installationAt: Date | null;

  @ApiProperty({ type: EvotorSubscriptionDto, nullable: true })
  subscription: EvotorSubscriptionDto | null;

  @ApiProperty({ type: EvotorPauseDto, nullable: true })
  pause: EvotorPauseDto | null;
}
