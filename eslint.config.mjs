import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Which way the arrows point (docs/adr/0004): each pattern is an import that a folder must not have. */
const arrows = [
  [
    'libs/mirror/src/**',
    ['@evosync/*', '@nestjs/*', 'typeorm', 'bullmq', 'express'],
    'mirror imports nothing: data in, plan out',
  ],
  [
    'libs/{evotor,vk}/src/**',
    ['@evosync/*', '@nestjs/*', 'typeorm', 'bullmq', 'express'],
    'a client knows HTTP and its outside system only',
  ],
  ['libs/**', ['**/apps/**'], 'libs never import an app'],
  ['apps/sandbox/src/**', ['@evosync/*'], 'the sandbox shares no code with the clients it answers'],
  [
    'apps/api/src/{common,config,database}/**',
    ['**/{auth,users,rbac,connections,catalog,vk-catalog,sync,admin}/**'],
    'no business word may enter',
  ],
  [
    'apps/api/src/connections/**',
    ['**/{catalog,vk-catalog,sync,hooks}/**'],
    'connections have not heard of the catalogue, the mirror or hooks',
  ],
  [
    'apps/api/src/webhooks/**',
    ['**/{catalog,vk-catalog,sync}/**'],
    'webhooks announce events, they do not call the pipeline',
  ],
  ['apps/api/src/catalog/**', ['**/{vk-catalog,sync}/**'], 'the catalogue has not heard of VK or of the mirror'],
  ['apps/api/src/sync/**', ['**/hooks/**'], 'runs offer to be listened to; they have not heard of hooks'],
  ['apps/api/src/vk-catalog/**', ['**/sync/**'], 'the VK catalogue has not heard of the mirror'],
].map(([files, group, message]) => ({
  files: [files],
  ignores: ['**/*.spec.ts', 'apps/api/src/database/**'],
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] },
}));

export default defineConfig(
  globalIgnores([
    '**/dist/**',
    '**/node_modules/**',
    '.local/**',
    '.cache/**',
    'coverage/**',
    'apps/web/public/**',
    'libs/api-client/src/schema.d.ts',
  ]),
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.mjs', 'deploy/local/*.mjs', 'apps/web/*.mjs', 'apps/web/*.cjs'] },
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-extraneous-class': 'off',
      // A method may be async because its interface is.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'max-lines': ['error', { max: 400 }],
      'no-console': 'off',
      eqeqeq: 'error',
    },
  },
  {
    // Decorated classes need their imports at run time, so that dependency injection sees the types.
    files: ['apps/api/src/**'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    files: ['**/*.spec.ts', 'test/**', 'apps/api/src/testing/**'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: ['apps/web/src/**'], ...reactHooks.configs.flat.recommended },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: { globals: { process: 'readonly', console: 'readonly' } },
  },
  ...arrows,
);
