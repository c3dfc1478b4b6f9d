import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'report-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, states: string[], message = '') {
  const status = message || states.includes('failed') ? 'failed' : 'passed'
  const assertionResults = states.map((state, index) => ({ status: state, fullName: `${state} ${index}` }))
  return { name: join(root, name), status, message, assertionResults }
}

function report(content: string | object[] | undefined, exitCode: number) {
  const path = join(folder, 'report.json')
  const text =
    typeof content === 'string' ? content : JSON.stringify({ success: exitCode === 0, testResults: content })
  if (content !== undefined) writeFileSync(path, text)
  const { status, stdout } = spawnSync(process.execPath, ['.ci/report.mjs', path, String(exitCode)], {
    cwd: root,
    encoding: 'utf8',
  })
  const lines = stdout.trimEnd().split('\n')
  return { status, last: lines.at(-1), words: lines.slice(0, -1) }
}

const fine = file('test/a.test.ts', ['passed', 'passed'])

test('Tests are counted, not files, and a clean run exits 0', () => {
  expect(report([fine, file('test/b.test.ts', ['passed'])], 0)).toEqual({
    status: 0,
    last: '3 passed, 0 failed, 0 skipped',
    words: [],
  })
})

test('What was skipped is named, whatever word vitest has for it', () => {
  const { status, last, words } = report(
    [file('test/b.test.ts', ['passed', 'skipped', 'pending', 'todo'])],
    0,
  )
  expect({ status, last }).toEqual({ status: 0, last: '1 passed, 0 failed, 3 skipped' })
  expect(words).toEqual([
    'skipped  test/b.test.ts: skipped 1',
    'skipped  test/b.test.ts: pending 2',
    'skipped  test/b.test.ts: todo 3',
  ])
})

test.each([
  ['a failed test', [fine, file('test/b.test.ts', ['failed', 'passed'])], 1, '3 passed, 1 failed, 0 skipped'],
  [
    'a file that cannot be loaded',
    [fine, file('test/b.test.ts', [], 'Cannot find x')],
    1,
    '2 passed, 1 failed, 0 skipped',
  ],
  ['a red lint beside green tests', [fine], 2, '2 passed, 1 failed, 0 skipped'],
  ['a run stopped for its time', [fine], 124, '2 passed, 1 failed, 0 skipped'],
  ['no report, because vitest crashed', undefined, 1, '0 passed, 1 failed, 0 skipped'],
  ['no report, though npm says that all is well', undefined, 0, '0 passed, 1 failed, 0 skipped'],
  ['half a report', '{"testResults": [', 1, '0 passed, 1 failed, 0 skipped'],
  ['a report of no tests', [], 0, '0 passed, 1 failed, 0 skipped'],
])('The check exits 1 and says why on %s', (_, content, exitCode, last) => {
  const outcome = report(content, exitCode)
  expect(outcome).toMatchObject({ status: 1, last })
  expect(outcome.words[0]).toMatch(/^failed /)
})
