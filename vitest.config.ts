import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// A zone with half an hour in it, and with summer time: what takes the server's zone for UTC or for a
// person's shows itself. Set here, before the workers start, so that they and their children inherit it.
process.env.TZ = process.env.TEST_ZONE ?? 'America/St_Johns'

const report = process.env.TEST_REPORT

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/bench/**', 'node_modules/**', 'dist/**'],
    globalSetup: ['test/support/postgres.ts'],
    pool: 'forks',
    // The end-to-end suites start programs and a browser of their own: more workers than cores starve them.
    maxWorkers: Math.max(2, Math.min(4, availableParallelism())),
    testTimeout: 20_000,
    hookTimeout: 120_000,
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
  },
})
