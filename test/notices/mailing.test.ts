import { describe, expect } from 'vitest'
import { changeSettings } from '../../src/actions/change-settings.ts'
import { registerPolicy } from '../../src/actions/register-policy.ts'
import { submitVersion } from '../../src/actions/submit-version.ts'
import { beat } from '../../src/beat.ts'
import { distribute } from '../../src/distribute.ts'
import type { SendOutcome } from '../../src/rules/delivery.ts'
import { member, staff } from '../support/company.ts'
import { engines } from '../support/engines.ts'
import { directoryOf, distributed, endorsed, inForce, text } from '../support/situations.ts'
import { storiesOn, type Told } from '../support/stories.ts'
import { postOffice } from './post-office.ts'

const thirtySeconds = 30_000
const wait = (holds: 'channel' | 'workspace'): SendOutcome => ({
  outcome: 'later',
  afterMilliseconds: thirtySeconds,
  holds,
  reason: 'Slack asked to wait',
})
const many = [...staff, ...Array.from({ length: 494 }, (_, i) => member(`p${i}`, { zone: 'Europe/Vienna' }))]
const open = '2027-03-01T14:30:00.000Z'

/** 500 people are asked to acknowledge. */
async function fiveHundredAsked(s: Told): Promise<void> {
  await inForce(s)
  await postOffice(s).deliver()
  await distribute(s.world, directoryOf(many))
  s.at(open)
  expect(await s.rows('notices', { kind: 'acknowledgment request', state: 'ready' })).toHaveLength(500)
}

