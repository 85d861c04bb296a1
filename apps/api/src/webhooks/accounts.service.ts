import { Injectable } from '@nestjs/common';
import { isEmail } from 'class-validator';
import { Credentials } from '../auth/credentials.js';
import { Problem } from '../common/problem.js';
import { SecretBox } from '../common/secret-box.js';
import type { EvotorAccount } from '../connections/evotor-app/evotor-account.entity.js';
import { EvotorAccounts } from '../connections/evotor-app/evotor-accounts.js';
import { withoutSecrets } from '../logs/redaction.js';
import { RolesService } from '../rbac/roles.service.js';
import { UsersService } from '../users/users.service.js';
import { Inbox } from './inbox.js';
import { readObject, readOptional, readText, readUserId, type Fields } from './read-body.js';
import type { WebhookCall } from './webhook-call.js';
import { WebhookError } from './webhook-error.js';

/** The answer to `user/create`. */
export interface CreateAnswer {
  userId: string;
  token: string;
}

/** The answer to `user/verify`; `hasBilling` false: Evotor bills the merchant, we do not. */
export interface VerifyAnswer extends CreateAnswer {
  hasBilling: boolean;
}

const ROLE = 'user';
const EMAIL_FIELDS = /^(e-?mail|mail|pochta|почта)$/i;

/** Merchants who come from Evotor's market. The market waits for the answer, so all but letters is done at once. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly accounts: EvotorAccounts,
    private readonly users: UsersService,
    private readonly roles: RolesService,
    private readonly credentials: Credentials,
    private readonly inbox: Inbox,
    private readonly secretBox: SecretBox,
  ) {}

  /**
   * Makes an account for a merchant who has none; they choose a password by the invite that is sent to them. Whoever is
   * known already, by their id in Evotor or by their address, is not handed over to whoever names them.
   * @throws WebhookError 2002, 2003, 2005
   */
  async create(call: WebhookCall): Promise<CreateAnswer> {
    const fields = readObject(call.body);
    const evotorUserId = readUserId(fields);
    requireApp(call);
    const email = readEmail(fields);
    const answer = await this.accounts.alone(evotorUserId, async (account, manager) => {
      if ((await this.accounts.ownerOf(account, manager)) !== null) throw WebhookError.accountExists();
      const role = await this.roles.findByName(ROLE, manager);
      if (!role) throw new Error(`The role "${ROLE}" is missing from the database`);
      const person = { email, name: nameOf(fields, email), phone: phoneOf(fields), roleId: role.id };
      const userId = await this.users.insert(person, manager).catch(refuseTaken);
      await this.accounts.link(account, userId, manager);
      return { userId, token: await this.accounts.issueToken(account, manager) };
    });
    call.userId = answer.userId;
    await this.keep('user-create', call, evotorUserId);
    return { userId: evotorUserId, token: answer.token };
  }

  /**
   * Links the account whose e-mail and password the merchant typed in Evotor's market.
   * @throws WebhookError 2002, 2003, 1006, 2004; Problem 429 after too many wrong passwords
   */
  async verify(call: WebhookCall): Promise<VerifyAnswer> {
    const fields = readObject(call.body);
    const evotorUserId = readUserId(fields);
    requireApp(call);
    const username = readText(fields, 'username', 254);
    const password = readPassword(fields);
    const userId = await this.signIn(evotorUserId, username, password);
    const token = await this.accounts.alone(evotorUserId, async (account, manager) => {
      if (!(await this.accounts.link(account, userId, manager))) throw WebhookError.otherAccount();
      return this.accounts.issueToken(account, manager);
    });
    call.userId = userId;
    await this.keep('user-verify', call, evotorUserId, [password]);
    return { userId: evotorUserId, hasBilling: false, token };
  }

  /** @throws WebhookError 2002, 2003 */
  async takeToken(call: WebhookCall): Promise<object> {
    const fields = readObject(call.body);
    const evotorUserId = readUserId(fields);
    requireApp(call);
    const token = readText(fields, 'token');
    call.userId = (await this.accounts.find(evotorUserId))?.userId ?? null;
    await this.inbox.take({
      kind: 'user-token',
      evotorUserId,
      userId: call.userId,
      body: withoutSecrets(call.text, [token]),
      secret: this.secretBox.encrypt(token),
      receivedAt: call.receivedAt,
    });
    return {};
  }

  /** Evotor's servers speak for all merchants, so wrong passwords are counted by user of Evotor, not by address. */
  private async signIn(evotorUserId: string, username: string, password: string): Promise<number> {
    try {
      return await this.credentials.check(username, `evotor ${evotorUserId}`, password);
    } catch (error) {
      if (error instanceof Problem && error.getStatus() === 401) throw WebhookError.wrongPassword();
      throw error;
    }
  }

  private keep(kind: 'user-create' | 'user-verify', call: WebhookCall, evotorUserId: string, secrets: string[] = []) {
    const { userId, receivedAt } = call;
    return this.inbox.take({ kind, evotorUserId, userId, body: withoutSecrets(call.text, secrets), receivedAt });
  }
}

/** The token of a user does not open the doors of accounts. */
function requireApp({ isApp }: { isApp: boolean; account: EvotorAccount | null }): void {
  if (!isApp) throw WebhookError.wrongAppToken();
}

/** The developer names custom fields in Evotor's console: an e-mail may be called this way or that. */
function readEmail(fields: Fields): string {
  const name = Object.keys(fields).find((one) => EMAIL_FIELDS.test(one)) ?? 'email';
  const email = readText(fields, name, 254);
  if (!isEmail(email)) throw WebhookError.incorrect(name, email);
  return email;
}

/** A password is taken as it is, spaces included. */
function readPassword(fields: Fields): string {
  readText(fields, 'password');
  return String(fields['password']);
}

function nameOf(fields: Fields, email: string): string {
  return readOptional(fields, 'name') ?? readOptional(fields, 'fullName') ?? email.split('@')[0] ?? '';
}

function phoneOf(fields: Fields): string | undefined {
  const phone = readOptional(fields, 'phone', 32);
  return phone && /^[+\d][\d\s().-]{5,}$/.test(phone) ? phone : undefined;
}

function refuseTaken(error: unknown): never {
  throw error instanceof Problem && error.code === 'email_taken' ? WebhookError.accountExists() : error;
}
