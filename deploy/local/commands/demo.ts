import { rmSync } from 'node:fs';
import { apiStep, build, libsStep, webStep } from '../build.ts';
import { merchantUser, settleMerchant, systemUser } from '../demo/people.ts';
import { type Places, startPlaces } from '../demo/places.ts';
import { describeCounts, durationOf, runSync, type Run } from '../demo/run.ts';
import { SandboxClient, type Merchant } from '../demo/sandbox-client.ts';
import { faultsOfFirstRun, faultsOfSecondRun } from '../demo/verify.ts';
import { startEngines, takeDataFolder } from '../engines/start-engines.ts';
import { RunnerError } from '../errors.ts';
import { inRoot } from '../paths.ts';
import { print } from '../print.ts';
import type { Session } from '../session.ts';

const FOLDERS_OF_LAST_TIME = ['mariadb', 'mariadb.new', 'redis', 'logs', 'secret-key'];

/** The whole way from register to shop, on simulated clouds and from nothing, verified at its end. */
export async function demo(session: Session, args: string[]): Promise<number> {
  const unknown = args.filter((arg) => arg !== '--once');
  if (unknown.length > 0) throw new RunnerError(`demo takes --once and nothing else (not ${unknown.join(' ')}).`);
  const dataFolder = inRoot('.local/demo');
  await takeDataFolder(dataFolder, session);
  for (const name of FOLDERS_OF_LAST_TIME) rmSync(`${dataFolder}/${name}`, { recursive: true, force: true });
  await build([libsStep, apiStep, webStep], session);
  const engines = await startEngines(dataFolder, { throwaway: true }, session);
  const places = await startPlaces(dataFolder, engines, session);

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
