import { defineConfig } from 'vitest/config';

const ci = process.env.CI === 'true';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/setup/sample.ts'],
    setupFiles: ['tests/setup/every-pdf.ts'],
    // Laying out a book on a busy machine takes seconds; a hang is a failure all the same.
    testTimeout: 300_000,
    hookTimeout: 600_000,
    maxWorkers: 2,
    // Files share the modules of their worker: most of the time would go into loading them again. So none may leave anything behind.
    isolate: false,
    reporters: ci ? ['default', ['json', { outputFile: 'coverage/tests.json' }]] : ['default'],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['src/index.ts', 'src/cli.ts'],
      reporter: ['text', 'json-summary'],
      thresholds: { lines: 85, functions: 85 },
    },
  },
});
