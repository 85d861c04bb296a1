import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Problem } from '../common/problem.js';
import type { Language } from '../common/words.js';
import { RolesService } from '../rbac/roles.service.js';
import { normalEmail } from '../users/email.js';
import { requirePhone } from '../users/phone.js';
import type { User } from '../users/user.entity.js';
import { UsersService } from '../users/users.service.js';
import { AccountLetters } from './account-letters.js';
import type { RegisterDto } from './dto/register.dto.js';
import { evenly } from './evenly.js';
import { OneTimeTokens, tokenInvalid } from './one-time-tokens.js';
import { refuseWeakPassword } from './password-rules.js';
import { Passwords } from './passwords.js';

const ROLE = 'user';

/** People who come by themselves, and addresses that prove to be theirs. Answers never tell who has an account. */
@Injectable()
export class RegistrationService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly users: UsersService,
    private readonly roles: RolesService,
    private readonly passwords: Passwords,
    private readonly tokens: OneTimeTokens,
    private readonly letters: AccountLetters,
  ) {}

  /**
   * Registers a merchant, pending until the address is confirmed. An address that has an account already is written
   * to instead; the caller sees no difference. Answers the address in its normal form.
   * @throws Problem 400 `validation_failed`, 429 `too_many_attempts`
   */
  async register(input: RegisterDto, language: Language, address: string): Promise<string> {
    refuseWeakPassword(input.password, input.email);
    const person = { ...input, email: normalEmail(input.email), phone: input.phone && requirePhone(input.phone) };
    await this.letters.allowFrom(address);
    return evenly(async () => {
      const passwordHash = await this.passwords.hash(input.password);
      const known = await this.users.findByEmail(person.email);
      if (known) await this.writeTo(known, { ...person, passwordHash, language });
      else await this.add({ ...person, passwordHash, language });
      return person.email;
    });
  }

  /** @throws Problem 429 `too_many_attempts` */
  async resend(email: string, address: string): Promise<void> {
    await this.letters.allowFrom(address);
    await evenly(async () => {
      const user = await this.users.findByEmail(email);
      if (user?.status !== 'pending') return;
      if ((await this.users.passwordHashOf(user.id)) === null) await this.inviteAgain(user);
      else if (await this.letters.mayWrite(user.id, 'confirm')) await this.letters.confirmEmail(user);
    });
  }

  /**
   * The address that the letter went to is the user's own: a pending account opens, a changed address counts.
   * @throws Problem 400 `token_invalid`, 409 `email_taken` when another account took the new address meanwhile
   */
  async confirm(token: string): Promise<void> {
    const found = await this.tokens.find(token, 'confirm');
    if (!found) throw tokenInvalid();
    const [before, moved] = await this.dataSource.transaction(async (manager): Promise<[User, string | null]> => {
      const user = await this.users.lock(found.userId, manager);
      if (!user) throw tokenInvalid();
      await this.tokens.use(token, 'confirm', manager);
      const moved = user.pendingEmail;
      await this.users.change(
        user.id,
        {
          emailConfirmedAt: new Date(),
          ...(moved !== null && { email: moved, pendingEmail: null }),
        },
        manager,
      );
      await this.users.openPending(user.id, manager);
      if (moved !== null) await this.tokens.revoke(user.id, ['reset', 'invite'], manager);
      return [user, moved];
    });
    if (moved !== null) await this.letters.emailChanged({ ...before, email: moved }, before.email);
  }

  private async add(person: Applicant): Promise<void> {
    const role = await this.roles.findByName(ROLE);
    if (!role) throw new Error(`The role "${ROLE}" is missing from the database`);
    try {
      const id = await this.dataSource.transaction((manager) =>
        this.users.insertApplicant({ ...person, roleId: role.id }, manager),
      );
      await this.letters.mayWrite(id, 'confirm');
      await this.letters.confirmEmail({ id, ...person });
    } catch (error) {
      // Two registered at once: the other one has the address now.
      const known = isEmailTaken(error) && (await this.users.findByEmail(person.email));
      if (!known) throw error;
      await this.writeTo(known, person);
    }
  }

  /** Whoever confirms gets the account as it was asked for last; what an admin has set up is nobody's to overwrite. */
  private async writeTo(known: User, person: Applicant): Promise<void> {
    if (known.status !== 'pending') {
      if (await this.letters.mayWrite(known.id, 'known')) await this.letters.addressKnown(known);
    } else if ((await this.users.passwordHashOf(known.id)) === null) {
      await this.inviteAgain(known);
    } else if (await this.letters.mayWrite(known.id, 'confirm')) {
      const { name, phone, passwordHash, language } = person;
      const changes = { name: name.trim(), phone: phone || null, passwordHash, language };
      await this.users.change(known.id, changes, this.dataSource.manager);
      await this.letters.confirmEmail({ ...known, ...changes });
    }
  }

  private async inviteAgain(user: User): Promise<void> {
    if (await this.letters.mayWrite(user.id, 'invite')) await this.letters.invite(user, null);
  }
}

interface Applicant {
  email: string;
  name: string;
  phone?: string;
  passwordHash: string;
  language: Language;
}

function isEmailTaken(error: unknown): boolean {
  return error instanceof Problem && error.code === 'email_taken';
}
