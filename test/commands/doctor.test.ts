import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { changeSettings } from '../../src/actions/change-settings.ts'
import { changeSources } from '../../src/actions/change-sources.ts'
import { claimWorkspace } from '../../src/actions/claim-workspace.ts'
import { perform } from '../../src/actions/perform.ts'
import { readManifest } from '../../src/commands/manifest.ts'
import { startSandbox } from '../../src/sandbox/start.ts'
import { scriptedSlack } from '../slack/scripted-slack.ts'
import { directory, openCompany, operator } from '../support/company.ts'
import { type Folder, newFolder, perennial } from './perennial.ts'

type Finding = { name: string; ok: boolean; detail: string; remedy: string | null }

let folder: Folder
beforeEach(() => {
  folder = newFolder()
})
afterEach(() => {
  vi.unstubAllEnvs()
  folder.remove()
})

const wanted = readManifest().oauth_config.scopes.bot

/** The doctor on a workspace that Slack knows, with what differs from a sound one. */
async function examined(
  change: {
    env?: Record<string, string>
    scopes?: string[]
    token?: 'revoked'
    socket?: { error: string }
    team?: string
  } = {},
) {
  const sandbox = await startSandbox({ port: 0, rate: 'off' })
  onTestFinished(() => sandbox.stop())
  const fault = {
    do: 'token',
    scopes: change.scopes ?? wanted,
    ...(change.token ? { status: change.token } : {}),
  }
  await fetch(`${sandbox.url}/__sandbox/faults`, { method: 'POST', body: JSON.stringify(fault) })
  const slack = await scriptedSlack([change.socket ?? 'address'], { sandbox: sandbox.url })
  const url = `file:${folder.path('doctor.db')}`
  const company = await openCompany(url, { isClaimed: false, isLive: false })
  const claim = { team: change.team ?? 'T0ALPENGLOW', name: 'Alpenglow' }
  await perform(company.world, directory, claimWorkspace, claim, 'claim')
  const env = {
    SLACK_BOT_TOKEN: 'xoxb-sandbox-perennial',
    SLACK_APP_TOKEN: 'xapp-sandbox-perennial',
    SLACK_SIGNING_SECRET: '',
    SLACK_API_URL: slack.apiUrl,
    ...change.env,
  }
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  return {
    company,
    async run() {
      const ran = await perennial('doctor', '--json', '--db', url)
      return { ...ran, ...(JSON.parse(ran.out) as { ok: boolean; checks: Finding[] }) }
    },
    words: () => perennial('doctor', '--db', url),
  }
}

test('where all is well it says so of each, and ends with 0', async () => {
  const { run, words } = await examined()
  const { exit, ok, checks, err } = await run()
  expect({ exit, ok, err }).toEqual({ exit: 0, ok: true, err: '' })
  expect(checks.map(({ name }) => name)).toEqual([
    'database',
    'webhooks',
    'bot token',
    'workspace',
    'scopes',
    'channels',
    'listening',
    'messages tab',
  ])
  expect(checks.every((check) => check.ok && check.remedy === null)).toBe(true)
  const { out } = await words()
  expect(out.trim().split('\n')).toHaveLength(checks.length)
  expect(out).toMatch(/^ok {2,}database/)
})

