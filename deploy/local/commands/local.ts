import { apiStep, build, libsStep, webStep } from '../build.ts';
import { startEngines, takeDataFolder } from '../engines/start-engines.ts';
import { print } from '../print.ts';
import { startProduct } from '../product.ts';
import { requireFreePort } from '../serve.ts';
import type { Session } from '../session.ts';
import { dataFolderOf, portOf, productEnvironment, readSettings } from '../settings.ts';

/** The product itself on private engines, with the data of the last time; until someone stops it. */
export async function local(session: Session): Promise<number> {
  const settings = readSettings();
  const port = portOf(settings);
  const dataFolder = dataFolderOf(settings);
  await takeDataFolder(dataFolder, session);
  await requireFreePort(port, 'PORT', 'local');
  await build([libsStep, apiStep, webStep], session);
  const engines = await startEngines(dataFolder, { throwaway: false }, session);
  const environment = productEnvironment(settings, { ...engines, port, dataFolder });
  await startProduct({ port, environment, dataFolder, output: 'inherit' }, session);
  print(`EvoSync is ready on http://127.0.0.1:${port}`);
  return session.untilEnded();
}
