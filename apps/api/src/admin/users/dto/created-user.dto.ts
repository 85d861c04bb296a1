import { AdminUserPageDto } from './admin-user.dto.js';

/** The user just created, and whether a letter with an invite has left. */
export class CreatedUserDto extends AdminUserPageDto {
  inviteSent: boolean;
}
