import createClient, { type Client, type ClientOptions } from 'openapi-fetch';
import type { components, paths } from './schema.js';

export type { paths } from './schema.js';

/** The shapes of EvoSync's REST API by their names in openapi.json. */
export type Schemas = components['schemas'];

export type ApiClient = Client<paths>;

/** A typed client of EvoSync's REST API; paths are those of openapi.json, `/api/v1` included. */
export function createApiClient(options: ClientOptions = {}): ApiClient {
  return createClient<paths>(options);
}
