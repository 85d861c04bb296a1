import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { CallerName } from './access-table.js';
import type { Merchant, Story } from './story.js';

const API = '/api/v1';
const PASSWORD = 'a password of the table';
const PATIENCE_MS = 10_000;

/** A hook nobody listens at: the name is reserved and leads nowhere. */
export const NEW_HOOK = { name: 'A program', url: 'https://hooks.example.invalid/evosync', events: ['run.finished'] };

/** Somebody who calls: with a session, with a token, with neither. */
export interface Caller {
  headers: Record<string, string>;
  email: string;
  password: string;
}

/** A call as it goes out, without who calls. */
export interface Call {
  method: string;
  path: string;
  body?: object;
}

export interface Reply {
  status: number;
  type: string;
  text: string;
  /** The body when it is JSON, else null. */
  json: Record<string, unknown> | null;
}

/** Things of the first merchant, which nobody else may see. */
export interface Belongings {
  storeId: string;
  groupId: string;
  productId: string;
  albumId: string;
  runId: string;
  tokenId: string;
  sessionId: string;
  logId: string;
  hookId: string;
  deliveryId: string;
}

/** All who call, and what they call for. */
export interface AccessWorld {
  callers: Record<CallerName, Caller>;
  /** What the suspended user holds besides the session: a token of before. */
  suspendedToken: Caller;
  merchant: Merchant;
  belongings: Belongings;
  send(caller: Caller, call: Call): Promise<Reply>;
  /** Somebody like this caller, for a call after which they are not what they were. */
  anotherLike(name: CallerName): Promise<Caller>;
  /** A new user with this role; pending, and so without a password, unless told otherwise. */
  newUser(role?: string, active?: boolean): Promise<number>;
  /** A role nobody has. */
  newRole(): Promise<number>;
  roleNamed(name: string): Promise<{ id: number; permissions: string[] }>;
  /** One more token, session or hook of the first merchant. */
  spareToken(): Promise<string>;
  spareSession(): Promise<string>;
  spareHook(): Promise<string>;
  /** Waits until no run of the first merchant is alive. */
  rest(): Promise<void>;
}

