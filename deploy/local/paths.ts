import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** A path inside the checkout; an absolute last part stands for itself. */
export const inRoot = (...parts: string[]): string => path.resolve(root, ...parts);

/** What may be thrown away at any time: build stamps, engines unpacked without root. */
export const cacheFolder = inRoot('.cache');

/** The Node programs of the development dependencies, run by the Node that runs this. */
export const tools = {
  tsc: inRoot('node_modules/typescript/bin/tsc'),
  nest: inRoot('node_modules/@nestjs/cli/bin/nest.js'),
  vite: inRoot('node_modules/vite/bin/vite.js'),
  jest: inRoot('node_modules/jest/bin/jest.js'),
  eslint: inRoot('node_modules/eslint/bin/eslint.js'),
  prettier: inRoot('node_modules/prettier/bin/prettier.cjs'),
  knip: inRoot('node_modules/knip/bin/knip.js'),
  redocly: inRoot('node_modules/@redocly/cli/bin/cli.js'),
  openapiTypescript: inRoot('node_modules/openapi-typescript/bin/cli.js'),
} as const;

/** What the builds make. */
export const built = {
  api: inRoot('apps/api/dist/main.js'),
  openapi: inRoot('apps/api/dist/openapi.js'),
  sandbox: inRoot('apps/sandbox/dist/main.js'),
  web: inRoot('apps/web/dist/index.html'),
} as const;
