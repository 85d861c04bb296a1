import { Injectable } from '@nestjs/common';
import { validationFailed } from '../common/input.pipe.js';
import { UsersService } from '../users/users.service.js';
import { Passwords } from './passwords.js';
import { Throttle } from './throttle.js';
import { tooManySignIns, wrongFromAddress, wrongPasswords } from './throttle-rules.js';

const FAMILIAR_SECONDS = 30 * 24 * 3600;

/**
 * The one place where a password is checked. Wrong ones make the next try wait, by account and by network address.
 * An address from which the right password came lately, or a new one was set by a link from the mailbox, counts on its
 * own, so that neither a guesser elsewhere nor whoever shares the address can keep the owner out.
 */
@Injectable()
export class PasswordGate {
  private readonly queues = new Map<string, Promise<unknown>>();

  constructor(
    private readonly throttle: Throttle,
    private readonly passwords: Passwords,
    private readonly users: UsersService,
  ) {}

  /**
   * Whether this is the account's password; `stored` null for an account that is not there takes just as long.
   * @throws Problem 429 `too_many_attempts`
   */
  check(email: string, address: string, password: string, stored: string | null): Promise<boolean> {
    return this.oneByOne(email, async () => {
      const here = `${email} ${address}`;
      const isFamiliar = await this.throttle.remembers(here);
      const account = isFamiliar ? here : email;
      refuseFor(await this.throttle.look(wrongPasswords, account));
      // Counted before the work, for guesses at many accounts come side by side.
      if (!isFamiliar) refuseFor(await this.throttle.take(wrongFromAddress, address));
      if (await this.passwords.matches(stored, password)) {
        if (!isFamiliar) {
          await this.throttle.giveBack(wrongFromAddress, address);
          await this.throttle.clear(wrongPasswords, email);
        }
        await this.trust(email, address);
        return true;
      }
      await this.throttle.count(wrongPasswords, account);
      return false;
    });
  }

  /** Whoever comes from there proved to be the owner: the guesses of others make them wait no longer. */
  async trust(email: string, address: string): Promise<void> {
    const here = `${email} ${address}`;
    await this.throttle.clear(wrongPasswords, here);
    await this.throttle.remember(here, FAMILIAR_SECONDS);
  }

  /**
   * Makes sure that the person at the session knows the account's password.
   * @throws Problem 400 at `field`, 429 `too_many_attempts`
   */
  async confirm(userId: number, address: string, password: string, field: string): Promise<void> {
    const [user, stored] = await Promise.all([this.users.findById(userId), this.users.passwordHashOf(userId)]);
    if (user && (await this.check(user.email, address, password, stored))) return;
    throw validationFailed([{ field, message: { ru: 'Неверный пароль', en: 'Wrong password' } }]);
  }

  /** Guesses sent side by side wait for each other, so that each is counted before the next is looked at. */
  private oneByOne<T>(key: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.queues.get(key) ?? Promise.resolve()).then(work, work);
    this.queues.set(key, turn);
    const leave = () => {
      if (this.queues.get(key) === turn) this.queues.delete(key);
    };
    turn.then(leave, leave);
    return turn;
  }
}

function refuseFor(seconds: number): void {
  if (seconds > 0) throw tooManySignIns(seconds);
}
