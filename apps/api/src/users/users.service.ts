import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, QueryFailedError, Repository, type EntityManager } from 'typeorm';
import { Passwords } from '../auth/passwords.js';
import { Problem } from '../common/problem.js';
import type { Language } from '../common/words.js';
import { UserRole } from '../rbac/user-role.entity.js';
import { toUserDto, type UserDto } from './dto/user.dto.js';
import { normalEmail } from './email.js';
import { User, type UserStatus } from './user.entity.js';

/** Who a user is and what they may do, as one query tells. */
export interface Account {
  id: number;
  email: string;
  name: string;
  status: UserStatus;
  roles: string[];
  permissions: string[];
}

interface NewUser {
  email: string;
  name: string;
  phone?: string;
  language?: Language;
  /** Without a password the user is pending until they choose one. */
  password?: string;
  roleId: number;
}

/** Somebody who registers by themselves: pending until the address is confirmed. */
interface Applicant extends Omit<NewUser, 'password'> {
  passwordHash: string;
}

/** Addresses must be in their normal form already. */
export type UserChanges = Partial<
  Pick<
    User,
    | 'email'
    | 'name'
    | 'phone'
    | 'language'
    | 'pendingEmail'
    | 'emailConfirmedAt'
    | 'passwordHash'
    | 'status'
    | 'notifyEmail'
    | 'notifySms'
  >
>;

const ACCOUNT = `
  SELECT u.id, u.email, u.name, u.status,
         GROUP_CONCAT(DISTINCT r.name) AS roles, GROUP_CONCAT(DISTINCT rp.permission_code) AS permissions
  FROM users u
  LEFT JOIN user_roles ur ON ur.user_id = u.id
  LEFT JOIN roles r ON r.id = ur.role_id
  LEFT JOIN role_permissions rp ON rp.role_id = r.id
  WHERE u.id = ? AND u.closing_goods IS NULL
  GROUP BY u.id`;

type AccountRow = Omit<Account, 'roles' | 'permissions'> & { roles: string | null; permissions: string | null };

/** People, their roles and their permissions. */
@Injectable()
export class UsersService {
  constructor(
    @InjectRepository(User) private readonly users: Repository<User>,
    private readonly passwords: Passwords,
  ) {}

  /** Fresh from the database, since a suspension or a new role counts at once. */
  async findAccount(id: number, manager: EntityManager = this.users.manager): Promise<Account | null> {
    const [row]: AccountRow[] = await manager.query(ACCOUNT, [id]);
    if (!row) return null;
    return { ...row, roles: row.roles?.split(',') ?? [], permissions: row.permissions?.split(',') ?? [] };
  }

  /** The language of the account, for words that nobody asks for at this moment. */
  async languageOf(id: number): Promise<Language> {
    const user = await this.users.findOne({ select: { language: true }, where: { id } });
    return user?.language === 'en' ? 'en' : 'ru';
  }

  /** What is needed to check a password; null for an unknown address. */
  findForSignIn(email: string): Promise<Pick<User, 'id' | 'passwordHash' | 'status'> | null> {
    return this.users.findOne({
      where: { email: normalEmail(email), closingGoods: IsNull() },
      select: { id: true, passwordHash: true, status: true },
    });
  }

  /** The user as stored; null for an unknown address. */
  findByEmail(email: string): Promise<User | null> {
    return this.users.findOneBy({ email: normalEmail(email), closingGoods: IsNull() });
  }

  /** The user as stored; null when there is none. */
  findById(id: number): Promise<User | null> {
    return this.users.findOneBy({ id, closingGoods: IsNull() });
  }

  /** The user as stored now; nobody else changes them until the caller's transaction ends. */
  lock(id: number, manager: EntityManager): Promise<User | null> {
    return manager.findOne(User, { where: { id, closingGoods: IsNull() }, lock: { mode: 'pessimistic_write' } });
  }

