import { rmSync } from 'node:fs';
import { apiStep, build, libsStep, webStep } from '../build.ts';
import { merchantUser, settleMerchant, systemUser } from '../demo/people.ts';
import { describeCounts, durationOf, runSync, type Run } from '../demo/run.ts';
import { SandboxClient, type Merchant } from '../demo/sandbox-client.ts';
import { faultsOfFirstRun, faultsOfSecondRun } from '../demo/verify.ts';
import { startEngines, takeDataFolder } from '../engines/start-engines.ts';
import { RunnerError } from '../errors.ts';
import { built, inRoot } from '../paths.ts';
import { print } from '../print.ts';
import { freePortNear } from '../processes/ports.ts';
import { startProduct } from '../product.ts';
import { serve } from '../serve.ts';
import type { Session } from '../session.ts';
import { productEnvironment } from '../settings.ts';

const SANDBOX_READY_WITHIN_MS = 60_000;
const FOLDERS_OF_LAST_TIME = ['mariadb', 'mariadb.new', 'redis', 'logs', 'secret-key'];

interface Places {
  product: string;
  sandbox: string;
}

/** The whole way from register to shop, on simulated clouds and from nothing, verified at its end. */
export async function demo(session: Session, args: string[]): Promise<number> {
  const unknown = args.filter((arg) => arg !== '--once');
  if (unknown.length > 0) throw new RunnerError(`demo takes --once and nothing else (not ${unknown.join(' ')}).`);
  const dataFolder = inRoot('.local/demo');
  await takeDataFolder(dataFolder, session);
  for (const name of FOLDERS_OF_LAST_TIME) rmSync(`${dataFolder}/${name}`, { recursive: true, force: true });
  await build([libsStep, apiStep, webStep], session);
  const engines = await startEngines(dataFolder, { throwaway: true }, session);
  const places = await startApps(dataFolder, engines, session);

  const sandbox = new SandboxClient(places.sandbox);
  const merchant = await session.guard(sandbox.merchant());
  const client = await settleMerchant(places.product, merchant, session);

  const shopBefore = await session.guard(sandbox.shop(merchant.groupId));
  print('First sync:');
  const first = await runSync(client, session);
  const shopAfter = await session.guard(sandbox.shop(merchant.groupId));
  const statsAfter = await session.guard(sandbox.stats());
  requireNone(faultsOfFirstRun(first, shopBefore, shopAfter, statsAfter));
  print('Second sync, with nothing changed:');
  const second = await runSync(client, session);
  const statsAtEnd = await session.guard(sandbox.stats());
  requireNone(faultsOfSecondRun(second, statsAfter, statsAtEnd));

  printSummary(first, second, { first: statsAfter.requests, second: statsAtEnd.requests - statsAfter.requests });
  if (args.includes('--once')) return 0;
  printPlaces(places, merchant);
  return session.untilEnded();
}

async function startApps(
  dataFolder: string,
  engines: { databaseUrl: string; redisUrl: string },
  session: Session,
): Promise<Places> {
  const sandboxPort = await freePortNear(8090);
  const sandbox = `http://127.0.0.1:${sandboxPort}`;
  print('Starting the sandbox (a simulated Evotor Cloud and VK) ...');
  await serve(
    {
      name: 'The sandbox',
      command: process.execPath,
      args: [built.sandbox],
      env: { SANDBOX_PORT: String(sandboxPort) },
      output: { file: `${dataFolder}/logs/sandbox.log` },
      readyUrl: `${sandbox}/world`,
      readyWithinMs: SANDBOX_READY_WITHIN_MS,
    },
    session,
  );
  const port = await freePortNear(8080);
  const product = `http://127.0.0.1:${port}`;
  print('Starting EvoSync (API, worker and SPA) ...');
  const environment = {
    ...productEnvironment({}, { ...engines, port, dataFolder }),
    DOMAIN: '',
    APP_ROLE: 'all',
    EVOTOR_API_URL: `${sandbox}/evotor`,
    VK_API_URL: `${sandbox}/vk/method`,
    SYSTEM_USER_EMAIL: systemUser.email,
    SYSTEM_USER_PASSWORD: systemUser.password,
    EMAIL_PROVIDER: 'console',
    SMS_PROVIDER: 'console',
  };
  await startProduct({ port, environment, dataFolder, output: { file: `${dataFolder}/logs/evosync.log` } }, session);
  print(`EvoSync is ready on ${product}`);
  return { product, sandbox };
}

function requireNone(faults: string[]): void {
  if (faults.length === 0) return;
  throw new RunnerError(
    `The sync is not right:\n${faults.map((fault) => `  - ${fault}`).join('\n')}\nThe log is in .local/demo/logs/evosync.log`,
  );
}

function printSummary(first: Run, second: Run, requests: { first: number; second: number }): void {
  print('');
  print('Verified: the shop holds what the run says, nothing twice, nothing of the merchant touched.');
  print(
    `  first sync   ${durationOf(first).toFixed(1)} s, ${requests.first} requests to VK: ${describeCounts(first.counts)}`,
  );
  print(
    `  second sync  ${durationOf(second).toFixed(1)} s, ${requests.second} requests to VK, no writing call: ${describeCounts(second.counts)}`,
  );
}

function printPlaces({ product, sandbox }: Places, merchant: Merchant): void {
  print('');
  print(`EvoSync              ${product}`);
  print(`  as the merchant    ${merchantUser.email} / ${merchantUser.password}`);
  print(`  as the system user ${systemUser.email} / ${systemUser.password}`);
  print(`The register         ${sandbox}/register/${merchant.evotorUserId}`);
  print(`The shop in VK       ${sandbox}/shop/${merchant.groupId}`);
  print('Change a price in the register, press "Run now" in EvoSync and look at the shop. Ctrl-C ends the demo.');
}
