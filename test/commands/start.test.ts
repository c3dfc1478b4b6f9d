import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../db/open.ts'
import { startSandbox } from '../../src/sandbox/start.ts'
import { build, type Folder, launch, newFolder, perennial, type Ran } from './perennial.ts'

let folder: Folder

beforeAll(build, 60_000)
beforeEach(() => {
  folder = newFolder()
})
afterEach(() => folder.remove())

const anyPorts = { PERENNIAL_PORT: '0', PERENNIAL_SANDBOX_PORT: '0' }

function start(env: Record<string, string> = {}, ...argv: string[]) {
  return launch(['start', ...argv], { cwd: folder.path('.'), env: { ...anyPorts, ...env } })
}

function addressIn(out: string, name: RegExp): string {
  const found = name.exec(out)?.[1]
  if (!found) throw new Error(`Expected ${name} in ${out}`)
  return found
}

const isUp = (url: string) =>
  fetch(url).then(
    (answer) => answer.ok,
    () => false,
  )

test('without a token it opens the sandbox with the demo live, says where and what is due, and ends all of it within 10 seconds', async () => {
  const { child, said, ran, ended } = start()
  await said('Stop with Ctrl+C')
  expect(ran.err).toBe('')
  expect(ran.out).toMatch(
    /file:\.\/data\/rehearsal\.db, a rehearsal\n +Connected to +the sandbox workspace "Alpenglow".*\n +Listens +to what people press and type, over Socket Mode\n/,
  )
  expect(ran.out).toMatch(
    /Live +since .*\n +Next beat +every minute.*\n +Due +\d+ items overdue, \d+ items due within 30 days\n/,
  )
  const health = addressIn(ran.out, /Health +(\S+)/)
  const page = addressIn(ran.out, /Open (\S+)/)
  expect([await isUp(health.replace('readyz', 'healthz')), await isUp(page)]).toEqual([true, true])
  child.kill('SIGTERM')
  expect(await ended).toMatchObject({ exit: 0, err: '' })
  expect([await isUp(health), await isUp(page)]).toEqual([false, false])
  expect(existsSync(folder.path('data/sandbox/workspace.json'))).toBe(true)
}, 60_000)

test('a second start goes on where the first one was: the demo is made once', async () => {
  const list = async () =>
    JSON.parse((await perennial('list', '--json', '--db', `file:${folder.path('data/rehearsal.db')}`)).out)
  const begin = async () => {
    const { child, said, ended } = start()
    await said('Stop with Ctrl+C')
    child.kill('SIGINT')
    expect(await ended).toMatchObject({ exit: 0 })
  }
  await begin()
  const first = await list()
  await begin()
  expect(await list()).toEqual(first)
  expect(first).toHaveLength(29)
}, 60_000)

test('when the program is killed without a word its sandbox ends too', async () => {
  const { child, said, ran, ended } = start()
  await said('Stop with Ctrl+C')
  const page = addressIn(ran.out, /Open (\S+)/)
  child.kill('SIGKILL')
  await ended
  await expect.poll(() => isUp(page), { timeout: 10_000 }).toBe(false)
}, 60_000)

test('a second server on one file is refused with who serves it', async () => {
  const first = start()
  await first.said('Stop with Ctrl+C')
  const second = await start().ended
  expect(second).toMatchObject({ exit: 1, out: '' })
  expect(second.err).toMatch(
    /^Another Perennial serves this database \(.*process \d+\)\. Stop it first, or give/,
  )
  expect(first.child.exitCode).toBe(null)
  first.child.kill('SIGTERM')
  expect(await first.ended).toMatchObject({ exit: 0 })
}, 60_000)

describe('a port in use', () => {
  test.each(['PERENNIAL_PORT', 'PERENNIAL_SANDBOX_PORT'])(
    'is refused with the variable %s',
    async (variable) => {
      const other = createServer().listen(0, '127.0.0.1')
      await new Promise((done) => other.once('listening', done))
      const port = String((other.address() as AddressInfo).port)
      const ran = await start({ [variable]: port }).ended
      other.close()
      expect(ran).toMatchObject({ exit: 1, out: '' })
      expect(ran.err).toMatch(new RegExp(`^Port ${port} is in use.*${variable}.*\\n$`))
    },
    60_000,
  )
})

const token = 'xoxb-sandbox-perennial'

