import type { INestApplicationContext } from '@nestjs/common';
import { Problem } from '../common/problem.js';
import type { User } from '../users/user.entity.js';
import { UsersService } from '../users/users.service.js';

/** The user with this address. @throws Problem 404 `not_found` */
export async function findUser(product: INestApplicationContext, email: string): Promise<User> {
  const user = await product.get(UsersService, { strict: false }).findByEmail(email);
  if (!user)
    throw Problem.notFound('not_found', {
      ru: `Нет пользователя с адресом ${email}`,
      en: `There is no user with the address ${email}`,
    });
  return user;
}