  /** Null for invited people who have not chosen a password yet. */
  async passwordHashOf(id: number): Promise<string | null> {
    const user = await this.users.findOne({ where: { id }, select: { id: true, passwordHash: true } });
    return user?.passwordHash ?? null;
  }

  /** Keeps the same password in a stronger form, unless it was changed meanwhile. */
  async strengthenHash(id: number, from: string, to: string): Promise<void> {
    await this.users.update({ id, passwordHash: from }, { passwordHash: to, updatedAt: () => 'updated_at' });
  }

  async noteSignIn(id: number): Promise<void> {
    await this.users.update({ id }, { lastLoginAt: new Date(), updatedAt: () => 'updated_at' });
  }

  /** @throws Problem 404 `not_found` */
  async findOrFail(id: number): Promise<UserDto> {
    const user = await this.findById(id);
    if (!user) throw Problem.notFound('not_found', { ru: 'Такого пользователя нет', en: 'There is no such user' });
    return toUserDto(user, await this.rolesOf(id));
  }

  /** @throws Problem 409 `email_taken` */
  async create(input: NewUser): Promise<UserDto> {
    return this.findOrFail(await this.users.manager.transaction((manager) => this.insert(input, manager)));
  }

  /**
   * Creates a user inside the caller's transaction; answers their id.
   * @throws Problem 409 `email_taken`
   */
  async insert(input: NewUser, manager: EntityManager): Promise<number> {
    const passwordHash = input.password ? await this.passwords.hash(input.password) : null;
    return this.put(input, { passwordHash, status: passwordHash ? 'active' : 'pending' }, manager);
  }

  /**
   * Creates a pending user with a password inside the caller's transaction; answers their id.
   * @throws Problem 409 `email_taken`
   */
  async insertApplicant({ passwordHash, ...input }: Applicant, manager: EntityManager): Promise<number> {
    return this.put(input, { passwordHash, status: 'pending' }, manager);
  }

  /**
   * Changes what a user says of themselves, inside the caller's transaction; fields left out stay as they are.
   * @throws Problem 409 `email_taken`
   */
  async change(id: number, changes: UserChanges, manager: EntityManager): Promise<void> {
    if (Object.keys(changes).length > 0) await manager.update(User, { id }, changes).catch(refuseTakenEmail);
  }

  /** Lets a pending user in, inside the caller's transaction; anybody else stays as they are. */
  async openPending(id: number, manager: EntityManager): Promise<void> {
    await manager.update(User, { id, status: 'pending' }, { status: 'active' });
  }

  private async put(
    input: NewUser,
    access: Pick<User, 'passwordHash' | 'status'>,
    manager: EntityManager,
  ): Promise<number> {
    const { identifiers } = await manager
      .insert(User, {
        email: normalEmail(input.email),
        name: input.name.trim(),
        phone: input.phone?.trim() || null,
        ...(input.language && { language: input.language }),
        ...access,
      })
      .catch(refuseTakenEmail);
    const userId = Number(identifiers[0]?.id);
    await manager.insert(UserRole, { userId, roleId: input.roleId });
    return userId;
  }

  private async rolesOf(id: number): Promise<string[]> {
    const rows: { name: string }[] = await this.users.query(
      'SELECT r.name FROM user_roles ur JOIN roles r ON r.id = ur.role_id WHERE ur.user_id = ? ORDER BY r.id',
      [id],
    );
    return rows.map(({ name }) => name);
  }
}

function refuseTakenEmail(error: unknown): never {
  throw isDuplicate(error) ? emailTaken() : error;
}

function isDuplicate(error: unknown): boolean {
  return error instanceof QueryFailedError && 'code' in error && error.code === 'ER_DUP_ENTRY';
}

function emailTaken(): Problem {
  const message = { ru: 'Эта почта уже занята', en: 'This e-mail is already taken' };
  return Problem.conflict('email_taken', message, [{ field: 'email', message }]);
}
