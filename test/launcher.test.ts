import { spawn } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const repository = resolve(import.meta.dirname, '..')

let home = ''
let elsewhere = ''

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'launcher-'))
  elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'))
  mkdirSync(join(home, 'src'))
  copyFileSync(join(repository, 'src/perennial.mjs'), join(home, 'src/perennial.mjs'))
  copyFileSync(join(repository, 'tsconfig.json'), join(home, 'tsconfig.json'))
  symlinkSync(join(repository, 'node_modules'), join(home, 'node_modules'))
  put('package.json', '{ "name": "mini", "type": "module" }')
  put('db/answer.ts', 'export const answer: number = 42\n')
  put(
    'src/cli.ts',
    [
      "import { answer } from '../db/answer.ts'",
      "const lazily = async (): Promise<string> => (await import('./late.ts')).word",
      'export async function main(argv: string[]): Promise<void> {',
      '  const asset = new URL("./page/look.css", import.meta.url)',
      '  const { readFileSync } = await import("node:fs")',
      '  console.log(JSON.stringify({ argv, answer, word: await lazily(), css: readFileSync(asset, "utf8"), setting: process.env.SETTING }))',
      '}',
    ].join('\n'),
  )
  put('src/late.ts', "export const word = 'first' as const\n")
  put('src/page/look.css', 'body {}')
  put('src/page/notes.md', 'not an asset')
})

afterEach(() => {
  rmSync(home, { recursive: true, force: true })
  rmSync(elsewhere, { recursive: true, force: true })
})

function put(path: string, text: string): void {
  mkdirSync(dirname(join(home, path)), { recursive: true })
  writeFileSync(join(home, path), text)
}

type Options = { cwd?: string; env?: NodeJS.ProcessEnv; uid?: number | undefined }
type Outcome = { code: number | null; stdout: string; stderr: string }

function launch(argv: string[], options: Options = {}): Promise<Outcome> {
  const { NODE_OPTIONS: _, SETTING: __, ...env } = process.env
  const child = spawn(process.execPath, [join(home, 'src/perennial.mjs'), ...argv], {
    cwd: options.cwd ?? elsewhere,
    env: { ...env, ...options.env },
    ...(options.uid === undefined ? {} : { uid: options.uid }),
  })
  const outcome: Outcome = { code: null, stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => {
    outcome.stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    outcome.stderr += chunk
  })
  return new Promise((done) => child.on('close', (code) => done({ ...outcome, code })))
}

const leftovers = () => readdirSync(home).filter((name) => name.startsWith('dist.'))

test('A missing dist is built, the command runs from any folder, and only its own words are on stdout', async () => {
  const outcome = await launch(['list', '--json'], { env: { NODE_ENV: 'production' } })
  expect(outcome.stderr).toBe('Built dist.\n')
  expect(JSON.parse(outcome.stdout)).toEqual({
    argv: ['list', '--json'],
    answer: 42,
    word: 'first',
    css: 'body {}',
  })
  expect(outcome.code).toBe(0)
  expect(leftovers()).toEqual([])
})

test('An up-to-date dist is used as it is, even when every time stamp has changed', async () => {
  await launch(['--build'])
  const before = statSync(join(home, 'dist/src/cli.js')).ino
  const later = new Date('2040-01-01T00:00:00Z')
  for (const path of ['src/cli.ts', 'src/late.ts', 'db/answer.ts']) utimesSync(join(home, path), later, later)
  const outcome = await launch([])
  expect(outcome).toMatchObject({ code: 0, stderr: '' })
  expect(statSync(join(home, 'dist/src/cli.js')).ino).toBe(before)
})

test.each([
  ['a changed source', () => put('src/late.ts', "export const word = 'second'\n"), 'second'],
  ['a changed source with an old time stamp', ageing, 'second'],
  ['a file removed', () => rmSync(join(home, 'src/page/notes.md')), 'first'],
  ['a changed asset', () => put('src/page/look.css', 'main {}'), 'first'],
  ['a changed package.json', () => put('package.json', '{ "name": "mini2", "type": "module" }'), 'first'],
])('A dist older than %s is built again and replaced', async (_, change, word) => {
  await launch(['--build'])
  change()
  const outcome = await launch([])
  expect(outcome.stderr).toBe('Built dist.\n')
  expect(JSON.parse(outcome.stdout)).toMatchObject({
    word,
    css: readFileSync(join(home, 'src/page/look.css'), 'utf8'),
  })
  expect(leftovers()).toEqual([])
})

