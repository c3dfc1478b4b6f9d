import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

// A zone with half an hour in it, and with summer time: what takes the server's zone for UTC or for a
// person's shows itself. Set here, before the workers start, so that they and their children inherit it.
process.env.TZ = process.env.TEST_ZONE ?? 'America/St_Johns'

const report = process.env.TEST_REPORT

/** These take minutes each. Begun last, one of them would keep a single worker busy while the others stand idle. */
const longest = ['test/e2e/year.test.ts', 'test/year.test.ts', 'test/e2e/crash.test.ts']

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => longest.some((name) => moduleId.endsWith(`/${name}`))
    const sorted = await super.sort(files)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/bench/**', 'node_modules/**', 'dist/**'],
    globalSetup: ['test/support/postgres.ts'],
    pool: 'forks',
    sequence: { sequencer: LongestFirst },
    // The end-to-end suites start programs and a browser of their own: more workers than cores starve them.
    maxWorkers: Math.max(2, Math.min(4, availableParallelism())),
    testTimeout: 20_000,
    hookTimeout: 120_000,
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
  },
})
