import { randomBytes, randomUUID } from 'node:crypto';

/** What Evotor knows of a merchant who has, or had, the application. */
export interface Customer {
  userId: string;
  /** The service's token for this merchant, from the answer to create or verify. */
  userToken: string | null;
  /** The service bills the merchant itself: no subscription events. */
  hasBilling: boolean;
  subscriptionId: string;
  /** The last sequence number given out within the subscription. */
  sequence: number;
  plan: string;
  installed: boolean;
  /** Whether edits at this merchant's till are told; nothing where the settings say. */
  tells: boolean | null;
}

/** What a user token may be made of (reference v1). */
export const USER_TOKEN = /^[a-zA-Z0-9_=-]{1,128}$/;

/** Merchants by their id. */
export class Customers {
  readonly #customers = new Map<string, Customer>();

  get(userId: string): Customer | undefined {
    return this.#customers.get(userId);
  }

  list(): Customer[] {
    return [...this.#customers.values()];
  }

  /** The merchant's record, made at the first call. */
  of(userId: string): Customer {
    const known = this.#customers.get(userId);
    if (known) return known;
    const customer: Customer = {
      userId,
      userToken: null,
      hasBilling: false,
      subscriptionId: randomUUID(),
      sequence: 0,
      plan: '',
      installed: false,
      tells: null,
    };
    this.#customers.set(userId, customer);
    return customer;
  }

  clear(): void {
    this.#customers.clear();
  }
}

/** A new Cloud token. */
export function freshCloudToken(): string {
  return randomUUID();
}

/** A secret of the right shape that belongs to nobody. */
export function wrongToken(): string {
  return randomBytes(24).toString('base64url');
}

/**
 * Reads the answer to create or verify and keeps the token it brought.
 * Answers what is wrong with it, or nothing.
 */
export function acceptAccount(customer: Customer, kind: 'create' | 'verify', answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null) return 'the answer is no JSON object';
  const fields: Partial<Record<string, unknown>> = { ...answer };
  const { token, userId, hasBilling } = fields;
  if (userId !== customer.userId) return 'userId of the answer is not that of the request';
  if (typeof token !== 'string') return 'the answer has no token';
  if (!USER_TOKEN.test(token)) return `token does not match ${USER_TOKEN.source}`;
  if (kind === 'verify' && typeof hasBilling !== 'boolean') return 'the answer to verify has no hasBilling';
  customer.userToken = token;
  customer.hasBilling = hasBilling === true;
  return null;
}
