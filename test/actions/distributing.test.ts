import { describe, expect } from 'vitest'
import { askAudience } from '../../src/actions/ask-audience.ts'
import { changePolicy } from '../../src/actions/change-policy.ts'
import { reportTrouble } from '../../src/actions/report-trouble.ts'
import { sealDistribution } from '../../src/actions/seal-distribution.ts'
import { syncPeople } from '../../src/actions/sync-people.ts'
import { beat } from '../../src/beat.ts'
import { distribute } from '../../src/distribute.ts'
import { refreshDirectory } from '../../src/refresh-directory.ts'
import { IncompleteRead } from '../../src/rules/delivery.ts'
import { sha256 } from '../../src/rules/digest.ts'
import { calendar, directory, member, staff } from '../support/company.ts'
import { engines } from '../support/engines.ts'
import { delivered, directoryOf, distributed, inForce, revised, text } from '../support/situations.ts'
import { storiesOn, type Told } from '../support/stories.ts'

const asked = ['ann', 'bob', 'dan', 'mia', 'olga', 'sam']

function ids(s: Told, names: string[]): string[] {
  return names.map((name) => s.id(name)).sort()
}

async function people(s: Told, version: string): Promise<string[]> {
  return (await s.rows('acknowledgments', { version })).map(({ person }) => person).sort()
}

