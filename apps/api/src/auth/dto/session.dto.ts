import { ApiProperty } from '@nestjs/swagger';
import { UserDto } from '../../users/dto/user.dto.js';

/** Who is signed in and what they may do. */
export class SessionDto {
  user: UserDto;

  /** @example ["catalog.read", "sync.write"] */
  permissions: string[];
}

/** As `SessionDto`, but `user` is null when nobody is signed in. */
export class CurrentSessionDto {
  @ApiProperty({ type: UserDto, nullable: true })
  user: UserDto | null;

  permissions: string[];
}
