import { VkClient, type VkClientOptions } from '../src/client.js';
import { callOf, type VkCall } from '../src/methods.js';
import { freePace, type VkServer } from './vk-server.js';

export const OWNER = -218_000_001;
export const GROUP = 218_000_001;
export const TOKEN = 'vk1.a.secret-token';

/** A client of the spec's server that pauses for no time, and remembers its pauses. */
export function aClient(server: VkServer, options: Partial<VkClientOptions> = {}) {
  const pauses: number[] = [];
  const pace = freePace();
  const client = new VkClient({
    baseUrl: server.baseUrl,
    version: '5.199',
    token: TOKEN,
    pace,
    random: () => 0,
    sleep: (ms) => {
      pauses.push(ms);
      return new Promise((resolve) => setImmediate(resolve));
    },
    ...options,
  });
  return { client, pauses, pace };
}

export const anAdd = (name: string): VkCall =>
  callOf('market.add', { owner_id: OWNER, name, description: `Описание: ${name}`, category_id: 1, price: '10.50' });

export const anEdit = (itemId: number): VkCall =>
  callOf('market.edit', { owner_id: OWNER, item_id: itemId, price: '129.90' });

export const aDelete = (itemId: number): VkCall => callOf('market.delete', { owner_id: OWNER, item_id: itemId });

export const edits = (count: number): VkCall[] => Array.from({ length: count }, (_, index) => anEdit(index + 1));
export const adds = (count: number): VkCall[] =>
  Array.from({ length: count }, (_, index) => anAdd(`Товар ${index + 1}`));

/** Statuses of verdicts in order, as letters: Done, Failed, Unknown, Not sent. */
export function letters(verdicts: readonly { status: string }[]): string {
  return verdicts.map(({ status }) => status.charAt(0).toUpperCase()).join('');
}
