import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { provideBrowser } from '../browser.ts';
import { apiStep, build, libsStep, webStep } from '../build.ts';
import { startEngines, takeDataFolder } from '../engines/start-engines.ts';
import { tools } from '../paths.ts';
import { print } from '../print.ts';
import { runTool } from '../run-tool.ts';
import type { Session } from '../session.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { describeTestResult, parseTestResult } from '../test-result.ts';

/** All tests (or those the jest arguments choose) on engines of their own; the last line says how many passed. */
export async function test(session: Session, jestArgs: string[]): Promise<number> {
  const folder = temporaryFolder('test', session);
  await takeDataFolder(folder, session);
  const browser = await provideBrowser(session);
  await build([libsStep, apiStep, webStep], session);
  const engines = await startEngines(folder, { throwaway: true }, session);
  const report = path.join(folder, 'report.json');
  const { code } = await runTool(
    {
      name: 'jest',
      args: [
        '--experimental-vm-modules',
        tools.jest,
        '--maxWorkers=2',
        '--json',
        `--outputFile=${report}`,
        ...jestArgs,
      ],
      env: {
        NODE_ENV: 'test',
        NODE_NO_WARNINGS: '1',
        TEST_DATABASE_URL: engines.databaseUrl,
        TEST_REDIS_URL: engines.redisUrl,
        ...(browser === null ? {} : { CHROMIUM_PATH: browser }),
      },
      output: 'inherit',
    },
    session,
  );
  return summarize(code, report, session);
}

/** Stops the engines before it speaks, so that nothing is printed after the last line. */
async function summarize(code: number, report: string, session: Session): Promise<number> {
  const result = existsSync(report)
    ? parseTestResult(readFileSync(report, 'utf8'))
    : { passed: 0, failed: 1, skipped: 0 };
  await session.close();
  if (result.passed + result.failed === 0) print('No test was run.');
  else if (code !== 0 && result.failed === 0) print(`jest ended with exit code ${code} although no test failed.`);
  print(describeTestResult(result));
  return code !== 0 || result.failed > 0 || result.passed === 0 ? 1 : 0;
}
