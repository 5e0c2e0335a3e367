import { defineConfig } from 'playwright/test'

/** Two cores drive host, browser and tests: one worker, generous limits, and no test that measures time. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/e2e',
  timeout: 480_000,
  expect: { timeout: 40_000 },
  workers: 1,
  retries: 0,
  reporter: [['list'], ['json']],
})
