import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';

/** Hashes and checks passwords with argon2id. */
@Injectable()
export class Passwords {
  private decoy?: Promise<string>;

  hash(password: string): Promise<string> {
    return hash(password);
  }

  /** Without a stored hash it works just as long and says no, so that the time tells nothing about the account. */
  async matches(stored: string | null | undefined, password: string): Promise<boolean> {
    this.decoy ??= hash('nobody has this password');
    const right = await verify(stored ?? (await this.decoy), password);
    return right && !!stored;
  }
}
