import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** Who calls, as looked up for this very request. */
export interface SignedInUser {
  id: number;
  email: string;
  name: string;
  roles: string[];
  permissions: string[];
  via: 'session' | 'token';
}

type RequestOfUser = Request & { signedInUser?: SignedInUser };

/** The signed-in caller of a route that is not public. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): SignedInUser => {
  const user = signedInUser(context.switchToHttp().getRequest<Request>());
  if (!user) throw new Error('@CurrentUser() stands at a route that is open to everyone');
  return user;
});

/** The caller the sign-in guard found, if any. */
export function signedInUser(request: Request): SignedInUser | undefined {
  return (request as RequestOfUser).signedInUser;
}

/** Notes the caller for the rest of the request. */
export function noteSignedInUser(request: Request, user: SignedInUser): void {
  (request as RequestOfUser).signedInUser = user;
}
