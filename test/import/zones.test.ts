import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const run = promisify(execFile)

/** The days of these tests are stated once; here they run on machines of other zones. */
const suites = ['test/import/xlsx.test.ts', 'test/import/days.test.ts', 'test/import/field-data.test.ts']

test.each(['UTC', 'America/Los_Angeles', 'Asia/Kolkata'])(
  'dates are the same days where the machine stands in %s',
  async (zone) => {
    const clean = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST_REPORT)/.test(name)),
    )
    const { stdout } = await run(
      process.execPath,
      ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', ...suites],
      {
        env: { ...clean, TEST_ZONE: zone },
        maxBuffer: 64 * 1024 * 1024,
      },
    )
    const report: { success: boolean; numPassedTests: number } = JSON.parse(
      stdout.slice(stdout.indexOf('{"numTotalTestSuites"')),
    )
    expect(report.success).toBe(true)
    expect(report.numPassedTests).toBeGreaterThan(60)
  },
  120_000,
)
