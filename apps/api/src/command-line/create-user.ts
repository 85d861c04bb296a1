import { UserChanges } from '../admin/users/user-changes.js';
import { CreateUserDto } from '../admin/users/dto/create-user.dto.js';
import { inputPipe } from '../common/input.pipe.js';
import { textOf, type Command } from './command.js';
import { operator } from './operator.js';
import { passwordOf, passwordOptions } from './password-input.js';

/** Makes a user, with a password or by an invite. */
export const createUser: Command = {
  name: 'user create',
  summary: 'creates a user; without a password they are sent an invite',
  options: {
    email: { value: 'ADDRESS', summary: 'the e-mail address to sign in with', required: true },
    name: { value: 'NAME', summary: 'how the person is called; the address when left out' },
    role: { value: 'ROLE', summary: 'the name of a role: user when left out' },
    ...passwordOptions,
  },
  async run({ product, say }, given) {
    const chosen = await passwordOf(given);
    const email = textOf(given, 'email');
    const input = { email, name: given.name ?? email, role: given.role ?? 'user', password: chosen?.password };
    const dto = (await inputPipe().transform(input, { type: 'body', metatype: CreateUserDto })) as CreateUserDto;
    const users = (await product()).get(UserChanges, { strict: false });
    const { id, inviteSent } = await users.create(dto, operator);
    say(`Created user ${id} (${dto.email}, role ${dto.role}).${inviteSent ? ' An invite is on its way.' : ''}`);
    if (chosen?.isNew) say(`Password: ${chosen.password}`);
    return 0;
  },
};
