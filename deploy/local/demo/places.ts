import { randomUUID } from 'node:crypto';
import { built } from '../paths.ts';
import { print } from '../print.ts';
import { freePortNear } from '../processes/ports.ts';
import { startProduct } from '../product.ts';
import { serve } from '../serve.ts';
import type { Session } from '../session.ts';
import { productEnvironment } from '../settings.ts';
import { systemUser } from './people.ts';

const SANDBOX_READY_WITHIN_MS = 60_000;

/** Where the parts of the demo are found. */
export interface Places {
  product: string;
  sandbox: string;
}

/** Starts the simulated clouds and the product on free ports, and waits until both serve. */
export async function startPlaces(
  dataFolder: string,
  engines: { databaseUrl: string; redisUrl: string },
  session: Session,
): Promise<Places> {
  const sandboxPort = await freePortNear(8090);
  const sandbox = `http://127.0.0.1:${sandboxPort}`;
  const port = await freePortNear(8080);
  const product = `http://127.0.0.1:${port}`;
  const webhookSecret = randomUUID();
  print('Starting the sandbox (a simulated Evotor Cloud and VK) ...');
  await serve(
    {
      name: 'The sandbox',
      command: process.execPath,
      args: [built.sandbox],
      env: {
        SANDBOX_PORT: String(sandboxPort),
        SANDBOX_WEBHOOK_URL: product,
        SANDBOX_WEBHOOK_SECRET: webhookSecret,
      },
      output: { file: `${dataFolder}/logs/sandbox.log` },
      readyUrl: `${sandbox}/world`,
      readyWithinMs: SANDBOX_READY_WITHIN_MS,
    },
    session,
  );
  print('Starting EvoSync (API, worker and SPA) ...');
  const environment = {
    ...productEnvironment({}, { ...engines, port, dataFolder }),
    DOMAIN: '',
    APP_ROLE: 'all',
    EVOTOR_API_URL: `${sandbox}/evotor`,
    EVOTOR_WEBHOOK_SECRET: webhookSecret,
    VK_API_URL: `${sandbox}/vk/method`,
    VK_ID_URL: `${sandbox}/vk`,
    VK_CLIENT_ID: '51000000',
    SYSTEM_USER_EMAIL: systemUser.email,
    SYSTEM_USER_PASSWORD: systemUser.password,
    EMAIL_PROVIDER: 'console',
    SMS_PROVIDER: 'console',
  };
  await startProduct({ port, environment, dataFolder, output: { file: `${dataFolder}/logs/evosync.log` } }, session);
  print(`EvoSync is ready on ${product}`);
  return { product, sandbox };
}
