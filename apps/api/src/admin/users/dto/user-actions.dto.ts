import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { NewPassword } from '../../../auth/password-rules.js';
import type { ClosingGoods } from '../../../users/user.entity.js';

const goodsChoices = ['keep', 'hide'] as const satisfies readonly ClosingGoods[];

/** What becomes of the goods in VK when a user is deleted; `keep` when nothing is said. */
export class DeleteUserDto {
  @ApiPropertyOptional({ enum: goodsChoices, default: 'keep' })
  @IsOptional()
  @IsIn(goodsChoices)
  goods?: ClosingGoods;
}

/** With a password it is set at once; without one a letter with a link is sent. */
export class ResetUserPasswordDto {
  @ApiPropertyOptional()
  @IsOptional()
  @NewPassword()
  password?: string;
}
