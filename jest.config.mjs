/** One configuration for every test: units beside the code, and what crosses apps in test/. */
export default {
  testEnvironment: 'node',
  roots: [
    '<rootDir>/apps/api/src',
    '<rootDir>/apps/sandbox/src',
    '<rootDir>/apps/web/src',
    '<rootDir>/libs',
    '<rootDir>/deploy',
    '<rootDir>/test',
  ],
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^@evosync/(mirror|evotor|vk|testing)$': '<rootDir>/libs/$1/src/index.ts',
    '^@evosync/sandbox$': '<rootDir>/apps/sandbox/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          target: 'es2023',
        },
        module: { type: 'es6' },
      },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/'],
  testTimeout: 30_000,
};
