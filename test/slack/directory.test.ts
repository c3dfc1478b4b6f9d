import { describe, expect, test } from 'vitest'
import { type Directory, type DirectoryPerson, IncompleteRead } from '../../src/rules/delivery.ts'
import { makeDirectory } from '../../src/slack/directory.ts'
import { workspace } from './support.ts'

const noSleep = async () => {}

async function everybody(directory: Directory): Promise<Map<string, DirectoryPerson>> {
  const all: DirectoryPerson[] = []
  for await (const page of directory.people()) all.push(...page)
  return new Map(all.map((person) => [person.slackId, person]))
}

async function failureOf(
  read: Promise<unknown>,
): Promise<{ subject: string; reason: string; isFinal: boolean }> {
  const error = await read.then(
    () => expect.fail('the read came to its end'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof IncompleteRead)) throw error
  return { subject: error.subject, reason: error.message, isFinal: error.isFinal }
}

test('the workspace is known by its id, its name and the app’s own user, and each asking tells whether the token is taken', async () => {
  const slack = await workspace()
  const directory = makeDirectory(slack.client(), noSleep)
  expect(await directory.team()).toMatchObject({ id: expect.stringMatching(/^T/), name: 'Alpenglow' })
  await slack.faults({ do: 'error', method: 'auth.test', error: 'invalid_auth' })
  await expect(directory.team()).rejects.toThrow('invalid_auth')
})

describe('A person of the directory', () => {
  test('is shown as Slack shows them', async () => {
    const people = await everybody(makeDirectory((await workspace()).client(), noSleep))
    expect(people.get('U0ANAWEBER')).toEqual({
      slackId: 'U0ANAWEBER',
      email: 'ana.weber@alpenglow.example',
      name: 'Ana Weber',
      zone: 'Europe/Vienna',
      isBot: false,
      isGuest: false,
      isOutsider: false,
      isAdmin: true,
      isDeactivated: false,
    })
    expect(people.get('U0LEOBRAND')).toMatchObject({ isAdmin: true })
    expect(people.get('U0PRIYARAO')).toMatchObject({ zone: 'Asia/Kolkata', isAdmin: false })
    expect(people.get('U0JOKELLER')).toMatchObject({ isDeactivated: true })
    expect(people.get('U0SAMGUEST')).toMatchObject({ isGuest: true, isOutsider: false })
    expect(people.get('U0VERAVEND')).toMatchObject({ isOutsider: true, email: null })
    expect(people.get('U0BUILDBOT')).toMatchObject({ isBot: true })
  })

  test('has an address in small letters, and is the same when asked for alone', async () => {
    const slack = await workspace({
      people: { people: [{ id: 'U1', name: 'Kim', email: 'Kim@Alpenglow.Example', is_restricted: true }] },
    })
    const directory = makeDirectory(slack.client(), noSleep)
    const one = await directory.person('U1')
    expect(one).toMatchObject({ email: 'kim@alpenglow.example', isGuest: true })
    expect((await everybody(directory)).get('U1')).toEqual(one)
  })

  test('that the system itself speaks through is a bot', async () => {
    const slack = await workspace({ people: { people: [{ id: 'USLACKBOT', name: 'Slackbot' }] } })
    expect(await makeDirectory(slack.client(), noSleep).person('USLACKBOT')).toMatchObject({ isBot: true })
  })

  test('who does not exist, or whom we may not see, is none', async () => {
    const slack = await workspace()
    const directory = makeDirectory(slack.client(), noSleep)
    expect(await directory.person('U0NOBODY')).toBeNull()
    await slack.faults({ do: 'error', error: 'user_not_visible', method: 'users.info' })
    expect(await directory.person('U0ANAWEBER')).toBeNull()
  })
})

test('2,350 people of whom 900 have left are read to the last, over an empty page', async () => {
  const people = Array.from({ length: 2_350 }, (_, index) => ({
    id: `U${String(index).padStart(6, '0')}`,
    name: `Person ${index}`,
    deleted: index < 900,
  }))
  const slack = await workspace({ people: { people } })
  const read = await everybody(makeDirectory(slack.client(), noSleep))
  const active = [...read.values()].filter(({ isDeactivated, isBot }) => !isDeactivated && !isBot)
  expect(active).toHaveLength(1_450)
  const cursors = (await slack.calls('users.list')).map((call) => call.arguments.cursor)
  expect(cursors.length).toBeGreaterThan(12)
})

