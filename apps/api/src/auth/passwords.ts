import { hash, parseOptions, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';

/** argon2id at the cost that OWASP recommends: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const ARGON2ID = 2;

/** Hashes and checks passwords with argon2id. */
@Injectable()
export class Passwords {
  private decoy?: Promise<string>;

  hash(password: string): Promise<string> {
    return hash(password, COST);
  }

  /**
   * Without a stored hash it works just as long and says no, so that the time tells nothing about the account.
   * So it does for a hash of another kind, which only a new password replaces.
   */
  async matches(stored: string | null | undefined, password: string): Promise<boolean> {
    this.decoy ??= this.hash('nobody has this password');
    const known = stored?.startsWith('$argon2') ? stored : null;
    const right = await verify(known ?? (await this.decoy), password);
    return right && known !== null;
  }

  /** True for a hash of less cost than today's, or of another kind of argon2: the next sign-in replaces it. */
  isOutdated(stored: string): boolean {
    const { algorithm, memoryCost, timeCost } = parseOptions(stored);
    return Number(algorithm) !== ARGON2ID || memoryCost < COST.memoryCost || timeCost < COST.timeCost;
  }
}