/** Fills a story with everybody of the access table; the first merchant is connected and has synced. */
export async function startAccessWorld(story: Story): Promise<AccessWorld> {
  const send = (caller: Caller, call: Call) => sendTo(story.app.url, caller, call);
  const nobody: Caller = { headers: {}, email: unusedEmail(), password: PASSWORD };
  const well = async (caller: Caller, call: Call) => {
    const reply = await send(caller, call);
    if (reply.status >= 300) throw new Error(`${call.method} ${call.path}: ${reply.status} ${reply.text}`);
    return reply.json ?? {};
  };
  const signIn = async (person: { email: string; password: string }): Promise<Caller> => {
    const body = { email: person.email, password: person.password };
    const response = await fetch(`${story.app.url}${API}/auth/login`, jsonRequest('POST', body));
    const cookie = response.headers.getSetCookie().map((one) => one.split(';')[0]);
    if (response.status !== 200) throw new Error(`${person.email} is not let in: ${await response.text()}`);
    return { ...body, headers: { cookie: cookie.join('; ') } };
  };
  const system = await signIn(story.app.systemUser);
  const create = async (role: string, password?: string) => {
    const body = { email: unusedEmail(), name: role, role, password };
    const { id } = await well(system, { method: 'POST', path: `${API}/admin/users`, body });
    return { ...body, id: Number(id) };
  };
  const newcomer = async (role: string) => {
    const { email, id } = await create(role, PASSWORD);
    return { id, caller: await signIn({ email, password: PASSWORD }) };
  };
  const tokenOf = async (owner: Caller, scope: 'read' | 'write'): Promise<Caller & { id: string }> => {
    const body = { name: scope, scopes: [scope] };
    const { id, token } = await well(owner, { method: 'POST', path: `${API}/profile/api-tokens`, body });
    return { ...owner, headers: { authorization: `Bearer ${String(token)}` }, id: String(id) };
  };

  const merchant = await story.merchant();
  await merchant.connect();
  await merchant.chooseAll();
  const { id: runId } = await merchant.run();
  const owner = await signIn(merchant);
  const readToken = await tokenOf(owner, 'read');
  const { id: suspendedId, caller: suspended } = await newcomer('user');
  const suspendedToken = await tokenOf(suspended, 'write');
  await well(system, { method: 'POST', path: `${API}/admin/users/${suspendedId}/suspend` });

  const firstId = async (caller: Caller, path: string): Promise<string> => {
    for (const end = Date.now() + PATIENCE_MS; ; await delay(100)) {
      const { items } = await well(caller, { method: 'GET', path: `${API}/${path}` });
      const [first] = items as { id: unknown }[];
      if (first) return String(first.id);
      if (Date.now() > end) throw new Error(`There is nothing at ${path}`);
    }
  };
  const storeId = await firstId(owner, 'catalog/stores');
  const newHook = async () => String((await well(owner, { method: 'POST', path: `${API}/hooks`, body: NEW_HOOK })).id);
  const hookId = await newHook();
  const ping = await well(owner, { method: 'POST', path: `${API}/hooks/${hookId}/ping` });

  return {
    callers: {
      anonymous: nobody,
      merchant: owner,
      otherMerchant: (await newcomer('user')).caller,
      admin: (await newcomer('admin')).caller,
      system,
      readToken,
      writeToken: await tokenOf(owner, 'write'),
      suspended,
    },
    suspendedToken,
    merchant,
    belongings: {
      storeId,
      groupId: await firstId(owner, `catalog/stores/${storeId}/groups`),
      productId: await firstId(owner, `catalog/stores/${storeId}/products`),
      albumId: await firstId(owner, 'vk-catalog/albums'),
      runId,
      tokenId: readToken.id,
      sessionId: await firstId(owner, 'profile/sessions'),
      logId: await firstId(system, 'admin/logs'),
      hookId,
      deliveryId: String(ping.id),
    },
    send,
    anotherLike: async (name) => {
      if (name === 'anonymous') return nobody;
      if (name === 'suspended') return suspended;
      const { caller } = await newcomer(name === 'admin' || name === 'system' ? name : 'user');
      if (name === 'readToken') return tokenOf(caller, 'read');
      return name === 'writeToken' ? tokenOf(caller, 'write') : caller;
    },
    newUser: async (role = 'user', active = false) => (await create(role, active ? PASSWORD : undefined)).id,
    newRole: async () => {
      const body = { name: unusedName(), permissions: ['catalog.read'] };
      return Number((await well(system, { method: 'POST', path: `${API}/admin/roles`, body })).id);
    },
    roleNamed: async (name) => {
      const { items } = await well(system, { method: 'GET', path: `${API}/admin/roles?pageSize=200` });
      const found = (items as { id: number; name: string; permissions: string[] }[]).find((one) => one.name === name);
      if (!found) throw new Error(`There is no role ${name}`);
      return found;
    },
    spareHook: newHook,
    spareToken: async () => (await tokenOf(owner, 'read')).id,
    spareSession: async () => {
      const spare = await signIn(merchant);
      const { items } = await well(spare, { method: 'GET', path: `${API}/profile/sessions` });
      return (items as { id: string; current: boolean }[]).find(({ current }) => current)?.id ?? '';
    },
    rest: async () => {
      const { items } = await well(owner, { method: 'GET', path: `${API}/sync/runs` });
      for (const { id } of items as { id: string }[]) await merchant.wait(id);
    },
  };
}

/** An address nobody has. */
export function unusedEmail(): string {
  return `somebody-${randomBytes(6).toString('hex')}@evosync.test`;
}

/** A name no role has. */
export function unusedName(): string {
  return `role ${randomBytes(4).toString('hex')}`;
}

async function sendTo(url: string, caller: Caller, { method, path, body }: Call): Promise<Reply> {
  const request = jsonRequest(method, body);
  const response = await fetch(url + path, {
    ...request,
    redirect: 'manual',
    headers: { ...request.headers, ...caller.headers },
  });
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('text/event-stream')) {
    await response.body?.cancel();
    return { status: response.status, type, text: '', json: null };
  }
  const text = await response.text();
  return { status: response.status, type, text, json: /json/.test(type) ? JSON.parse(text) : null };
}

function jsonRequest(method: string, body?: object): RequestInit {
  return {
    method,
    headers: body ? { 'content-type': 'application/json' } : {},
    body: body && JSON.stringify(body),
  };
}
