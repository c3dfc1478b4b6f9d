// Turns vitest's JSON report and the exit code of `npm test` into words, one line of counts, and an exit code.
import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'

const [path, code] = process.argv.slice(2)
const exitCode = Number(code)

function readReport() {
  try {
    return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
  } catch {
    return undefined
  }
}

function summarise(report) {
  const files = report?.testResults ?? []
  const tests = files.flatMap((file) => file.assertionResults.map((test) => ({ file, test })))
  const having = (...states) => tests.filter(({ test }) => states.includes(test.status))
  const failed = having('failed')
  // A file that cannot be loaded has no tests to count; it counts as one that failed.
  const broken = files.filter((file) => file.status === 'failed' && !failed.some((one) => one.file === file))
  const skipped = tests.filter(({ test }) => !['passed', 'failed'].includes(test.status))
  const named = ({ file, test }) => `${relative('.', file.name)}: ${test.fullName}`
  const words = [
    ...skipped.map((one) => `skipped  ${named(one)}`),
    ...failed.map((one) => `failed   ${named(one)}`),
    ...broken.map((file) => `failed   ${relative('.', file.name)}: ${file.message.split('\n')[0]}`),
  ]
  return {
    passed: having('passed').length,
    failed: failed.length + broken.length,
    skipped: skipped.length,
    words,
  }
}

const report = readReport()
const { passed, failed, skipped, words } = summarise(report)
const nothingRan = passed === 0 && failed === 0
const otherwise = failed === 0 && (exitCode !== 0 || nothingRan || report.success === false)
if (otherwise) {
  const what = nothingRan ? 'No test was reported' : 'Every reported test passed'
  words.push(`failed   ${what}, and yet npm test ended with exit ${exitCode}: see the output above`)
}
for (const line of words) console.log(line)
console.log(`${passed} passed, ${failed + Number(otherwise)} failed, ${skipped} skipped`)
process.exit(failed > 0 || otherwise ? 1 : 0)
