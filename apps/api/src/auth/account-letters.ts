import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Language } from '../common/words.js';
import { Settings } from '../config/settings.js';
import { Mailer } from '../mail/mailer.js';
import type { User } from '../users/user.entity.js';
import { CONFIRM_HOURS, OneTimeTokens, RESET_HOURS } from './one-time-tokens.js';
import { Throttle } from './throttle.js';
import { lettersFromAddress, lettersToAccount, tooManyTries } from './throttle-rules.js';

type Addressee = Pick<User, 'id' | 'email' | 'name' | 'language'>;
type Kind = 'confirm' | 'confirm-new' | 'known' | 'reset' | 'invite';

/** The letters about an account itself, each with its one-time link; not too many of them. */
@Injectable()
export class AccountLetters {
  constructor(
    private readonly mailer: Mailer,
    private readonly tokens: OneTimeTokens,
    private readonly throttle: Throttle,
    private readonly settings: Settings,
  ) {}

  /** @throws Problem 429 when too many letters were asked for from this network address */
  async allowFrom(address: string): Promise<void> {
    const wait = await this.throttle.take(lettersFromAddress, address);
    if (wait > 0) throw tooManyTries(wait);
  }

  /** Whether one more letter of this kind may go to this account now; if so, it is counted. */
  async mayWrite(userId: number, kind: Kind): Promise<boolean> {
    return (await this.throttle.take(lettersToAccount, `${kind} ${userId}`)) === 0;
  }

  /** The link that confirms the address somebody registered with. */
  async confirmEmail(user: Addressee): Promise<void> {
    const token = await this.tokens.issue(user.id, 'confirm', CONFIRM_HOURS);
    await this.mailer.send({ kind: 'confirm-email', ...to(user), token, hours: CONFIRM_HOURS });
  }

  /** The link that confirms the address a user wants from now on; goes there. Inside the caller's transaction. */
  async confirmNewEmail(user: Addressee, newEmail: string, manager: EntityManager): Promise<void> {
    const token = await this.tokens.issue(user.id, 'confirm', CONFIRM_HOURS, manager);
    await this.mailer.send({ kind: 'confirm-new-email', ...to(user), to: newEmail, token, hours: CONFIRM_HOURS });
  }

  /** Somebody registered with the address of an account that is there already. */
  async addressKnown(user: Addressee): Promise<void> {
    await this.mailer.send({ kind: 'address-known', ...to(user) });
  }

  /** The link by which a new password is chosen. */
  async resetPassword(user: Addressee): Promise<void> {
    const token = await this.tokens.issue(user.id, 'reset', RESET_HOURS);
    await this.mailer.send({ kind: 'reset-password', ...to(user), token, hours: RESET_HOURS });
  }

  /** The link by which an invited person comes in; `invitedBy` is the name of who invites. */
  async invite(user: Addressee, invitedBy: string | null): Promise<void> {
    const hours = this.settings.inviteExpireHours;
    const token = await this.tokens.issue(user.id, 'invite', hours);
    await this.mailer.send({ kind: 'invite', ...to(user), token, hours, invitedBy });
  }

  async passwordChanged(user: Addressee): Promise<void> {
    await this.mailer.send({ kind: 'password-changed', ...to(user) });
  }

  /** Goes to the address that was. */
  async emailChanged(user: Addressee, oldEmail: string): Promise<void> {
    await this.mailer.send({ kind: 'email-changed', ...to(user), to: oldEmail, newEmail: user.email });
  }
}

function to({ email, name, language }: Addressee): { to: string; name: string; language: Language } {
  return { to: email, name, language: language === 'en' ? 'en' : 'ru' };
}
