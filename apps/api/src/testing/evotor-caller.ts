import supertest from 'supertest';
import { randomInt, randomUUID } from 'node:crypto';

/** The application's own secret in tests; Evotor's console asks for a uuid. */
export const APP_SECRET = '0b8d2c1e-5f0a-4b7e-9d55-3f6a1c2e7b90';

const APP_ID = '1b9e6f70-2c4d-4a81-9e35-7f08d2c6b5a1';

/** Calls as Evotor makes them by its reference, to the product at `url`. */
export class EvotorCaller {
  constructor(private readonly url: string) {}

  /** Any call; a body that is a text goes out as it is. */
  call(method: 'post' | 'put' | 'get', path: string, body?: unknown, authorization?: string) {
    const request = supertest(this.url)[method](path).set('Content-Type', 'application/json;charset=UTF-8');
    if (authorization !== undefined) void request.set('Authorization', authorization);
    return body === undefined ? request : request.send(typeof body === 'string' ? body : JSON.stringify(body));
  }

  /** A call with the application's secret. */
  asApp(path: string, body: unknown) {
    return this.call('post', path, body, `Bearer ${APP_SECRET}`);
  }

  create(userId: string, email: string) {
    return this.asApp('/user/create', { userId, email, phone: '+79990000000' });
  }

  verify(userId: string, username: string, password: string) {
    return this.asApp('/user/verify', { userId, username, password });
  }

  token(userId: string, token: string) {
    return this.asApp('/user/token', { userId, token });
  }

  installation(
    userId: string,
    type: 'ApplicationInstalled' | 'ApplicationUninstalled',
    at: Date,
    id: string = randomUUID(),
  ) {
    const data = { productId: APP_ID, userId };
    return this.asApp('/api/v2/installation/event', { id, timestamp: at.getTime(), version: 2, type, data });
  }

  subscription(userId: string, subscriptionId: string, sequenceNumber: number, type: string, more: object = {}) {
    const timestamp = new Date(1_743_585_300_000 + sequenceNumber * 60_000).toISOString().replace('Z', '+0000');
    const body = { subscriptionId, productId: APP_ID, userId, timestamp, sequenceNumber, type, ...more };
    return this.asApp('/subscription/event', body);
  }

  /** Goods of a store as a till sends them; only a hint. */
  products(userToken: string, storeId: string, products: object[] = [{ uuid: randomUUID(), name: 'Кружка' }]) {
    return this.call('post', `/inventories/stores/${storeId}/products`, products, `Bearer ${userToken}`);
  }
}

/** An id of a user of Evotor that nobody had before. */
export function newEvotorUserId(): string {
  return `01-${String(randomInt(1e13, 9e13))}${randomInt(0, 10)}`;
}
