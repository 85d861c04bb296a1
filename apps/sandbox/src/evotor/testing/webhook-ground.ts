import express from 'express';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EvotorSim } from '../sim.js';
import { startService, type Service } from './service.js';

/** The merchant, Cloud token and application token that specs of webhooks start with. */
export const USER = '01-000000000417203';
export const CLOUD = '6f1c2a90-4b7d-4a52-9f0e-8d3b5c7e1a24';
export const APP = '0d9f3c62-7a51-4e8b-9c1d-2f6a8b3e5d70';

/** How that merchant signs in to an account that exists. */
export const VERIFY = { account: 'verify', username: 'owner@tea.example', password: 'correct-horse' };

/** An answer of the control. */
export interface ControlAnswer {
  status: number;
  body: { steps: Record<string, unknown>[]; error?: string };
}

/** A Cloud with one merchant and one store, and a service that it calls; close it when done. */
export interface WebhookGround {
  sim: EvotorSim;
  service: Service;
  /** Of the REST API. */
  base: string;
  storeId: string;
  control: (method: string, path: string, body?: object) => Promise<ControlAnswer>;
  /** `POST /send/:deed` for the merchant. */
  send: (deed: string, body?: object) => Promise<ControlAnswer>;
  /** What the service received, by type or by the last word of the path. */
  types: () => unknown[];
  close: () => Promise<void>;
}

/** Starts both; repeats come every 20 ms. */
export async function startWebhookGround(): Promise<WebhookGround> {
  const service = await startService();
  const sim = new EvotorSim({
    webhooks: { baseUrl: service.url, appAuth: { kind: 'bearer', token: APP }, retryMs: 20, timeoutMs: 2_000 },
  });
  sim.addMerchant({ userId: USER, token: CLOUD });
  const storeId = sim.addStore(USER, { name: 'Чайная' }).id;
  const server = createServer(express().use('/evotor', sim.router));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/evotor`;
  const control: WebhookGround['control'] = async (method, path, body) => {
    const response = await fetch(`${base}/control/webhooks${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as ControlAnswer['body'] };
  };
  return {
    sim,
    service,
    base,
    storeId,
    control,
    send: (deed, body = {}) => control('POST', `/send/${deed}`, { userId: USER, ...body }),
    types: () => service.received.map(({ body, path }) => body.type ?? path.split('/').at(-1)),
    close: async () => {
      sim.reset();
      server.closeAllConnections();
      server.close();
      await service.close();
    },
  };
}
