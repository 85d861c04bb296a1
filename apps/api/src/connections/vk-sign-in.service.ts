import { newPkce, newState, type VkClient, VkIdRefusedError } from '@evosync/vk';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { createHash } from 'node:crypto';
import { Problem } from '../common/problem.js';
import { REDIS } from '../common/redis.js';
import { SecretBox } from '../common/secret-box.js';
import type { Language } from '../common/words.js';
import { Settings } from '../config/settings.js';
import { ConnectService, refusedByVk } from './connect.service.js';
import { ConnectionsService } from './connections.service.js';
import { connectionProblem, vkProblemOf } from './connection-problems.js';
import type { VkConnectionDto } from './dto/connections.dto.js';
import type { VkAuthorizeDto, VkCallbackQuery, VkCommunitiesDto } from './dto/vk-sign-in.dto.js';
import { OutsideClients } from './outside-clients.js';
import { newTokens, type NewTokens } from './vk-tokens.js';

/** How a person came back from VK ID; the connections page tells them. */
export const SIGN_IN_OUTCOMES = ['choose', 'denied', 'stale', 'refused', 'unavailable', 'no_market_scope'] as const;
export type SignInOutcome = (typeof SIGN_IN_OUTCOMES)[number];

/** From the button to the return. */
const WAY_SECONDS = 600;
/** From the return to the choice of the community. The tokens live longer than this. */
const CHOICE_SECONDS = 1800;

interface Started {
  userId: number;
  sessionHash: string;
  verifier: string;
}

/**
 * Signing in to VK: out to VK ID, back with a code, then the choice of the community. What is between the steps stands
 * in Redis, encrypted and for a while only; the connection changes when the community is chosen and tested, not before.
 */
@Injectable()
export class VkSignInService {
  private readonly logger = new Logger(VkSignInService.name);

  constructor(
    @Inject(REDIS) private readonly redis: Redis,
    private readonly settings: Settings,
    private readonly secretBox: SecretBox,
    private readonly clients: OutsideClients,
    private readonly connections: ConnectionsService,
    private readonly connect: ConnectService,
  ) {}

  /** Where to send the browser. Throws a 404 Problem where VK ID is not set up. */
  async begin(userId: number, sessionId: string): Promise<VkAuthorizeDto> {
    if (this.settings.vkClientId === '') throw notOffered();
    const { verifier, challenge } = newPkce();
    const state = newState();
    await this.put(this.wayKey(state), { userId, sessionHash: hash(sessionId), verifier }, WAY_SECONDS);
    return { authorizeUrl: this.clients.vkId().authorizeUrl(state, challenge) };
  }

  /** The person is back. A state counts once, and only in the session that began. Never throws: the page tells. */
  async comeBack(query: VkCallbackQuery, sessionId: string): Promise<SignInOutcome> {
    const started = query.state ? await this.take<Started>(this.wayKey(query.state)) : null;
    if (!started || started.sessionHash !== hash(sessionId)) return 'stale';
    if (!query.code || !query.device_id) return 'denied';
    const { code, state = '', device_id: deviceId } = query;
    try {
      const tokens = await this.clients.vkId().exchange({ code, state, deviceId, verifier: started.verifier });
      if (tokens.rights && !tokens.rights.includes('market')) return 'no_market_scope';
      await this.put(this.choiceKey(started.userId), newTokens(tokens, deviceId), CHOICE_SECONDS);
      return 'choose';
    } catch (error) {
      this.logger.warn({ userId: started.userId, err: error }, 'a sign-in to VK failed');
      return error instanceof VkIdRefusedError ? 'refused' : 'unavailable';
    }
  }

  /** Communities to choose from, those that can be chosen first. Throws a 409 Problem before a sign-in. */
  async communities(userId: number): Promise<VkCommunitiesDto> {
    const { client } = await this.access(userId);
    const found = await client.readCommunities().catch((error: unknown) => {
      const problem = vkProblemOf(error) ?? connectionProblem('unavailable');
      if (problem.code === 'unavailable') throw Problem.unavailable('vk_unavailable', problem.message);
      throw Problem.unprocessable(problem.code, problem.message);
    });
    const items = found.map(({ id, obstacle, ...community }) => ({ groupId: id, ...community, problem: obstacle }));
    return { items: [...items.filter(({ problem }) => !problem), ...items.filter(({ problem }) => problem)] };
  }

  /** Tests the community and saves the connection. Throws a Problem that names the field, 409 before a sign-in. */
  async choose(userId: number, groupId: number, language: Language): Promise<VkConnectionDto> {
    const { client, tokens } = await this.access(userId);
    const check = await client.checkConnection(groupId).catch((error: unknown) => {
      throw refusedByVk(error);
    });
    const saved = await this.connect.keepVk(userId, check, tokens, language);
    if (tokens) await this.redis.del(this.choiceKey(userId));
    return saved;
  }

  /** With the sign-in that is under way, else with the one that the connection lives by. */
  private async access(userId: number): Promise<{ client: VkClient; tokens: NewTokens | null }> {
    const tokens = await this.read<NewTokens>(this.choiceKey(userId));
    if (tokens?.signIn) {
      const { expiresAt } = tokens.signIn;
      const signIn = { ...tokens.signIn, expiresAt: expiresAt && new Date(expiresAt) };
      return { client: this.clients.vk(tokens.accessToken), tokens: { ...tokens, signIn } };
    }
    const access = await this.connections.vkAccess(userId);
    if (access && access.connection.refreshToken !== null) return { client: access.client, tokens: null };
    throw Problem.conflict('sign_in_first', {
      ru: 'Сначала войдите через VK ID',
      en: 'Sign in through VK ID first',
    });
  }

  private async put(key: string, value: object, seconds: number): Promise<void> {
    await this.redis.set(key, this.secretBox.encrypt(JSON.stringify(value)), 'EX', seconds);
  }

  private async read<T>(key: string): Promise<T | null> {
    return this.opened<T>(await this.redis.get(key));
  }

  private async take<T>(key: string): Promise<T | null> {
    return this.opened<T>(await this.redis.getdel(key));
  }

  private opened<T>(sealed: string | null): T | null {
    return sealed === null ? null : (JSON.parse(this.secretBox.decrypt(sealed)) as T);
  }

  private wayKey(state: string): string {
    return `${this.settings.redisPrefix}:vk-sign-in:${hash(state)}`;
  }

  private choiceKey(userId: number): string {
    return `${this.settings.redisPrefix}:vk-choice:${userId}`;
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function notOffered(): Problem {
  return Problem.notFound('sign_in_not_offered', {
    ru: 'Вход через VK ID здесь не настроен: вставьте токен',
    en: 'Signing in through VK ID is not set up here: paste a token',
  });
}