describe('a database and the tokens that do not go together are refused', () => {
  const madeAs = async (kind: string): Promise<string> => {
    const url = `file:${folder.path('given.db')}`
    const argv = ['import', '--catalogue', 'programme', '--db', url]
    expect((await perennial(...argv, ...(kind === 'rehearsal' ? ['--rehearsal'] : []))).exit).toBe(0)
    return url
  }

  test.each([
    [
      'real_database',
      'real',
      {},
      /^This database is real, and no Slack tokens are set\. Set SLACK_BOT_TOKEN/,
    ],
    [
      'rehearsal_database',
      'rehearsal',
      { SLACK_BOT_TOKEN: 'xoxb-1-real' },
      /^This database is a rehearsal, and the tokens are real\. Give DATABASE_URL/,
    ],
    [
      'sandbox_on_real',
      'real',
      { SLACK_BOT_TOKEN: token, SLACK_API_URL: 'http://127.0.0.1:1/api/' },
      /^This database is real, but SLACK_API_URL is the address of a sandbox/,
    ],
    [
      'rehearsal_only',
      'real',
      { SLACK_BOT_TOKEN: 'xoxb-1-real', PERENNIAL_CLOCK_URL: 'http://127.0.0.1:1/' },
      /^PERENNIAL_CLOCK_URL is for a rehearsal/,
    ],
    [
      'rehearsal_only',
      'real',
      { SLACK_BOT_TOKEN: 'xoxb-1-real', PERENNIAL_PACE: '0.5' },
      /^PERENNIAL_PACE is for a rehearsal/,
    ],
    [
      'clock_unreachable',
      'rehearsal',
      {
        SLACK_BOT_TOKEN: token,
        SLACK_API_URL: 'http://127.0.0.1:1/api/',
        PERENNIAL_CLOCK_URL: 'http://127.0.0.1:1/clock',
      },
      /^No clock answers at http:\/\/127\.0\.0\.1:1\/clock/,
    ],
    [
      'unknown_environment',
      'real',
      { PERENNIAL_PROT: '1' },
      /^PERENNIAL_PROT is not a variable that Perennial knows\. The nearest is PERENNIAL_PORT/,
    ],
    [
      'bad_environment',
      'real',
      { PERENNIAL_PORT: 'x' },
      /^The environment is not right: PERENNIAL_PORT: expected a port number/,
    ],
  ])(
    '%s on a %s database',
    async (_, kind, env, says) => {
      const url = await madeAs(kind)
      const ran: Ran = await start(env as Record<string, string>, '--db', url).ended
      expect({ exit: ran.exit, out: ran.out, lines: ran.err.trimEnd().split('\n').length }).toEqual({
        exit: 1,
        out: '',
        lines: 1,
      })
      expect(ran.err).toMatch(says)
    },
    60_000,
  )
})

test('a record that another Slack workspace has claimed is refused (other_team)', async () => {
  const sandbox = await startSandbox({ port: 0 })
  const env = { SLACK_BOT_TOKEN: token, SLACK_API_URL: `${sandbox.url}/api/` }
  await perennial('migrate', '--db', `file:${folder.path('claimed.db')}`)
  const database = await openDatabase(`file:${folder.path('claimed.db')}`)
  const row = {
    workspace: 'main',
    name: 'Other',
    kind: 'rehearsal',
    slackTeam: 'T0OTHER',
    liveAt: null,
  } as const
  await database.kysely
    .insertInto('workspaces')
    .values({ ...row, createdAt: '2027-01-01T00:00:00.000Z' })
    .execute()
  await database.close()
  const ran = await start(env, '--db', `file:${folder.path('claimed.db')}`).ended
  await sandbox.stop()
  expect(ran).toMatchObject({ exit: 1, out: '' })
  expect(ran.err).toMatch(
    /^This database belongs to the Slack workspace T0OTHER, but the token is of T\w+\. Use/,
  )
}, 60_000)

test('with a token and a sandbox elsewhere it makes a rehearsal, follows its clock, and fills in no demo', async () => {
  const sandbox = await startSandbox({ port: 0, now: '2031-05-05T08:00:00Z', ticking: false })
  const env = {
    SLACK_BOT_TOKEN: token,
    SLACK_API_URL: `${sandbox.url}/api/`,
    PERENNIAL_CLOCK_URL: `${sandbox.url}/__sandbox/clock`,
    PERENNIAL_LOG_LEVEL: 'silent',
  }
  const { child, said, ran, ended } = start(env)
  await said('Health')
  expect(ran.out).toMatch(
    /a rehearsal\n +Connected to +the workspace "Alpenglow" in Slack\n +Listens +to nobody: set SLACK_APP_TOKEN .*\n +Today +5 May 2031, 08:00/,
  )
  child.kill('SIGTERM')
  expect(await ended).toMatchObject({ exit: 0 })
  await sandbox.stop()
  const { out } = await perennial('list', '--json', '--db', `file:${folder.path('data/rehearsal.db')}`)
  expect(JSON.parse(out)).toEqual([])
}, 60_000)

test('the sandbox alone says where it is and stops when it is told to', async () => {
  const { child, said, ran, ended } = launch(
    ['sandbox', '--port', '0', '--now', '2031-05-05T08:00:00Z', '--still'],
    { cwd: folder.path('.') },
  )
  await said('The sandbox workspace is at')
  const url = addressIn(ran.out, /at (\S+)\. /)
  expect(await (await fetch(`${url}/__sandbox/clock`)).json()).toMatchObject({
    now: '2031-05-05T08:00:00.000Z',
    ticking: false,
  })
  child.kill('SIGTERM')
  expect(await ended).toMatchObject({ exit: 0 })
}, 60_000)
