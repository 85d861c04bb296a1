import { existsSync } from 'node:fs';
import { apiStep, build, libsStep } from '../build.ts';
import { startEngines, takeDataFolder } from '../engines/start-engines.ts';
import { built, inRoot, root, tools } from '../paths.ts';
import { print } from '../print.ts';
import { startChild } from '../processes/child.ts';
import { toolEnvironment } from '../run-tool.ts';
import { requireFreePort, serve } from '../serve.ts';
import type { Session } from '../session.ts';
import { portOf, productEnvironment, readSettings } from '../settings.ts';

const GRACE_MS = 10_000;
const READY_WITHIN_MS = 120_000;

/** All apps in watch mode: compilers, sandbox, API with workers and the SPA's own server, on engines of their own. */
export async function dev(session: Session): Promise<number> {
  const settings = readSettings();
  const port = portOf(settings);
  const sandboxPort = portOf(settings, 'SANDBOX_PORT', 8090);
  const webPort = portOf(settings, 'WEB_PORT', 5173);
  const dataFolder = inRoot(settings['LOCAL_DATA_DIR'] ?? '.local', 'dev');
  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
  await takeDataFolder(dataFolder, session);
  await requireFreePort(port, 'PORT', 'dev');
  await requireFreePort(sandboxPort, 'SANDBOX_PORT', 'dev');
  await requireFreePort(webPort, 'WEB_PORT', 'dev');
  await build([libsStep, apiStep], session);
  const engines = await startEngines(dataFolder, { throwaway: true }, session);

  await watch('libs', [tools.tsc, '-b', 'tsconfig.build.json', '--watch', '--preserveWatchOutput'], session);
  await watch('compile', [tools.nest, 'build', 'api', '--watch'], session);
  await serve(
    {
      ...restarting('sandbox', built.sandbox, ['apps/sandbox/dist']),
      env: { ...toolEnvironment, SANDBOX_PORT: String(sandboxPort) },
      readyUrl: `${sandboxUrl}/world`,
      readyWithinMs: READY_WITHIN_MS,
    },
    session,
  );
  await serve(
    {
      ...restarting('api', built.api, ['apps/api/dist', 'libs/mirror/dist', 'libs/evotor/dist', 'libs/vk/dist']),
      env: {
        EVOTOR_API_URL: `${sandboxUrl}/evotor`,
        VK_API_URL: `${sandboxUrl}/vk/method`,
        VK_ID_URL: `${sandboxUrl}/vk`,
        VK_CLIENT_ID: '51000000',
        SYSTEM_USER_EMAIL: 'system@evosync.local',
        SYSTEM_USER_PASSWORD: 'evosync-system',
        ...productEnvironment(settings, { ...engines, port, dataFolder }),
        ...toolEnvironment,
      },
      readyUrl: `http://127.0.0.1:${port}/health`,
      readyWithinMs: READY_WITHIN_MS,
    },
    session,
  );
  await serve(
    {
      name: 'web',
      command: process.execPath,
      args: [tools.vite, '--host', '127.0.0.1', '--port', String(webPort), '--strictPort', '--clearScreen', 'false'],
      cwd: inRoot('apps/web'),
      env: { ...toolEnvironment, API_URL: `http://127.0.0.1:${port}` },
      output: 'prefixed',
      readyUrl: `http://127.0.0.1:${webPort}/`,
      readyWithinMs: READY_WITHIN_MS,
    },
    session,
  );
  print(`SPA in watch mode: http://127.0.0.1:${webPort}   API: http://127.0.0.1:${port}   sandbox: ${sandboxUrl}`);
  return session.untilEnded();
}

async function watch(name: string, args: string[], session: Session): Promise<void> {
  session.signal.throwIfAborted();
  const child = await startChild({
    name,
    command: process.execPath,
    args,
    cwd: root,
    env: toolEnvironment,
    output: 'prefixed',
  });
  session.supervise(child, GRACE_MS);
}

/** A Node program that starts again whenever one of the folders changes. */
function restarting(name: string, program: string, folders: string[]) {
  const watched = folders.map((folder) => inRoot(folder)).filter((folder) => existsSync(folder));
  return {
    name,
    command: process.execPath,
    args: ['--watch-preserve-output', ...watched.map((folder) => `--watch-path=${folder}`), program],
    output: 'prefixed' as const,
  };
}