function expectOnceEach(posts: readonly { to: string }[], held: readonly string[]): void {
  const by = new Map<string, number>()
  for (const { to } of posts) by.set(to, (by.get(to) ?? 0) + 1)
  expect(by.size).toBe(500)
  for (const [to, count] of by) expect(count, to).toBe(1 + held.filter((one) => one === to).length)
}

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story(
      'Told to wait 30 seconds at number 37 and 38 for their channels alone, all 500 hear once, and nobody else waits',
      async (s) => {
        await fiveHundredAsked(s)
        const held: string[] = []
        const office = postOffice(s, {
          answer: ({ number, to }) => {
            if (number !== 37 && number !== 38) return undefined
            held.push(to)
            return wait('channel')
          },
        })
        await office.deliver()
        await office.wait(thirtySeconds)
        await office.deliver()
        expectOnceEach(office.posts, held)
        const [first] = held
        const tries = office.posts.filter(({ to }) => to === first)
        expect((tries[1]?.at ?? 0) - (tries[0]?.at ?? 0)).toBeGreaterThanOrEqual(thirtySeconds)
        expect((office.posts[39]?.at ?? 0) - (office.posts[36]?.at ?? 0)).toBeLessThanOrEqual(1_010)
        const rows = await s.rows('notices', { kind: 'acknowledgment request' })
        expect(
          rows.every(({ state, sentAt, ts }) => state === 'sent' && sentAt !== null && ts !== null),
        ).toBe(true)
        expect((await s.rows('acknowledgments')).every(({ deliveredAt }) => deliveredAt !== null)).toBe(true)
      },
      { people: many },
    )

    story(
      'Told that the whole workspace must wait, nobody is written to for 30 seconds, and all 500 hear once',
      async (s) => {
        await fiveHundredAsked(s)
        const held: string[] = []
        const office = postOffice(s, {
          answer: ({ number, to }) => {
            if (number !== 37 && number !== 38) return undefined
            held.push(to)
            return wait('workspace')
          },
        })
        await office.deliver()
        expectOnceEach(office.posts, held)
        const at = (number: number) => office.posts[number - 1]?.at ?? 0
        expect(at(38) - at(37)).toBeGreaterThanOrEqual(thirtySeconds)
        expect(at(39) - at(38)).toBeGreaterThanOrEqual(thirtySeconds)
        expect(at(60) - at(39)).toBeLessThanOrEqual(10_000)
        expect((await s.rows('notices', { state: 'sending' })).length).toBe(0)
      },
      { people: many },
    )

    story(
      'While the workspace is held, nothing is claimed, so that another sender could take it',
      async (s) => {
        await distributed(s)
        s.at(open)
        const states: number[] = []
        const office = postOffice(s, {
          answer: ({ number }) => (number === 1 ? wait('workspace') : undefined),
        })
        const { sleep } = office.delivery
        office.delivery.sleep = async (milliseconds, signal) => {
          if (milliseconds > 20_000) states.push((await s.rows('notices', { state: 'sending' })).length)
          await sleep(milliseconds, signal)
        }
        await office.deliver()
        expect(states).toEqual([0])
      },
    )

    story(
      'A channel that is lost is dead, the managers are told once, and everyone else hears',
      async (s) => {
        await governedCompany(s)
        const office = postOffice(s, {
          answer: ({ to }) =>
            to === 'C0GOVERN' ? { outcome: 'never', reason: 'is_archived', lost: 'channel' } : undefined,
        })
        for (const at of [
          '2028-03-13T08:00:00.000Z',
          '2028-03-15T08:00:00.000Z',
          '2028-03-22T08:00:00.000Z',
        ]) {
          s.at(at)
          await beat(s.world)
          await office.deliver()
        }
        const dead = await s.rows('notices', { recipient: 'C0GOVERN' })
        expect(dead.length).toBeGreaterThanOrEqual(2)
        for (const row of dead) expect(row).toMatchObject({ state: 'dead', reason: 'is_archived' })
        const troubles = office.posts.filter(({ facts }) => facts.kind === 'trouble')
        expect(troubles.map(({ to }) => to)).toEqual(['U0MIA'])
        expect(troubles[0]?.facts.items).toMatchObject([
          {
            is: 'trouble',
            sentence: expect.stringContaining('C0GOVERN cannot be written to: it is archived.'),
          },
        ])
        expect(office.to('olga').length).toBeGreaterThanOrEqual(1)
      },
    )

    story('A person whom Slack refuses for good is taken for gone and somebody stands in', async (s) => {
      await inForce(s)
      await postOffice(s).deliver()
      s.at('2028-01-17T08:00:00.000Z')
      await beat(s.world)
      const office = postOffice(s, {
        answer: ({ to }) =>
          to === 'U0OLGA' ? { outcome: 'never', reason: 'user_disabled', lost: 'person' } : undefined,
        directory: directoryOf(staff.filter(({ slackId }) => slackId !== 'U0OLGA')),
      })
      await office.deliver()
      expect(office.to('olga')).toHaveLength(1)
      expect(await s.row('people', { id: s.id('olga') })).toMatchObject({ deactivatedAt: expect.any(String) })
      expect(office.to('dan').map(({ facts }) => facts.kind)).toEqual(['stand-in'])
    })

    story('A person who is here and only cannot be written to keeps what they hold', async (s) => {
      await inForce(s)
      await postOffice(s).deliver()
      s.at('2028-01-17T08:00:00.000Z')
      await beat(s.world)
      const office = postOffice(s, {
        answer: () => ({ outcome: 'never', reason: 'messages_tab_disabled', lost: 'person' }),
      })
      await office.deliver()
      expect(await s.row('people', { id: s.id('olga') })).toMatchObject({ deactivatedAt: null })
      expect(office.to('dan')).toEqual([])
    })

    story('A message that breaks a limit of Slack is dead and reports nobody gone', async (s) => {
      await inForce(s)
      const office = postOffice(s, {
        answer: () => ({ outcome: 'never', reason: 'invalid_blocks', lost: null }),
      })
      await office.deliver()
      expect((await s.rows('notices')).every(({ state }) => state === 'dead' || state === 'withdrawn')).toBe(
        true,
      )
      expect((await s.rows('people')).every(({ deactivatedAt }) => deactivatedAt === null)).toBe(true)
    })

    story('A refused token stops everything after one try, and leaves it ready', async (s) => {
      await distributed(s)
      s.at(open)
      const office = postOffice(s, { answer: () => ({ outcome: 'stopped', reason: 'account_inactive' }) })
      expect(await office.deliver()).toBe(false)
      expect(office.posts).toHaveLength(1)
      expect(await s.row('pauses', {})).toMatchObject({ subject: 'slack', reason: 'account_inactive' })
      for (const row of await s.rows('notices', { state: 'ready' }))
        expect(row).toMatchObject({ leaseOwner: null, text: null })
      expect(await s.rows('notices', { state: 'sending' })).toEqual([])
    })
  })
}

/** A review that nobody begins, long overdue, and a channel that governs. */
async function governedCompany(s: Told): Promise<void> {
  await s.does('mia', changeSettings, { changes: [{ key: 'governanceChannel', text: 'C0GOVERN' }] })
  const audience = { everyone: false, channels: [], groups: [], people: [] }
  const request = {
    code: 'ISP-07',
    title: 'Access control',
    owner: s.id('olga'),
    deputies: [s.id('dan')],
    approvers: [],
    cadenceMonths: 12,
    preferredMonth: null,
    audience,
    tags: [],
    components: [],
  }
  const { policy } = await s.does('mia', registerPolicy, request)
  const submitted = await s.does('olga', submitVersion, {
    policy,
    version: text('1.0'),
    note: 'first',
    considered: [],
  })
  await endorsed(s, 'ann', submitted.submission)
  await postOffice(s).deliver()
  for (const at of [
    '2028-01-17T08:00:00.000Z',
    '2028-02-16T08:00:00.000Z',
    '2028-02-28T08:00:00.000Z',
    '2028-03-02T08:00:00.000Z',
    '2028-03-08T08:00:00.000Z',
  ]) {
    s.at(at)
    await beat(s.world)
    await postOffice(s).deliver()
  }
}
