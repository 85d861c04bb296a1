import type { VkConnectionCheck } from '@evosync/vk';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Problem } from '../common/problem.js';
import { SecretBox } from '../common/secret-box.js';
import type { BothLanguages, Language } from '../common/words.js';
import { Settings } from '../config/settings.js';
import { ConnectionEvents } from './connection-events.js';
import { toProblemDto } from './connection-problem.mapper.js';
import { connectionProblem, evotorProblemOf, notedProblem, vkProblemOf } from './connection-problems.js';
import type { ConnectionProblem } from './connection-status.js';
import { CLOUD_NAMES } from './connection-words.js';
import { ConnectionsService } from './connections.service.js';
import type {
  ConnectionsDto,
  EvotorConnectionDto,
  SaveEvotorDto,
  SaveVkDto,
  VkConnectionDto,
} from './dto/connections.dto.js';
import { EvotorAccounts } from './evotor-app/evotor-accounts.js';
import { EvotorAppView } from './evotor-app/evotor-app-view.js';
import type { EvotorAppDto } from './evotor-app/evotor-app.dto.js';
import { EvotorConnection } from './evotor-connection.entity.js';
import { OutsideClients } from './outside-clients.js';
import { VkConnection } from './vk-connection.entity.js';
import { type NewTokens, VkTokens } from './vk-tokens.js';

/** Saving, testing, showing and removing a merchant's two connections. */
@Injectable()
export class ConnectService {
  constructor(
    @InjectRepository(EvotorConnection) private readonly evotorRepository: Repository<EvotorConnection>,
    @InjectRepository(VkConnection) private readonly vkRepository: Repository<VkConnection>,
    private readonly connections: ConnectionsService,
    private readonly clients: OutsideClients,
    private readonly secretBox: SecretBox,
    private readonly events: ConnectionEvents,
    private readonly accounts: EvotorAccounts,
    private readonly evotorApp: EvotorAppView,
    private readonly vkTokens: VkTokens,
    private readonly settings: Settings,
  ) {}

  async show(userId: number, language: Language): Promise<ConnectionsDto> {
    const [evotor, app, vk] = await Promise.all([
      this.connections.findEvotor(userId),
      this.evotorApp.show(userId, language),
      this.connections.findVk(userId),
    ]);
    return { evotor: this.showEvotor(evotor, app, language), vk: this.showVk(vk, language) };
  }

  /** Tests the token, saves it, and fetches the catalogue at once. Throws a Problem that names the field. */
  async saveEvotor(userId: number, dto: SaveEvotorDto, language: Language): Promise<EvotorConnectionDto> {
    const { problem, evotorUserId, storeCount } = await this.tryEvotor(dto.accessToken);
    if (problem) throw refused('evotor', problem, 'accessToken');
    const now = new Date();
    await this.evotorRepository.upsert(
      {
        userId,
        accessToken: this.secretBox.encrypt(dto.accessToken),
        tokenLast4: dto.accessToken.slice(-4),
        evotorUserId,
        storeCount,
        status: 'ok',
        problemCode: null,
        emptyStoresSeenAt: null,
        connectedAt: now,
        checkedAt: now,
        noticeClaimedAt: null,
        notifiedAt: null,
      },
      ['userId'],
    );
    if (evotorUserId) await this.accounts.claimByPaste(evotorUserId, userId);
    await this.events.announceEvotorSaved(userId);
    const [saved, app] = [await this.connections.findEvotor(userId), await this.evotorApp.show(userId, language)];
    return this.showEvotor(saved, app, language);
  }

  /** Tests the token on this very community and saves both. Throws a Problem that names the field. */
  async saveVk(userId: number, dto: SaveVkDto, language: Language): Promise<VkConnectionDto> {
    const check = await this.clients
      .vk(dto.accessToken)
      .checkConnection(dto.groupId)
      .catch((error: unknown) => {
        throw refusedByVk(error);
      });
    return this.keepVk(userId, check, { accessToken: dto.accessToken, signIn: null }, language);
  }

  /** Saves tokens that were tested on this very community. Null: only the community changes. */
  async keepVk(
    userId: number,
    check: VkConnectionCheck,
    tokens: NewTokens | null,
    language: Language,
  ): Promise<VkConnectionDto> {
    const { group } = check;
    const before = await this.connections.findVk(userId);
    const otherShop = before !== null && before.groupId !== group.id;
    const now = new Date();
    const values = {
      userId,
      ...(tokens && this.vkTokens.columnsOf(tokens)),
      vkUserId: check.user.id,
      groupId: group.id,
      groupName: group.name,
      groupScreenName: group.screenName,
      groupPhotoUrl: group.photoUrl,
      status: 'ok' as const,
      problemCode: null,
      connectedAt: now,
      checkedAt: now,
      noticeClaimedAt: null,
      notifiedAt: null,
      ...(otherShop && { defaultPhotoId: null, photoPerItem: false, readAt: null, uncertainSince: null }),
    };
    if (tokens) await this.vkRepository.upsert(values, ['userId']);
    else await this.vkRepository.update({ userId }, values);
    if (otherShop) await this.events.announceVkGroupChanged(userId);
    return this.showVk(await this.connections.findVk(userId), language);
  }

