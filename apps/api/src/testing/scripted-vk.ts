import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Form = Record<string, string>;

/** One sign-in that VK ID is ready to turn into tokens. */
interface Code {
  challenge: string;
  deviceId: string;
  scope: string;
}

/** What VK ID does with the next refreshes, besides the right thing. */
export type RefreshMood = 'well' | 'lost' | 'away' | 'refuse';

/**
 * VK ID and the few methods of VK that a connection is tested with, for one person with tokens that end. The specs'
 * own: it knows the fact sheet, and nothing of our client.
 */
export class ScriptedVk {
  readonly refreshes: Form[] = [];
  readonly exchanges: Form[] = [];
  /** Tokens that calls came with, in order. */
  readonly seen: string[] = [];
  mood: RefreshMood = 'well';
  refreshTakesMs = 0;
  expiresIn = 3600;
  communities: Record<string, unknown>[] = [];
  private readonly codes = new Map<string, Code>();
  private readonly access = new Set<string>();
  private readonly refresh = new Set<string>();
  private counter = 0;
  private readonly server = createServer((request, response) => void this.serve(request, response));

  async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The person agrees on VK ID's page; resolves with the query VK ID sends them back with. */
  agree(authorizeUrl: string, scope = 'market photos groups'): URLSearchParams {
    const asked = new URL(authorizeUrl).searchParams;
    const code = `code-${(this.counter += 1)}`;
    const deviceId = `device-${this.counter}`;
    this.codes.set(code, { challenge: asked.get('code_challenge') ?? '', deviceId, scope });
    return new URLSearchParams({ code, state: asked.get('state') ?? '', device_id: deviceId, type: 'code_v2' });
  }

  /** VK forgets an access token before its time. */
  forget(token: string): void {
    this.access.delete(token);
  }

  /** A token without end, as it is pasted. */
  pasted(): string {
    const token = `vk1.a.pasted-${(this.counter += 1)}`;
    this.access.add(token);
    return token;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const form = Object.fromEntries(new URLSearchParams(text));
    const path = new URL(request.url ?? '/', this.url).pathname;
    const answer =
      path === '/oauth2/auth' ? await this.grant(form) : this.call(path.replace('/method/', ''), request, form);
    if (answer === null) return void request.socket.destroy();
    const isRefusal = 'error' in answer && path === '/oauth2/auth';
    response.writeHead(isRefusal ? 400 : 200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
  }

  private async grant(form: Form): Promise<object | null> {
    if (form.grant_type === 'authorization_code') {
      this.exchanges.push(form);
      const code = this.codes.get(form.code ?? '');
      this.codes.delete(form.code ?? '');
      const challenge = createHash('sha256')
        .update(form.code_verifier ?? '')
        .digest('base64url');
      if (!code || code.challenge !== challenge || code.deviceId !== form.device_id) return { error: 'invalid_grant' };
      return this.tokens(form, code.scope);
    }
    this.refreshes.push(form);
    if (this.refreshTakesMs > 0) await new Promise((resolve) => setTimeout(resolve, this.refreshTakesMs));
    if (this.mood === 'away') return null;
    if (this.mood === 'refuse' || !this.refresh.delete(form.refresh_token ?? '')) return { error: 'invalid_grant' };
    const tokens = this.tokens(form, 'market photos groups');
    return this.mood === 'lost' ? null : tokens;
  }

  private tokens(form: Form, scope: string): object {
    const number = (this.counter += 1);
    const [accessToken, refreshToken] = [`vk2.a.access-${number}`, `vk2.r.refresh-${number}`];
    this.access.add(accessToken);
    this.refresh.add(refreshToken);
    return {
      access_token: accessToken,
      refresh_token: refreshToken,
      token_type: 'Bearer',
      expires_in: this.expiresIn,
      user_id: 17,
      state: form.state,
      scope,
    };
  }

  private call(method: string, request: IncomingMessage, form: Form): object {
    const token = (request.headers.authorization ?? '').replace('Bearer ', '');
    this.seen.push(token);
    if (!this.access.has(token)) return { error: { error_code: 5, error_msg: 'User authorization failed' } };
    if (method === 'users.get') return { response: [{ id: 17, first_name: 'Ольга', last_name: 'Петрова' }] };
    if (method === 'groups.get') return { response: { count: this.communities.length, items: this.communities } };
    if (method === 'market.getAlbums') return { response: { count: 0, items: [] } };
    if (method !== 'groups.getById') return { error: { error_code: 3, error_msg: 'Unknown method' } };
    const groups = this.communities.filter(({ id }) => String(id) === form.group_id);
    return { response: { groups, profiles: [] } };
  }
}