describe('What is not as it should be is one line with what to do, and the end is 3', () => {
  for (const [what, change, name, detail, remedy] of [
    [
      'no token',
      { env: { SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '' } },
      'bot token',
      'SLACK_BOT_TOKEN is not set',
      'Set it',
    ],
    ['a token that was revoked', { token: 'revoked' }, 'bot token', 'account_inactive', 'Copy the token'],
    [
      'scopes that are missing',
      { scopes: wanted.filter((scope) => scope !== 'im:write') },
      'scopes',
      'lacks im:write',
      'manifest.json',
    ],
    [
      'the token of another workspace',
      { team: 'T0OTHER' },
      'workspace',
      'belongs to T0OTHER',
      'another database',
    ],
    [
      'an app token that Slack refuses',
      { socket: { error: 'invalid_auth' } },
      'listening',
      'invalid_auth',
      'connections:write',
    ],
    [
      'nothing to listen by',
      { env: { SLACK_APP_TOKEN: '' } },
      'listening',
      'Nothing that people press',
      'SLACK_SIGNING_SECRET',
    ],
  ] as const)
    test(what, async () => {
      const { run, words } = await examined(change as Parameters<typeof examined>[0])
      const { exit, ok, checks } = await run()
      expect({ exit, ok }).toEqual({ exit: 3, ok: false })
      const found = checks.find((check) => check.name === name)
      expect(found).toMatchObject({ ok: false })
      expect(found?.detail).toContain(detail)
      expect(found?.remedy).toContain(remedy)
      expect((await words()).out).toContain(`${found?.detail} ${found?.remedy}`)
    })

  test('a governance channel that cannot be read', async () => {
    const { company, run } = await examined()
    const changes = [{ key: 'governanceChannel', text: 'C0NOWHERE' }]
    await perform(company.world, operator, changeSettings, { changes }, 'channel')
    const { exit, checks } = await run()
    expect(exit).toBe(3)
    expect(checks.find(({ name }) => name === 'channels')).toMatchObject({
      ok: false,
      detail: 'C0NOWHERE cannot be read (channel_not_found).',
      remedy: expect.stringContaining('/invite @perennial'),
    })
  })

  test('sources that report by webhook where no key can be made', async () => {
    const { company, run } = await examined({ env: { PERENNIAL_ENCRYPTION_KEY: '' } })
    await perform(company.world, operator, changeSources, { name: 'pagerduty', change: 'add' }, 'add')
    expect((await run()).checks.find(({ name }) => name === 'webhooks')).toMatchObject({
      ok: false,
      detail: 'PERENNIAL_ENCRYPTION_KEY is not set, and nothing is taken from pagerduty.',
      remedy: expect.stringContaining('Set it'),
    })
    vi.stubEnv('PERENNIAL_ENCRYPTION_KEY', '00'.repeat(32))
    expect((await run()).checks.find(({ name }) => name === 'webhooks')).toMatchObject({
      ok: true,
      detail: 'pagerduty may report to /hooks/events.',
    })
  })

  test('a pause that lasts', async () => {
    const { company, run } = await examined()
    const { database, workspace } = company.world
    const pause = { workspace, subject: 'slack', reason: 'token_revoked', since: '2027-03-01T07:00:00.000Z' }
    await database.kysely.insertInto('pauses').values(pause).execute()
    const { exit, checks } = await run()
    expect(exit).toBe(3)
    expect(checks.at(-1)).toMatchObject({
      name: 'pause',
      ok: false,
      detail: expect.stringContaining('token_revoked'),
    })
  })

  test('the messages tab that is off, as a refused message shows', async () => {
    const { company, run } = await examined()
    const { database, workspace } = company.world
    const notice = {
      workspace,
      id: 'refused',
      recipient: 'p',
      isChannel: 0 as const,
      kind: 'trouble' as const,
      lane: 'urgent' as const,
      state: 'dead' as const,
      createdAt: '2027-03-01T07:00:00.000Z',
      notBefore: '2027-03-01T07:00:00.000Z',
      attempt: 1,
      reason: 'messages_tab_disabled',
      mayRepeat: 0 as const,
      isLive: 0 as const,
    }
    await database.kysely
      .insertInto('notices')
      .values(notice as never)
      .execute()
    const found = (await run()).checks.find(({ name }) => name === 'messages tab')
    expect(found).toMatchObject({ ok: false, remedy: expect.stringContaining('Messages Tab') })
  })
})

test('with a signing secret it says where the request URLs must lead', async () => {
  const { run } = await examined({
    env: { SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef' },
  })
  const { exit, checks } = await run()
  expect(exit).toBe(0)
  expect(checks.find(({ name }) => name === 'listening')?.detail).toContain('/slack/events')
})

test('no token is ever written', async () => {
  const { run } = await examined({ token: 'revoked', socket: { error: 'invalid_auth' } })
  const { out, err } = await run()
  expect(out + err).not.toMatch(/xox[a-z]-|xapp-\w/)
})

test('the manifest that is compared with travels in the package', () => {
  const packed = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
    files: string[]
  }
  expect(packed.files).toContain('manifest.json')
})
