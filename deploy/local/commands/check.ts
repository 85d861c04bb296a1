import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { apiStep, build, libsStep } from '../build.ts';
import { RunnerError } from '../errors.ts';
import { tools } from '../paths.ts';
import { print } from '../print.ts';
import { runTool } from '../run-tool.ts';
import type { Session } from '../session.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { clientFolder, generateClient, generatedFiles } from './gen.ts';

interface Step {
  name: string;
  /** True when all is well; what is wrong was printed. */
  passes: (session: Session) => Promise<boolean>;
}

const runs = (name: string, args: string[], env?: NodeJS.ProcessEnv): Step => ({
  name,
  passes: async (session) => (await runTool({ name, args, env, output: 'inherit' }, session)).code === 0,
});

const steps: Step[] = [
  runs('types of libraries and sandbox', [tools.tsc, '-b', 'tsconfig.build.json']),
  runs('types of API, tests and tools', [tools.tsc, '-p', 'tsconfig.json', '--noEmit']),
  runs('types of SPA', [tools.tsc, '-p', 'apps/web/tsconfig.json', '--noEmit']),
  runs('lint', [tools.eslint, '.']),
  runs('formatting', [tools.prettier, '--check', '.', '--log-level', 'warn']),
  runs('unused code', [tools.knip]),
  { name: 'generated client', passes: isClientFresh },
  runs(
    'API document',
    [tools.redocly, 'lint', '--config', 'deploy/openapi-rules.yaml', 'libs/api-client/openapi.json'],
    { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  ),
];

/** Types, lint, formatting, unused code and the generated client; all of them, even after one failed. */
export async function check(session: Session): Promise<number> {
  const failed: string[] = [];
  for (const { name, passes } of steps) {
    print(`--- ${name}`);
    const well = await passes(session);
    print(`${well ? 'ok' : 'FAILED'}: ${name}`);
    if (!well) failed.push(name);
  }
  print(failed.length === 0 ? `All ${steps.length} checks passed` : `Failed: ${failed.join(', ')}`);
  return failed.length === 0 ? 0 : 1;
}

/** Generates the client anew beside the one in the tree and compares the two. */
async function isClientFresh(session: Session): Promise<boolean> {
  const folder = temporaryFolder('gen', session);
  try {
    await build([libsStep, apiStep], session);
    await generateClient(folder, session);
  } catch (error) {
    if (!(error instanceof RunnerError)) throw error;
    print(error.message);
    return false;
  }
  const stale = generatedFiles.filter((file) => {
    const kept = path.join(clientFolder, file);
    return !existsSync(kept) || readFileSync(kept, 'utf8') !== readFileSync(path.join(folder, file), 'utf8');
  });
  for (const file of stale) print(`libs/api-client/${file} is not what the API says now: run "npm run gen"`);
  return stale.length === 0;
}
