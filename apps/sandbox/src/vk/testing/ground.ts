import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Router } from 'express';
import sharp from 'sharp';
import type { Json } from '../types.js';
import { VkSim } from '../vk-sim.js';
import type { VkSimOptions } from '../vk-sim.js';

/** The community, person and token that specs start with. */
export const GROUP = 218_000_001;
export const OWNER = -GROUP;
export const USER = 100;
export const TOKEN = 'vk1.a.owner-token-4242';

export interface Answer {
  response?: Json;
  error?: { error_code: number; error_msg: string; request_params: { key: string; value: string }[] } & Record<
    string,
    Json
  >;
  execute_errors?: { method: string; error_code: number; error_msg: string }[];
}

/** A simulator on a real port, with one shop and its administrator; close it when done. */
export interface Ground {
  vk: VkSim;
  url: string;
  call: (method: string, params?: Record<string, string | number>, token?: string) => Promise<Answer>;
  execute: (code: string) => Promise<Answer>;
  /** Uploads a picture and saves it: the photo id. */
  photo: (bytes?: Buffer) => Promise<number>;
  /** Adds an item with all that is required: its id. */
  item: (params?: Record<string, string | number>) => Promise<number>;
  close: () => Promise<void>;
}

/** Starts a simulator whose pace is out of the way unless asked for. */
export async function startGround(
  options: Partial<VkSimOptions> = {},
  pages: (vk: VkSim) => Router = () => express.Router(),
): Promise<Ground> {
  let url = '';
  const vk = new VkSim({ publicUrl: () => url, requestsPerSecond: 1_000, ...options });
  const server = express().use('/vk', vk.router).use(pages(vk)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/vk`;
  seedOwner(vk);
  const call: Ground['call'] = async (method, params = {}, token = TOKEN) => {
    const body = new URLSearchParams({ v: '5.199', ...wire(params) });
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${url}/method/${method}`, { method: 'POST', body, headers });
    return (await response.json()) as Answer;
  };
  const photo: Ground['photo'] = async (bytes) => {
    const answer = await sendPicture(await uploadUrl(call), bytes ?? (await picture()));
    const saved = await call('market.saveProductPhoto', { upload_response: answer });
    return (saved.response as { photo_id: number }).photo_id;
  };
  return {
    vk,
    url,
    call,
    photo,
    execute: (code) => call('execute', { code }),
    item: async (params = {}) => {
      const added = await call('market.add', { ...goodItem(vk.hands.picture(GROUP)), ...params });
      return (added.response as { market_item_id: number }).market_item_id;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Puts the shop, its administrator and his token back. */
export function seedOwner(vk: VkSim): void {
  vk.seed({
    communities: [{ groupId: GROUP, name: 'Лавка у дома' }],
    users: [{ id: USER, roles: { [GROUP]: 3 } }],
    tokens: [{ token: TOKEN, userId: USER }],
  });
}

/** Parameters of a `market.add` that VK accepts. */
export function goodItem(photoId: number): Record<string, string | number> {
  return {
    owner_id: OWNER,
    name: 'Чай чёрный',
    description: 'Чай чёрный байховый',
    category_id: 40_932,
    price: '129.90',
    main_photo_id: photoId,
  };
}

/** A one-coloured picture. */
export async function picture(width = 400, height = 400, format: 'jpeg' | 'png' | 'webp' = 'jpeg'): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#88aa66' } })
    .toFormat(format)
    .toBuffer();
}

/** Asks for an upload place of an item's photo. */
export async function uploadUrl(call: Ground['call']): Promise<string> {
  const place = await call('market.getProductPhotoUploadServer', { group_id: GROUP });
  return (place.response as { upload_url: string }).upload_url;
}

/** Sends a file to an upload place: the exact text of the answer. */
export async function sendPicture(url: string, bytes: Buffer, name = 'photo.jpg', part = 'file'): Promise<string> {
  const form = new FormData();
  form.set(part, new File([new Uint8Array(bytes)], name, { type: 'image/jpeg' }));
  const response = await fetch(url, { method: 'POST', body: form });
  return response.text();
}

function wire(params: Record<string, string | number>): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
}
