import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { apiStep, build, libsStep } from '../build.ts';
import { RunnerError } from '../errors.ts';
import { built, inRoot, tools } from '../paths.ts';
import { print } from '../print.ts';
import { runTool } from '../run-tool.ts';
import type { Session } from '../session.ts';

/** The generated files, below `libs/api-client`. */
export const generatedFiles = ['openapi.json', 'src/schema.d.ts'] as const;
export const clientFolder = inRoot('libs/api-client');

/** Writes the OpenAPI document of the API and the types of its client. */
export async function gen(session: Session): Promise<number> {
  await build([libsStep, apiStep], session);
  await generateClient(clientFolder, session);
  print(`Written: ${generatedFiles.map((file) => `libs/api-client/${file}`).join(', ')}`);
  return 0;
}

/** Generates into any folder; the API must be built. Rejects with the generator's words. */
export async function generateClient(folder: string, session: Session): Promise<void> {
  const [openapi, schema] = generatedFiles.map((file) => path.join(folder, file));
  if (openapi === undefined || schema === undefined) throw new Error('the generated files have no names');
  mkdirSync(path.dirname(schema), { recursive: true });
  const steps: { name: string; args: string[] }[] = [
    { name: 'openapi', args: [built.openapi, openapi] },
    {
      name: 'openapi-typescript',
      args: [tools.openapiTypescript, openapi, '-o', schema, '--default-non-nullable=false'],
    },
  ];
  for (const { name, args } of steps) {
    const log = inRoot('.cache', `${name}.log`);
    const { code } = await runTool({ name, args, output: { file: log } }, session);
    if (code !== 0) throw new RunnerError(`${readFileSync(log, 'utf8').trim()}\n\n${name} failed (exit code ${code}).`);
  }
}
