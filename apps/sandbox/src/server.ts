import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EvotorSim, type WebhookChanges } from './evotor/index.js';
import { homePages } from './page/home/index.js';
import { registerPages } from './page/register/index.js';
import { shopPages } from './page/shop/index.js';
import { vkIdPages } from './page/vk-id/index.js';
import { DEFAULT_SCENARIO, startScenario, UnknownScenario, type StartingWorld } from './scenarios/index.js';
import { VkSim } from './vk/index.js';

/** How a sandbox is started; everything has a default. */
export interface SandboxOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  host?: string;
  /** Where its callers reach it, when that is not the address it listens on; without a trailing slash. */
  publicUrl?: string;
  scenario?: string;
  /** Requests a second VK lets one token make; 3, as in VK, unless told. */
  vkRequestsPerSecond?: number;
  /** Whom Evotor calls when merchants take the application or edit goods; nobody unless told. */
  webhooks?: WebhookChanges;
}

/** A running sandbox. */
export interface Sandbox {
  url: string;
  /** For `EVOTOR_API_URL`. */
  evotorUrl: string;
  /** For `VK_API_URL`. */
  vkApiUrl: string;
  /** For `VK_ID_URL`. */
  vkIdUrl: string;
  evotor: EvotorSim;
  vk: VkSim;
  /** Who lives in the present world, with their credentials. */
  readonly world: StartingWorld;
  /** Starts another scenario, or the present one anew. */
  reset(scenario?: string): Promise<StartingWorld>;
  close(): Promise<void>;
}

/** Starts both simulators and their pages on one port, filled by a scenario. Rejects on an unknown one. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, host = '127.0.0.1', scenario = DEFAULT_SCENARIO, vkRequestsPerSecond, webhooks } = options;
  let url = '';
  const evotor = new EvotorSim(webhooks ? { webhooks } : {});
  const vk = new VkSim({
    publicUrl: () => `${url}/vk`,
    ...(vkRequestsPerSecond === undefined ? {} : { requestsPerSecond: vkRequestsPerSecond }),
  });
  const sims = { evotor, vk };
  let world = await startScenario(sims, scenario);
  const reset = async (name = world.scenario): Promise<StartingWorld> => (world = await startScenario(sims, name));

  const app = sandboxApp({ evotor, vk, world: () => world, reset });
  const server = createServer(app);
  server.listen(port, host);
  await once(server, 'listening');
  url =
    options.publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;
  return {
    url,
    evotorUrl: `${url}/evotor`,
    vkApiUrl: `${url}/vk/method`,
    vkIdUrl: `${url}/vk`,
    evotor,
    vk,
    get world() {
      return world;
    },
    reset,
    close: () => {
      evotor.webhooks.reset();
      return closeServer(server);
    },
  };
}

interface AppParts {
  evotor: EvotorSim;
  vk: VkSim;
  world: () => StartingWorld;
  reset: (scenario?: string) => Promise<StartingWorld>;
}

function sandboxApp({ evotor, vk, world, reset }: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use('/evotor', evotor.router);
  app.use('/vk', vk.router);
  app.use(vkIdPages(vk));
  app.get('/health', (_req, res) => void res.json({ status: 'ok', scenario: world().scenario }));
  app.get('/world', (_req, res) => void res.json(world()));
  app.post('/reset', async (req, res) => {
    const { scenario } = req.query;
    res.json(await reset(typeof scenario === 'string' ? scenario : undefined));
  });
  app.use(homePages({ sims: { evotor, vk }, world, start: reset }));
  app.use(registerPages(evotor));
  app.use(shopPages(vk));
  app.use((error: unknown, _req: Request, res: Response, next: NextFunction) => {
    if (error instanceof UnknownScenario) res.status(400).json({ error: error.message });
    else next(error);
  });
  return app;
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
