import { UserAccess } from '../admin/users/user-access.js';
import { textOf, UsageError, type Command } from './command.js';
import { findUser } from './find-user.js';
import { operator } from './operator.js';
import { passwordOf, passwordOptions } from './password-input.js';

/** Sets a password, which ends the user's sessions. */
export const resetPassword: Command = {
  name: 'user reset-password',
  summary: 'sets a password and ends the sessions of its owner',
  options: {
    email: { value: 'ADDRESS', summary: 'whose password', required: true },
    ...passwordOptions,
  },
  async run({ product, say }, given) {
    const chosen = await passwordOf(given);
    if (!chosen) throw new UsageError('Either --password-stdin or --generate-password is needed');
    const context = await product();
    const user = await findUser(context, textOf(given, 'email'));
    await context.get(UserAccess, { strict: false }).setPassword(user.id, chosen.password, operator);
    say(`The password of user ${user.id} (${user.email}) is set; their sessions have ended.`);
    if (chosen.isNew) say(`Password: ${chosen.password}`);
    return 0;
  },
};