  /** Forgets the token. What was read and what stands in VK stays as it is. */
  async removeEvotor(userId: number): Promise<void> {
    await this.evotorRepository.delete({ userId });
  }

  /** Forgets the token. Goods in VK stay as they are. */
  async removeVk(userId: number): Promise<void> {
    await this.vkRepository.delete({ userId });
  }

  /** Asks Evotor what is wrong with the saved token, and keeps the answer. Throws a 404 Problem when not connected. */
  async testEvotor(userId: number): Promise<ConnectionProblem | null> {
    const client = await this.connections.evotorClient(userId);
    if (!client) throw notConnected(CLOUD_NAMES.evotor);
    const error = await failureOf(client.listStores());
    return this.keepTest(userId, 'evotor', error, error === null ? null : evotorProblemOf(error));
  }

  /** Asks VK what keeps the token from managing the shop, and keeps the answer. Throws a 404 Problem when not connected. */
  async testVk(userId: number): Promise<ConnectionProblem | null> {
    const access = await this.connections.vkAccess(userId);
    if (!access) throw notConnected(CLOUD_NAMES.vk);
    const error = await failureOf(access.client.checkConnection(access.groupId));
    return this.keepTest(userId, 'vk', error, error === null ? null : vkProblemOf(error));
  }

  private async keepTest(
    userId: number,
    side: 'evotor' | 'vk',
    error: unknown,
    problem: ConnectionProblem | null,
  ): Promise<ConnectionProblem | null> {
    if (error === null) {
      await this.connections.markHealthy(userId, side);
      const note = { checkedAt: new Date() };
      await (side === 'evotor' ? this.connections.noteEvotor(userId, note) : this.connections.noteVk(userId, note));
      return null;
    }
    if (problem) await this.connections.markNeedsAttention(userId, side, problem);
    return problem ?? connectionProblem('unavailable');
  }

  private async tryEvotor(token: string) {
    try {
      const stores = await this.clients.evotor(token).listStores();
      const evotorUserId = stores.find((store) => store.userId)?.userId ?? null;
      return { problem: null, evotorUserId, storeCount: stores.length };
    } catch (error) {
      return { problem: evotorProblemOf(error) ?? connectionProblem('unavailable'), evotorUserId: null, storeCount: 0 };
    }
  }

  private showEvotor(
    found: EvotorConnection | null,
    app: EvotorAppDto | null,
    language: Language,
  ): EvotorConnectionDto {
    return { ...shown(found, language), storeCount: found?.storeCount ?? 0, app };
  }

  private showVk(found: VkConnection | null, language: Language): VkConnectionDto {
    return {
      ...shown(found, language),
      groupId: found?.groupId ?? null,
      groupName: found?.groupName ?? null,
      groupScreenName: found?.groupScreenName ?? null,
      groupPhotoUrl: found?.groupPhotoUrl ?? null,
      signInOffered: this.settings.vkClientId !== '',
      signedIn: found !== null && found.refreshToken !== null,
    };
  }
}

function shown(found: EvotorConnection | VkConnection | null, language: Language) {
  return {
    connected: found !== null,
    status: found?.status ?? ('notConnected' as const),
    needsAttention: found?.status === 'needsAttention',
    problem: found?.problemCode ? toProblemDto(notedProblem(found.problemCode), language) : null,
    tokenLast4: found?.tokenLast4 ?? null,
    connectedAt: found?.connectedAt ?? null,
    checkedAt: found?.checkedAt ?? null,
  };
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
    return null;
  } catch (error) {
    return error;
  }
}

function refused(side: 'evotor' | 'vk', problem: ConnectionProblem, field: string): Problem {
  if (problem.code === 'unavailable') return Problem.unavailable(`${side}_unavailable`, problem.message);
  return Problem.unprocessable(problem.code, problem.message, [{ field, message: problem.message }]);
}

/** What a client says against a token and a community, as a Problem that names the field. */
export function refusedByVk(error: unknown): Problem {
  const problem = vkProblemOf(error) ?? connectionProblem('unavailable');
  const isToken = ['token_rejected', 'not_a_user_token', 'no_market_scope', 'sign_in_expired'].includes(problem.code);
  return refused('vk', problem, isToken ? 'accessToken' : 'groupId');
}

function notConnected(name: BothLanguages): Problem {
  return Problem.notFound('not_connected', {
    ru: `${name.ru} ещё не подключён.`,
    en: `${name.en} is not connected yet.`,
  });
}