function ageing(): void {
  put('src/late.ts', "export const word = 'second'\n")
  const longAgo = new Date('2001-01-01T00:00:00Z')
  utimesSync(join(home, 'src/late.ts'), longAgo, longAgo)
}

test.each([
  ['missing', () => undefined],
  ['stale', () => put('dist/.stamp', 'of other sources')],
])(
  'Four programs that start at once on a %s dist all run, and one whole dist is left',
  async (_, prepare) => {
    prepare()
    const outcomes = await Promise.all([launch(['1']), launch(['2']), launch(['3']), launch(['4'])])
    for (const outcome of outcomes) expect(outcome).toMatchObject({ code: 0 })
    expect(outcomes.map((outcome) => JSON.parse(outcome.stdout).argv[0])).toEqual(['1', '2', '3', '4'])
    expect(leftovers()).toEqual([])
    expect(await launch([])).toMatchObject({ code: 0, stderr: '' })
  },
  30_000,
)

test('A syntax error is shown with its place, stops with exit 2 and leaves the last good dist alone', async () => {
  await launch(['--build'])
  put('src/late.ts', 'export const word = = 1\n')
  const outcome = await launch([])
  expect(outcome.code).toBe(2)
  expect(outcome.stdout).toBe('')
  expect(outcome.stderr).toContain('src/late.ts(1,21): error TS1109: Expression expected.')
  expect(readFileSync(join(home, 'dist/src/late.js'), 'utf8')).toContain('first')
  expect(leftovers()).toEqual([])
})

test('Assets are copied beside the code, other files are not, and a source map leads from dist to the source', async () => {
  await launch(['--build'])
  expect(existsSync(join(home, 'dist/src/page/look.css'))).toBe(true)
  expect(existsSync(join(home, 'dist/src/page/notes.md'))).toBe(false)
  expect(existsSync(join(home, 'dist/src/perennial.mjs'))).toBe(false)
  const map = JSON.parse(readFileSync(join(home, 'dist/src/cli.js.map'), 'utf8'))
  expect(resolve(home, 'dist/src', map.sources[0])).toBe(join(home, 'src/cli.ts'))
})

test('A .env in the current folder is loaded, and what the environment already says wins over it', async () => {
  writeFileSync(join(elsewhere, '.env'), 'SETTING=from the file\n')
  expect(JSON.parse((await launch([])).stdout).setting).toBe('from the file')
  const outcome = await launch([], { env: { SETTING: 'from outside' } })
  expect(JSON.parse(outcome.stdout).setting).toBe('from outside')
  expect(outcome.stderr).toBe('')
})

test('Without the compiler an up-to-date dist runs, and a stale one stops with what to do', async () => {
  await launch(['--build'])
  rmSync(join(home, 'node_modules'))
  expect(await launch([])).toMatchObject({ code: 0 })
  put('src/late.ts', "export const word = 'second'\n")
  const outcome = await launch([])
  expect(outcome.code).toBe(2)
  expect(outcome.stderr).toContain('run `npm ci` there')
})

test('In a folder that cannot be written an up-to-date dist runs, and a stale one stops with what to do', async () => {
  await launch(['--build'])
  for (const folder of [home, elsewhere]) chmodSync(folder, 0o555)
  // Permissions do not bind root, who therefore steps down to nobody.
  const uid = process.getuid?.() === 0 ? 65534 : undefined
  expect(await launch([], { uid })).toMatchObject({ code: 0, stderr: '' })
  put('src/late.ts', "export const word = 'second'\n")
  const outcome = await launch([], { uid })
  chmodSync(home, 0o755)
  expect(outcome.code).toBe(2)
  expect(outcome.stderr).toContain('cannot be written (EACCES): run `npm run build` where it can')
})

test('The committed launcher has its execute bit, so that npx can run it', () => {
  expect(statSync(join(repository, 'src/perennial.mjs')).mode & 0o111).toBe(0o111)
})
