import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { signedInUser, type SignedInUser } from '../auth/current-user.js';

/** Who does something in the admin section, and from where. The id 0 is nobody's: the command line. */
export interface ActingAdmin extends SignedInUser {
  ip: string | null;
}

/** The signed-in caller of an admin route, with their address for the audit trail. */
export const Acting = createParamDecorator((_: unknown, context: ExecutionContext): ActingAdmin => {
  const request = context.switchToHttp().getRequest<Request>();
  const user = signedInUser(request);
  if (!user) throw new Error('@Acting() stands at a route that is open to everyone');
  return { ...user, ip: request.ip ?? null };
});
