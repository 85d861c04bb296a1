import { ApiProperty } from '@nestjs/swagger';
import { RunDto } from '../../../sync/dto/run.dto.js';

/** The admin who asked for a run in the merchant's stead. */
export class RunAskerDto {
  @ApiProperty({ type: 'integer' })
  id: number;

  /** Null when that account is gone. */
  @ApiProperty({ type: String, nullable: true })
  email: string | null;
}

/** A merchant's run as admins see it. */
export class AdminRunDto extends RunDto {
  /** Null when the merchant asked, or the clock, or Evotor. */
  @ApiProperty({ type: RunAskerDto, nullable: true })
  triggeredBy: RunAskerDto | null;
}
