import { describe, expect, test } from 'vitest'
import { countsOfDistributions } from '../../db/campaigns.ts'
import { distributionsAtOnce } from '../../db/distributions.ts'
import { lastGivenOf } from '../../db/given.ts'
import { acknowledge } from '../../src/actions/acknowledge.ts'
import { changePolicy } from '../../src/actions/change-policy.ts'
import { endCampaign } from '../../src/actions/end-campaign.ts'
import { openCampaign } from '../../src/actions/open-campaign.ts'
import { startCampaign } from '../../src/actions/start-campaign.ts'
import { syncPeople } from '../../src/actions/sync-people.ts'
import { distribute } from '../../src/distribute.ts'
import { refreshDirectory } from '../../src/refresh-directory.ts'
import { IncompleteRead } from '../../src/rules/delivery.ts'
import { calendar, directory, member, openCompany, staff } from '../support/company.ts'
import { engines } from '../support/engines.ts'
import { delivered, directoryOf, distributed, inForce, revised, text } from '../support/situations.ts'
import { storiesOn, type Told, told } from '../support/stories.ts'

const everything = { components: [], tags: [] }
const nextYear = '2028-03-01T09:00:00.000Z'
const everyone = ['ann', 'bob', 'dan', 'mia', 'olga', 'sam']

async function give(s: Told, who: string, version: string): Promise<void> {
  await s.does(who, acknowledge, { version, statement: 'I have read it.' })
}

const to = (s: Told, ...names: string[]) => ({
  audience: { everyone: false, channels: [], groups: [], people: names.map((name) => s.id(name)) },
})

/** In force and delivered; all but sam have acknowledged it, each a year ago. */
async function aYearAgo(s: Told, code = 'ISP-07'): Promise<{ policy: string; version: string }> {
  const made = await distributed(s, code)
  s.at('2027-03-01T15:00:00.000Z')
  await delivered(s)
  for (const name of everyone.filter((one) => one !== 'sam')) await give(s, name, made.version)
  return made
}

async function asked(s: Told, scope = everything, people = staff): Promise<string> {
  const { campaign } = await s.does('mia', startCampaign, scope)
  await distribute(s.world, directoryOf(people))
  return campaign
}

async function itemsTo(s: Told, name: string): Promise<number[]> {
  const notices = await s.rows('notices', { recipient: s.id(name), state: 'ready' })
  const items = await s.rows('noticeItems')
  return notices.map(({ id }) => items.filter(({ notice }) => notice === id).length)
}

