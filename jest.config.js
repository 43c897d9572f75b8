export default {
  testEnvironment: 'node',
  // Tests that run dist/ as a child process, or git, are at the mercy of a busy machine.
  testTimeout: 60_000,
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts', '.md'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' }, experimental: { keepImportAttributes: true } } },
    ],
    '^.+\\.md$': '<rootDir>/__tests__/markdown-transform.js',
  },
};