async function storeList(s: Told, distribution: string, names: string[]): Promise<void> {
  for (const [i, name] of names.entries()) {
    const row = { workspace: 'w1', distribution, position: i + 1, person: s.id(name) }
    await s.database.kysely.insertInto('distributionPeople').values(row).execute()
  }
  const list = sha256(names.map((name) => s.id(name)).join('\n'))
  await s.does(calendar, sealDistribution, { distribution, count: names.length, sha256: list, leftOut: [] })
}

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story(
      'Everyone active is asked once; bots, outsiders and guests are left out with the reason',
      async (s) => {
        const left = [member('sam', { isDeactivated: true })]
        await s.does(directory, syncPeople, { people: left, isLast: false })
        const { version } = await inForce(s)
        expect(await s.rows('acknowledgments')).toEqual([])
        expect(await distribute(s.world, directoryOf())).toBe(1)
        expect(await people(s, version)).toEqual(ids(s, ['ann', 'bob', 'dan', 'mia', 'olga']))
        const distribution = await s.row('distributions', {})
        expect(distribution).toMatchObject({ state: 'done', asks: 'acknowledge', peopleCount: 5, cursor: 5 })
        const reasons = (JSON.parse(distribution.leftOut) as { person: string; why: string }[]).map(
          ({ person, why }) => [person, why],
        )
        expect(reasons.sort()).toEqual(
          [
            [s.id('gus'), 'guest'],
            [s.id('robot'), 'bot'],
            [s.id('sam'), 'deactivated'],
            [s.id('xena'), 'other workspace'],
          ].sort(),
        )
        const notices = await s.rows('notices', { kind: 'acknowledgment request' })
        expect(notices.map(({ recipient }) => recipient).sort()).toEqual(
          ids(s, ['ann', 'bob', 'dan', 'mia', 'olga']),
        )
        for (const notice of notices)
          expect(notice).toMatchObject({ lane: 'bulk', notBefore: '2027-03-01T08:00:00.000Z' })
        expect(await distribute(s.world, directoryOf())).toBe(0)
      },
    )

    story('A guest who is named is asked, and a channel and a group make one audience', async (s) => {
      const { version } = await inForce(s, 'ISP-07', {
        audience: { everyone: false, channels: ['C1'], groups: ['S1'], people: [s.id('gus'), s.id('ann')] },
      })
      const lists = { C1: ['U0ANN', 'U0BOB', 'U0XENA', 'U0ROBOT'], S1: ['U0SAM', 'U0BOB'] }
      await distribute(s.world, directoryOf(undefined, lists))
      expect(await people(s, version)).toEqual(ids(s, ['ann', 'bob', 'gus', 'sam']))
    })

    story('A policy without an audience asks nobody', async (s) => {
      await inForce(s, 'ISP-07', { audience: { everyone: false, channels: [], groups: [], people: [] } })
      expect(await s.rows('distributions')).toEqual([])
    })

    story('An audience of whom nobody can be asked is done at once', async (s) => {
      await inForce(s, 'ISP-07', {
        audience: { everyone: false, channels: ['C1'], groups: [], people: [] },
      })
      expect(await distribute(s.world, directoryOf(staff, { C1: ['U0ROBOT'] }))).toBe(1)
      expect(await s.row('distributions', {})).toMatchObject({ state: 'done', peopleCount: 0 })
      expect(await s.rows('obligations', { kind: 'acknowledge' })).toEqual([])
    })

    story('An incomplete read asks nobody and says so once, and goes on when it is mended', async (s) => {
      const { version } = await inForce(s, 'ISP-07', {
        audience: { everyone: false, channels: ['C1'], groups: [], people: [] },
      })
      const closed = {
        ...directoryOf(),
        channelMembers: () => Promise.reject(new IncompleteRead('C1', 'is_archived', true)),
      }
      expect(await distribute(s.world, closed)).toBe(0)
      expect(await distribute(s.world, closed)).toBe(0)
      expect(await s.rows('acknowledgments')).toEqual([])
      expect((await s.row('distributions', {})).trouble).toContain('is_archived')
      expect((await s.rows('notices', { kind: 'trouble' })).map(({ recipient }) => recipient).sort()).toEqual(
        ids(s, ['mia', 'olga']),
      )
      expect(await distribute(s.world, directoryOf(undefined, { C1: ['U0SAM'] }))).toBe(1)
      expect(await people(s, version)).toEqual(ids(s, ['sam']))
      expect(await s.row('distributions', {})).toMatchObject({ state: 'done', trouble: null })
    })

    story(
      'What waits for an audience that cannot be read goes to the one that is named instead',
      async (s) => {
        const { policy, version } = await inForce(s, 'ISP-07', {
          audience: { everyone: false, channels: ['C1'], groups: [], people: [] },
        })
        const closed = {
          ...directoryOf(),
          channelMembers: () => Promise.reject(new IncompleteRead('C1', 'is_archived', true)),
        }
        expect(await distribute(s.world, closed)).toBe(0)
        const { revision } = await s.row('policies', { id: policy })
        const audience = { everyone: false, channels: [], groups: [], people: [s.id('sam')] }
        await s.does('olga', changePolicy, { policy, revision, changes: { audience } })
        expect(await distribute(s.world, closed)).toBe(1)
        expect(await people(s, version)).toEqual(ids(s, ['sam']))
      },
    )

    story(
      'A trouble is told once and not each day, also where it shared a message with another',
      async (s) => {
        const trouble = (channel: string) => ({
          subject: `channel:${channel}`,
          sentence: `The channel ${channel} is archived.`,
          distribution: null,
        })
        await s.does(calendar, reportTrouble, trouble('C1'))
        await s.does(calendar, reportTrouble, trouble('C2'))
        await s.does(calendar, reportTrouble, trouble('C2'))
        expect(await s.rows('noticeItems', { obligation: 'trouble' })).toHaveLength(2)
        await delivered(s)
        for (const day of ['2027-03-02', '2027-03-03']) {
          s.at(`${day}T09:00:00.000Z`)
          await s.does(calendar, reportTrouble, trouble('C1'))
          await s.does(calendar, reportTrouble, trouble('C2'))
        }
        expect(await s.rows('notices', { kind: 'trouble' })).toHaveLength(1)
        expect(await s.rows('noticeItems', { obligation: 'trouble' })).toHaveLength(2)
      },
    )

    story('A distribution goes on where it was, and asks nobody twice', async (s) => {
      const { version } = await inForce(s)
      const { id } = await s.row('distributions', {})
      await storeList(s, id, asked)
      expect(await s.does(calendar, askAudience, { distribution: id, from: 0, size: 2 })).toEqual({
        cursor: 2,
        isDone: false,
      })
      expect(await s.refused(calendar, askAudience, { distribution: id, from: 0, size: 2 })).toBe('stale')
      expect(await distribute(s.world, directoryOf())).toBe(1)
      expect(await people(s, version)).toEqual(ids(s, asked))
      expect(await s.rows('notices', { kind: 'acknowledgment request' })).toHaveLength(6)
    })

    story('Who left after the list was read is not asked', async (s) => {
      const { version } = await inForce(s)
      const { id } = await s.row('distributions', {})
      await storeList(s, id, ['bob', 'sam'])
      await s.does(directory, syncPeople, { people: [member('sam', { isDeactivated: true })], isLast: false })
      await s.does(calendar, askAudience, { distribution: id, from: 0, size: 10 })
      expect(await people(s, version)).toEqual(ids(s, ['bob']))
    })

    story('A major version asks everyone anew; open requests of the one before are superseded', async (s) => {
      const { policy, version } = await distributed(s)
      await delivered(s)
      const { version: next } = await revised(s, policy, text('2.0'))
      for (const row of await s.rows('acknowledgments', { version }))
        expect(row).toMatchObject({ state: 'void', voidReason: 'superseded', nextReminderAt: null })
      expect(await s.row('obligations', { kind: 'acknowledge' })).toMatchObject({
        state: 'void',
        voidReason: 'superseded',
      })
      await distribute(s.world, directoryOf())
      expect(await people(s, next)).toEqual(ids(s, asked))
    })

    story(
      'A minor version tells everyone and asks nobody; open requests move to it with their due date',
      async (s) => {
        const { policy, version } = await distributed(s)
        s.at('2027-03-01T15:00:00.000Z')
        await delivered(s)
        const [before] = await s.rows('acknowledgments', { person: s.id('sam') })
        s.at('2027-03-04T10:00:00.000Z')
        const { version: next } = await revised(s, policy, text('1.1', { changeKind: 'minor' }))
        expect(await s.row('acknowledgments', { version, person: s.id('sam') })).toMatchObject({
          state: 'void',
          voidReason: 'moved',
        })
        expect(await s.row('acknowledgments', { version: next, person: s.id('sam') })).toMatchObject({
          state: 'open',
          dueOn: before?.dueOn,
          deliveredAt: before?.deliveredAt,
          nextReminderAt: before?.nextReminderAt,
          distribution: before?.distribution,
        })
        expect(await s.row('obligations', { kind: 'acknowledge', state: 'open' })).toMatchObject({
          subject: next,
          dueOn: before?.dueOn,
        })
        await distribute(s.world, directoryOf())
        expect(await s.row('distributions', { version: next })).toMatchObject({ asks: 'tell', state: 'done' })
        expect(await s.rows('notices', { kind: 'distribution' })).toHaveLength(6)
        expect(await people(s, next)).toEqual(ids(s, asked))
        expect(await s.rows('notices', { kind: 'acknowledgment request', state: 'ready' })).toEqual([])
      },
    )

    story('The owner goes on hearing who is missing after a minor version', async (s) => {
      const { policy } = await distributed(s)
      await delivered(s)
      const { version: next } = await revised(s, policy, text('1.1', { changeKind: 'minor' }))
      const obligation = await s.row('obligations', { kind: 'acknowledge', subject: next })
      expect(await s.row('obligationHolders', { obligation: obligation.id, as: 'escalation' })).toMatchObject(
        {
          holder: s.id('olga'),
          nextReminderAt: '2027-03-08T08:00:00.000Z',
        },
      )
    })

    story(
      'A first version is acknowledged by everyone, whatever kind of change it is said to be',
      async (s) => {
        const { version } = await inForce(s, 'ISP-07', {}, text('1.0', { changeKind: 'editorial' }))
        expect(await distribute(s.world, directoryOf())).toBe(1)
        expect((await s.rows('acknowledgments', { version })).length).toBe(6)
      },
    )

    story('An editorial version tells nobody, and who was not asked yet is asked for it', async (s) => {
      const { policy } = await inForce(s)
      const { id } = await s.row('distributions', {})
      await storeList(s, id, asked)
      await s.does(calendar, askAudience, { distribution: id, from: 0, size: 2 })
      const { version: next } = await revised(s, policy, text('1.0.1', { changeKind: 'editorial' }))
      await distribute(s.world, directoryOf())
      expect(await people(s, next)).toEqual(ids(s, asked))
      expect(await s.rows('acknowledgments', { state: 'open' })).toHaveLength(6)
      expect(await s.rows('distributions')).toHaveLength(1)
      expect(await s.rows('notices', { kind: 'distribution' })).toEqual([])
    })

    story('The same text again asks nobody, whatever it is called', async (s) => {
      const { policy } = await distributed(s)
      const { version: next } = await revised(s, policy, text('2.0', { content: 'The text of 1.0.' }))
      expect(await distribute(s.world, directoryOf())).toBe(0)
      expect((await s.row('versions', { id: next })).countsFrom).toBe(
        (await s.row('versions', { number: '1.0' })).id,
      )
      expect(await s.rows('acknowledgments', { version: next, state: 'open' })).toHaveLength(6)
    })

    story(
      'Where the workspace has minor versions acknowledged, they are',
      async (s) => {
        const { policy } = await distributed(s)
        await revised(s, policy, text('1.1', { changeKind: 'minor' }))
        expect(await s.row('distributions', { state: 'pending' })).toMatchObject({ asks: 'acknowledge' })
      },
      { settings: { minorVersions: 'acknowledge' } },
    )

    story('A distribution that was superseded before anyone was asked owes nothing', async (s) => {
      const { policy, version } = await inForce(s)
      await revised(s, policy, text('2.0'))
      await distribute(s.world, directoryOf())
      expect(await people(s, version)).toEqual([])
      expect(await s.rows('obligations', { kind: 'acknowledge', subject: version })).toEqual([])
      expect(await s.rows('notices', { kind: 'acknowledgment request' })).toHaveLength(6)
    })

    story('Who is new in a wider audience is asked for what is in force, and has 30 days', async (s) => {
      const one = { everyone: false, channels: [], groups: [], people: [s.id('sam')] }
      const { policy, version } = await inForce(s, 'ISP-07', { audience: one })
      await distribute(s.world, directoryOf())
      const { revision } = await s.row('policies', { id: policy })
      const two = { ...one, people: [s.id('sam'), s.id('bob')] }
      await s.does('mia', changePolicy, { policy, revision, changes: { audience: two } })
      await distribute(s.world, directoryOf())
      expect(await people(s, version)).toEqual(ids(s, ['bob', 'sam']))
      s.at('2027-03-01T14:30:00.000Z')
      await delivered(s)
      expect(await s.row('acknowledgments', { person: s.id('sam') })).toMatchObject({ dueOn: '2027-03-15' })
      expect(await s.row('acknowledgments', { person: s.id('bob') })).toMatchObject({ dueOn: '2027-03-31' })
      await s.does('mia', changePolicy, { policy, revision: revision + 1, changes: { audience: two } })
      expect(await s.rows('distributions')).toHaveLength(2)
    })

    story('A joiner puts off nothing for those who were asked before', async (s) => {
      const { version } = await distributed(s)
      s.at('2027-03-01T14:30:00.000Z')
      await delivered(s)
      s.at('2027-03-22T10:00:00.000Z')
      await s.does(directory, syncPeople, { people: [member('nora')], isLast: false })
      await refreshDirectory(s.world, directoryOf([...staff, member('nora')]))
      await distribute(s.world, directoryOf([...staff, member('nora')]))
      await delivered(s)
      expect(
        await s.row('acknowledgments', { version, person: (await s.row('people', { name: 'Nora' })).id }),
      ).toMatchObject({
        dueOn: '2027-04-21',
      })
      expect(await s.row('obligations', { kind: 'acknowledge' })).toMatchObject({ dueOn: '2027-03-15' })
    })

    story('A correction of what waits brings the greater change with it', async (s) => {
      const { policy } = await distributed(s)
      await revised(s, policy, text('2.0', { effectiveOn: '2027-06-01' }))
      const correction = text('2.1', { changeKind: 'editorial', effectiveOn: '2027-06-01' })
      const { version } = await revised(s, policy, correction)
      s.at('2027-06-01T09:00:00.000Z')
      await beat(s.world)
      expect(await s.row('versions', { id: version })).toMatchObject({
        state: 'in force',
        changeKind: 'major',
      })
      expect(await s.row('distributions', { version })).toMatchObject({ asks: 'acknowledge' })
    })

    story('Another audience holds for the next distribution', async (s) => {
      const { policy } = await inForce(s)
      const { revision } = await s.row('policies', { id: policy })
      const audience = { everyone: false, channels: [], groups: [], people: [s.id('sam')] }
      await s.does('olga', changePolicy, { policy, revision, changes: { audience } })
      const { version: next } = await revised(s, policy, text('2.0'))
      await distribute(s.world, directoryOf())
      expect(await people(s, next)).toEqual(ids(s, ['sam']))
    })

    story('Days to acknowledge are counted from delivery, in the zone of the workspace', async (s) => {
      const { version } = await distributed(s)
      s.at('2027-03-01T14:30:00.000Z')
      await delivered(s)
      expect(await s.row('acknowledgments', { version, person: s.id('olga') })).toMatchObject({
        deliveredAt: '2027-03-01T14:30:00.000Z',
        dueOn: '2027-03-15',
        nextReminderAt: '2027-03-08T08:00:00.000Z',
      })
      expect(await s.row('acknowledgments', { version, person: s.id('sam') })).toMatchObject({
        dueOn: '2027-03-15',
        nextReminderAt: '2027-03-08T14:00:00.000Z',
      })
      expect(await s.row('obligations', { kind: 'acknowledge' })).toMatchObject({
        openedOn: '2027-03-01',
        dueOn: '2027-03-15',
      })
    })

    story('The obligation as a whole is due when the last of its people is', async (s) => {
      const { version } = await inForce(s)
      const { id } = await s.row('distributions', {})
      await storeList(s, id, ['olga', 'sam'])
      await s.does(calendar, askAudience, { distribution: id, from: 0, size: 1 })
      s.at('2027-03-02T09:00:00.000Z')
      await delivered(s)
      await s.does(calendar, askAudience, { distribution: id, from: 1, size: 1 })
      s.at('2027-03-05T15:00:00.000Z')
      await delivered(s)
      expect(await s.row('acknowledgments', { version, person: s.id('olga') })).toMatchObject({
        dueOn: '2027-03-16',
      })
      expect(await s.row('acknowledgments', { version, person: s.id('sam') })).toMatchObject({
        dueOn: '2027-03-19',
      })
      expect(await s.row('obligations', { kind: 'acknowledge' })).toMatchObject({ dueOn: '2027-03-19' })
    })
  })
}