/** The same policy many times over, each with its version in force. */
async function copied(s: Told, { policy, version }: { policy: string; version: string }, count: number) {
  const [one, text] = [await s.row('policies', { id: policy }), await s.row('versions', { id: version })]
  for (let i = 1; i <= count; i += 1) {
    const code = `ISP-${String(i).padStart(3, '0')}`
    const id = `p${code}`
    await s.database.kysely
      .insertInto('policies')
      .values({ ...one, id, code, codeKey: code })
      .execute()
    await s.database.kysely
      .insertInto('versions')
      .values({ ...text, id: `v${code}`, countsFrom: `v${code}`, policy: id })
      .execute()
  }
}

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story('Everybody gets one message with everything in force that is for them', async (s) => {
      await inForce(s, 'ISP-01')
      await inForce(s, 'ISP-02', to(s, 'olga', 'bob'))
      await inForce(s, 'ISP-03')
      await distribute(s.world, directoryOf())
      s.at('2027-03-01T15:00:00.000Z')
      await delivered(s)
      for (const { version, person } of await s.rows('acknowledgments'))
        await give(s, everyone.find((name) => s.id(name) === person) as string, version)
      s.at(nextYear)
      const campaign = await asked(s)
      expect(await s.row('campaigns', { id: campaign })).toMatchObject({
        startedBy: s.id('mia'),
        startedAt: nextYear,
        state: 'asked',
        cursor: null,
        policyCount: 3,
        requestCount: 14,
        askedAt: nextYear,
      })
      expect(await itemsTo(s, 'olga')).toEqual([3])
      expect(await itemsTo(s, 'sam')).toEqual([2])
      expect(await s.rows('acknowledgments', { state: 'open' })).toHaveLength(14)
      expect(await s.rows('acknowledgmentsBefore')).toHaveLength(14)
    })

    story(
      'What was acknowledged before stays on the record as it was, and counts in its own time',
      async (s) => {
        const { policy, version } = await aYearAgo(s)
        const given = await s.row('acknowledgments', { version, person: s.id('olga') })
        const first = given.distribution
        s.at(nextYear)
        const campaign = await asked(s)
        const before = await s.row('acknowledgmentsBefore', { version, person: s.id('olga') })
        const said = Object.keys(before) as (keyof typeof before)[]
        expect(before).toEqual(Object.fromEntries(said.map((column) => [column, given[column]])))
        expect(before).toMatchObject({ distribution: first, acknowledgedAt: '2027-03-01T15:00:00.000Z' })
        const { id } = await s.row('distributions', { campaign })
        expect(await s.row('acknowledgments', { version, person: s.id('olga') })).toMatchObject({
          state: 'open',
          distribution: id,
          askedAt: nextYear,
          deliveredAt: null,
          dueOn: null,
          acknowledgedAt: null,
          sha256: null,
          statement: null,
          way: null,
          nextReminderAt: null,
        })
        const count = (of: string) => countsOfDistributions(s.database.kysely, 'w1', [of])
        expect(await count(first)).toEqual({ given: 5, missing: 1 })
        expect(await count(id)).toEqual({ given: 0, missing: 5 })
        expect(await lastGivenOf(s.database.kysely, 'w1', policy, s.id('olga'))).toEqual({
          number: '1.0',
          at: '2027-03-01T15:00:00.000Z',
        })
        s.at('2028-03-02T09:00:00.000Z')
        await give(s, 'olga', version)
        expect(await count(id)).toEqual({ given: 1, missing: 4 })
        expect(await count(first)).toEqual({ given: 5, missing: 1 })
        s.at('2029-03-01T09:00:00.000Z')
        await asked(s)
        expect(
          (await s.rows('acknowledgmentsBefore', { version, person: s.id('olga') }))
            .map(({ acknowledgedAt }) => acknowledgedAt)
            .sort(),
        ).toEqual(['2027-03-01T15:00:00.000Z', '2028-03-02T09:00:00.000Z'])
        expect(await count(id)).toEqual({ given: 1, missing: 4 })
      },
    )

    story('Who still owes a request is not asked twice, and its due date stays', async (s) => {
      const { version } = await aYearAgo(s)
      const [before] = await s.rows('acknowledgments', { version, person: s.id('sam') })
      await asked(s)
      expect(await s.row('acknowledgments', { version, person: s.id('sam') })).toEqual(before)
      expect(await itemsTo(s, 'sam')).toEqual([])
      expect(await itemsTo(s, 'olga')).toEqual([1])
    })

    story('It is due 14 days after delivery, and the reminders come by the ladder', async (s) => {
      const { version } = await aYearAgo(s)
      s.at(nextYear)
      await asked(s)
      s.at('2028-03-02T09:00:00.000Z')
      await delivered(s)
      expect(await s.row('acknowledgments', { version, person: s.id('olga') })).toMatchObject({
        deliveredAt: '2028-03-02T09:00:00.000Z',
        dueOn: '2028-03-16',
        nextReminderAt: '2028-03-09T08:00:00.000Z',
      })
      expect(await s.row('obligations', { kind: 'acknowledge', state: 'open' })).toMatchObject({
        subject: version,
        dueOn: '2028-03-16',
      })
    })

    story('A minor version that told people and asked nobody is asked for too', async (s) => {
      const { policy, version } = await aYearAgo(s)
      await give(s, 'sam', version)
      const { version: minor } = await revised(s, policy, text('1.1', { changeKind: 'minor' }))
      await distribute(s.world, directoryOf())
      expect(await s.rows('acknowledgments', { version: minor })).toEqual([])
      await asked(s)
      expect(await s.rows('acknowledgments', { version: minor, state: 'open' })).toHaveLength(6)
      expect(await s.rows('acknowledgments', { version, state: 'given' })).toHaveLength(6)
      expect(await s.rows('acknowledgmentsBefore')).toEqual([])
    })

    story('A scope narrows it to components and tags, and what is for nobody asks nobody', async (s) => {
      await inForce(s, 'ISP-01', { tags: ['payments'], components: ['Privacy'] })
      await inForce(s, 'ISP-02', { tags: ['payments'] })
      await inForce(s, 'ISP-03', { components: ['Privacy'] })
      await inForce(s, 'ISP-04', { tags: ['payments'], components: ['Privacy'], ...to(s) })
      await distribute(s.world, directoryOf())
      const scope = { tags: ['payments', 'audits'], components: ['Privacy'] }
      const campaign = await asked(s, scope as never)
      const { policy } = await s.row('distributions', { campaign })
      expect(await s.row('policies', { id: policy })).toMatchObject({ code: 'ISP-01' })
      expect(await s.row('campaigns', {})).toMatchObject({ components: '["Privacy"]', policyCount: 1 })
      const nothing = { components: [], tags: ['health'] }
      expect(await s.refused('mia', startCampaign, nothing)).toBe('campaign_empty')
    })

    story('A second one is refused while one is being asked, and may follow it', async (s) => {
      await distributed(s)
      await s.does('mia', startCampaign, everything)
      expect(await s.refused('mia', startCampaign, everything)).toBe('campaign_running')
      await distribute(s.world, directoryOf())
      await asked(s)
      expect(await s.rows('campaigns', { state: 'asked' })).toHaveLength(2)
    })

    story(
      'Nobody is asked before going live',
      async (s) => {
        await inForce(s)
        expect(await s.refused('mia', startCampaign, everything)).toBe('campaign_before_live')
      },
      { isLive: false },
    )

    story('Many policies are opened in pieces, and the same piece is never opened twice', async (s) => {
      for (const code of ['A', 'B', 'C']) await inForce(s, code)
      await distribute(s.world, directoryOf())
      const { campaign } = await s.does('mia', startCampaign, everything)
      const { cursor } = await s.does(calendar, openCampaign, { campaign, from: '', size: 2 })
      expect(await s.rows('distributions', { campaign })).toHaveLength(2)
      expect(await s.refused(calendar, openCampaign, { campaign, from: '', size: 2 })).toBe('stale')
      expect(await s.refused(calendar, endCampaign, { campaign })).toBe('stale')
      await s.does(calendar, openCampaign, { campaign, from: cursor as string, size: 2 })
      expect(await s.refused(calendar, endCampaign, { campaign })).toBe('stale')
      await distribute(s.world, directoryOf())
      expect(await s.rows('distributions', { campaign, state: 'done' })).toHaveLength(3)
      expect(await s.row('campaigns', {})).toMatchObject({ state: 'asked', policyCount: 3 })
      expect(await s.refused(calendar, endCampaign, { campaign })).toBe('stale')
    })

    story('An audience that cannot be read holds up nobody else, and is asked once it can be', async (s) => {
      await inForce(s, 'ISP-01')
      await inForce(s, 'ISP-02', {
        audience: { everyone: false, channels: ['C1'], groups: [], people: [] },
      })
      await distribute(s.world, directoryOf(staff, { C1: ['U0OLGA'] }))
      const closed = {
        ...directoryOf(),
        channelMembers: () => Promise.reject(new IncompleteRead('C1', 'is_archived', true)),
      }
      const { campaign } = await s.does('mia', startCampaign, everything)
      await distribute(s.world, closed)
      expect(await s.row('campaigns', { id: campaign })).toMatchObject({ state: 'asked' })
      expect(await s.rows('distributions', { campaign, state: 'done' })).toHaveLength(1)
      await distribute(s.world, directoryOf(staff, { C1: ['U0OLGA'] }))
      expect(await s.rows('distributions', { campaign, state: 'done' })).toHaveLength(2)
      expect(await s.row('campaigns', { id: campaign })).toMatchObject({ state: 'asked', requestCount: 0 })
    })

    story('A campaign waits where Slack does not answer just now', async (s) => {
      await distributed(s)
      await inForce(s, 'ISP-08', { audience: { everyone: false, channels: ['C1'], groups: [], people: [] } })
      await distribute(s.world, directoryOf(staff, { C1: ['U0OLGA'] }))
      const silent = {
        ...directoryOf(),
        channelMembers: () => Promise.reject(new IncompleteRead('C1', 'ratelimited', false)),
      }
      await s.does('mia', startCampaign, everything)
      await distribute(s.world, silent)
      expect(await s.row('campaigns', {})).toMatchObject({ state: 'asking' })
      await distribute(s.world, directoryOf(staff, { C1: ['U0OLGA'] }))
      expect(await s.row('campaigns', {})).toMatchObject({ state: 'asked' })
    })

    story('Joiners, leavers and who comes back owe as with any request', async (s) => {
      const { version } = await aYearAgo(s)
      await give(s, 'sam', version)
      s.at(nextYear)
      const campaign = await asked(s)
      await delivered(s)
      const without = [
        ...staff.filter(({ slackId }) => slackId !== 'U0SAM'),
        member('sam', { isDeactivated: true }),
      ]
      await s.does(directory, syncPeople, { people: without, isLast: false })
      const sam = () => s.row('acknowledgments', { version, person: s.id('sam') })
      expect(await sam()).toMatchObject({ state: 'void', voidReason: 'left' })
      expect(await s.rows('acknowledgmentsBefore', { person: s.id('sam') })).toHaveLength(1)
      const { id } = await s.row('distributions', { campaign })
      expect(await countsOfDistributions(s.database.kysely, 'w1', [id])).toEqual({ given: 0, missing: 5 })
      const now = [...staff, member('nora')]
      await refreshDirectory(s.world, directoryOf(now))
      await distribute(s.world, directoryOf(now))
      expect(await sam()).toMatchObject({ state: 'open', isJoiner: 1 })
      const nora = (await s.row('people', { name: 'Nora' })).id
      expect(await s.row('acknowledgments', { version, person: nora })).toMatchObject({ isJoiner: 1 })
    })

    story('A new version during it supersedes or moves what it asked, as with any request', async (s) => {
      const { policy, version } = await aYearAgo(s)
      await asked(s)
      await delivered(s)
      const { version: minor } = await revised(s, policy, text('1.1', { changeKind: 'minor' }))
      expect(await s.row('acknowledgments', { version: minor, person: s.id('olga') })).toMatchObject({
        state: 'open',
        dueOn: '2027-03-15',
      })
      await give(s, 'olga', version)
      const { id } = await s.rows('distributions', { version }).then((all) => all.at(-1) as { id: string })
      expect(await countsOfDistributions(s.database.kysely, 'w1', [id])).toMatchObject({ given: 1 })
      const { version: major } = await revised(s, policy, text('2.0'))
      expect(await s.rows('acknowledgments', { version: minor, state: 'open' })).toEqual([])
      await distribute(s.world, directoryOf())
      expect(await s.rows('acknowledgments', { version: major, state: 'open' })).toHaveLength(6)
      expect(await s.rows('acknowledgmentsBefore', { version })).toHaveLength(5)
    })

    story(
      'What is superseded before it was asked asks nobody, and a wider audience is asked whole',
      async (s) => {
        const { policy } = await aYearAgo(s)
        const { policy: other } = await inForce(s, 'ISP-08', to(s, 'bob'))
        await distribute(s.world, directoryOf())
        const { campaign } = await s.does('mia', startCampaign, everything)
        await s.does(calendar, openCampaign, { campaign, from: '', size: 10 })
        const { version: next } = await revised(s, policy, text('2.0'))
        const { revision } = await s.row('policies', { id: other })
        await s.does('mia', changePolicy, { policy: other, revision, changes: to(s, 'bob', 'dan') })
        await distribute(s.world, directoryOf())
        expect(await s.row('campaigns', {})).toMatchObject({ state: 'asked' })
        expect(await s.rows('acknowledgments', { version: next, state: 'open' })).toHaveLength(6)
        expect(await s.rows('acknowledgmentsBefore')).toEqual([])
        const { version } = await s.row('distributions', { campaign, policy: other })
        expect((await s.rows('acknowledgments', { version })).map(({ isJoiner }) => isJoiner)).toEqual([0, 0])
      },
    )

    test('More policies than are worked on at once still come in one message each', async () => {
      const fresh = await engine.openMigrated()
      const company = await openCompany(fresh.url)
      const s = told(company)
      const made = await inForce(s, 'ISP-000')
      await distribute(s.world, directoryOf())
      await s.database.kysely.deleteFrom('notices').execute()
      await s.database.kysely
        .updateTable('acknowledgments')
        .set({ state: 'void', voidReason: 'left' })
        .execute()
      await copied(s, made, distributionsAtOnce + 10)
      const campaign = await asked(s)
      expect(await s.row('campaigns', { id: campaign })).toMatchObject({ state: 'asked', policyCount: 111 })
      expect(await itemsTo(s, 'olga')).toEqual([111])
      const of = await s.row('notices', { recipient: s.id('olga'), state: 'ready' })
      const items = (await s.rows('noticeItems', { notice: of.id })).sort((a, b) => a.position - b.position)
      const policies = new Map((await s.rows('policies')).map(({ id, code }) => [id, code]))
      const distributions = new Map((await s.rows('distributions')).map(({ id, policy }) => [id, policy]))
      const codes = items.map(({ subject }) => policies.get(distributions.get(subject) as string) as string)
      expect(codes.slice(0, 100)).toEqual(codes.slice(0, 100).sort())
      await company.close()
      await fresh.close()
    })
  })
}
