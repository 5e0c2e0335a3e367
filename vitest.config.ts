import { defineConfig } from 'vitest/config'

/** Unit tests sit beside the source; `tests/` holds what needs more than one module. End-to-end tests are Playwright's. */
export default defineConfig({
  test: {
    pool: 'forks',
    // A limit for what hangs, not a measure of speed: two busy cores may be slow.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'native',
          include: ['native/**/*.test.ts', 'tests/faults/**/*.test.ts', 'tests/vectors/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'host',
          include: [
            'electron/**/*.test.ts',
            'tests/integration/**/*.test.ts',
            'tests/shell/**/*.test.ts',
            'tests/architecture/**/*.test.ts',
            'tools/**/*.test.ts',
            'resources/**/*.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'renderer',
          include: ['renderer/**/*.test.{ts,tsx}'],
          environment: 'jsdom',
          setupFiles: ['tests/renderer-setup.ts'],
        },
      },
    ],
  },
})