test('members of a channel and of a group are read, guests, strangers and leavers among them', async () => {
  const slack = await workspace()
  const directory = makeDirectory(slack.client(), noSleep)
  expect(await directory.channelMembers('C0SECURITY')).toEqual(
    expect.arrayContaining([
      'U0ANAWEBER',
      'U0MAREKNOV',
      'U0PRIYARAO',
      'U0TOMASLIM',
      'U0JOKELLER',
      'U0SAMGUEST',
    ]),
  )
  expect(await directory.groupMembers('S0LEADERSH')).toEqual(['U0ANAWEBER', 'U0LEOBRAND', 'U0NORAFISC'])
})

test('a read that is told to wait waits as long, and goes on where it was', async () => {
  const slack = await workspace()
  const waits: number[] = []
  const directory = makeDirectory(slack.client(), async (milliseconds) => waits.push(milliseconds))
  const limited = { do: 'ratelimited', method: 'conversations.members', times: 1 }
  await slack.faults({ ...limited, retryAfter: 4, after: 1 }, { ...limited, retryAfter: null, after: 2 })
  const members = await directory.channelMembers('C0SECURITY')
  expect(waits).toEqual([4_000, 30_000])
  expect(new Set(members).size).toBe(members.length)
  expect(members).toHaveLength(7)
})

test('a read that is told to wait for ever is given up', async () => {
  const slack = await workspace()
  await slack.faults({ do: 'ratelimited', method: 'usergroups.users.list' })
  const waits: number[] = []
  const directory = makeDirectory(slack.client(), async (milliseconds) => waits.push(milliseconds))
  expect(await failureOf(directory.groupMembers('S0LEADERSH'))).toEqual({
    subject: 'S0LEADERSH',
    reason: 'Slack asked to wait again and again',
    isFinal: false,
  })
  expect(waits).toHaveLength(20)
})

describe('An incomplete read', () => {
  test.each([
    [
      'of a channel that is closed to us',
      (one: Directory) => one.channelMembers('C0NOWHERE'),
      'channel_not_found',
    ],
    ['of a group that does not exist', (one: Directory) => one.groupMembers('S0NOWHERE'), 'no_such_subteam'],
  ])('%s is final', async (_, read, reason) => {
    const slack = await workspace()
    expect(await failureOf(read(makeDirectory(slack.client(), noSleep)))).toMatchObject({
      reason,
      isFinal: true,
    })
  })

  test.each([
    [{ do: 'status', status: 500 }, 'HTTP status 500'],
    [{ do: 'drop' }, expect.stringContaining('could not be reached')],
    [{ do: 'silence' }, expect.stringContaining('no answer in time')],
    [{ do: 'truncate' }, 'Slack answered with something other than JSON'],
    [{ do: 'error', error: 'fetch_members_failed' }, 'fetch_members_failed'],
    [{ do: 'error', error: 'invalid_cursor' }, 'invalid_cursor'],
    [{ do: 'error', error: 'account_inactive' }, 'account_inactive'],
    [{ do: 'token', scopes: ['users:read'] }, 'missing_scope: channels:read'],
  ])('because of %j in its middle gives nothing, and may be begun again', async (fault, reason) => {
    const slack = await workspace()
    await slack.faults({ ...fault, method: 'conversations.members', after: 1 })
    const directory = makeDirectory(slack.client({ timeoutMilliseconds: 300 }), noSleep)
    expect(await failureOf(directory.channelMembers('C0SECURITY'))).toEqual({
      subject: 'C0SECURITY',
      reason,
      isFinal: false,
    })
  })

  test('of the people fails as a whole', async () => {
    const slack = await workspace()
    await slack.faults({ do: 'status', status: 502, method: 'users.list', after: 1 })
    const directory = makeDirectory(slack.client(), noSleep)
    expect(await failureOf(everybody(directory))).toEqual({
      subject: 'people',
      reason: 'HTTP status 502',
      isFinal: false,
    })
  })
})
