import { describe, expect } from 'vitest'
import { acknowledge } from '../../src/actions/acknowledge.ts'
import { askJoiners } from '../../src/actions/ask-joiners.ts'
import { changePolicy } from '../../src/actions/change-policy.ts'
import { changeSettings } from '../../src/actions/change-settings.ts'
import { concludeReview } from '../../src/actions/conclude-review.ts'
import { importPolicy } from '../../src/actions/import-policy.ts'
import { sendBack } from '../../src/actions/send-back.ts'
import { submitVersion } from '../../src/actions/submit-version.ts'
import { syncPeople } from '../../src/actions/sync-people.ts'
import { transferOwnership } from '../../src/actions/transfer-ownership.ts'
import { beat } from '../../src/beat.ts'
import { distribute } from '../../src/distribute.ts'
import { refreshDirectory } from '../../src/refresh-directory.ts'
import type { DirectoryPerson } from '../../src/rules/delivery.ts'
import { aPolicy, directory, member, operator, staff } from '../support/company.ts'
import { engines } from '../support/engines.ts'
import {
  attestedUntil,
  delivered,
  directoryOf,
  distributed,
  endorsed,
  inForce,
  revised,
  shownHash,
  submitted,
  text,
} from '../support/situations.ts'
import { storiesOn, type Told } from '../support/stories.ts'
import { aRow } from './register-row.ts'

async function synced(s: Told, ...people: DirectoryPerson[]) {
  return await s.does(directory, syncPeople, { people, isLast: false })
}

async function leaves(s: Told, ...names: string[]) {
  const all = [...staff]
  return await synced(
    s,
    ...names.map((name) => ({
      ...(all.find(({ slackId }) => slackId === `U0${name.toUpperCase()}`) as DirectoryPerson),
      isDeactivated: true,
    })),
  )
}

async function reviewHolders(s: Told) {
  const obligations = await s.rows('obligations', { kind: 'review', state: 'open' })
  const holders = await s.rows('obligationHolders', { as: 'holder' })
  return holders.filter(({ obligation }) => obligations.some(({ id }) => id === obligation))
}

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story(
      "The deputy stands in for an owner who leaves, is told, and the vacancy is the managers' to fill",
      async (s) => {
        const { policy } = await inForce(s)
        expect(await leaves(s, 'olga')).toEqual({ joined: [], left: [s.id('olga')] })
        expect(await reviewHolders(s)).toMatchObject([{ holder: s.id('dan'), standInFor: s.id('olga') }])
        expect(await s.row('policies', { id: policy })).toMatchObject({ owner: s.id('olga') })
        expect(await s.row('notices', { kind: 'stand-in' })).toMatchObject({
          recipient: s.id('dan'),
          notBefore: '2027-03-01T08:00:00.000Z',
        })
        const fill = await s.row('obligations', { kind: 'fill' })
        expect(fill).toMatchObject({ subject: policy, dueOn: '2027-03-15' })
        expect(await s.row('obligationHolders', { obligation: fill.id })).toMatchObject({
          holder: s.id('mia'),
        })
        await leaves(s, 'dan')
        expect(await reviewHolders(s)).toMatchObject([{ holder: s.id('mia'), standInFor: s.id('olga') }])
        expect(await s.rows('obligations', { kind: 'fill' })).toHaveLength(1)
      },
    )

    story(
      'The vacancies of one leaver are one message, and so is what one person stands in for',
      async (s) => {
        for (const code of ['A', 'B', 'C']) await inForce(s, code)
        await leaves(s, 'olga')
        const standIn = await s.row('notices', { kind: 'stand-in' })
        expect(await s.rows('noticeItems', { notice: standIn.id })).toHaveLength(3)
        const vacancies = await s.row('notices', { kind: 'vacancies' })
        expect(vacancies.recipient).toBe(s.id('mia'))
        expect(await s.rows('noticeItems', { notice: vacancies.id })).toHaveLength(3)
        await s.does('mia', transferOwnership, { policy: 'B', to: s.id('sam') })
        expect(await s.rows('obligations', { kind: 'fill', state: 'open' })).toHaveLength(2)
      },
    )

    story(
      'Who stands in follows the line: another deputy, another manager, and the owner who returns',
      async (s) => {
        const { policy } = await inForce(s)
        s.at('2028-01-17T09:00:00.000Z')
        await beat(s.world)
        const [before] = await reviewHolders(s)
        await leaves(s, 'olga', 'dan')
        const told = { standInFor: s.id('olga'), rung: before?.rung, toldOn: before?.toldOn }
        expect(await reviewHolders(s)).toMatchObject([{ holder: s.id('mia'), ...told }])
        const settings = [{ key: 'policyManagers', text: 'bob@example.com' }]
        await s.does(operator, changeSettings, { changes: settings })
        expect(await reviewHolders(s)).toMatchObject([{ holder: s.id('bob'), ...told }])
        const { revision } = await s.row('policies', { id: policy })
        await s.does('bob', changePolicy, { policy, revision, changes: { deputies: [s.id('sam')] } })
        expect(await reviewHolders(s)).toMatchObject([{ holder: s.id('sam'), ...told }])
        const standIns = await s.rows('notices', { kind: 'stand-in' })
        const recipients = standIns.map(({ recipient }) => recipient)
        for (const name of ['mia', 'bob', 'sam']) expect(recipients).toContain(s.id(name))
        await synced(s, member('olga'))
        expect(await reviewHolders(s)).toMatchObject([
          { holder: s.id('olga'), ...told, standInFor: null, rung: before?.rung },
        ])
        expect(await s.row('obligations', { kind: 'fill' })).toMatchObject({ state: 'met' })
      },
    )

    story('A draft whose owner leaves is a vacancy too', async (s) => {
      const policy = await aPolicy(s)
      await leaves(s, 'olga')
      expect(await s.row('obligations', { kind: 'fill' })).toMatchObject({ subject: policy, state: 'open' })
    })

    story('A new owner holds what the old one held; rungs told are not told again', async (s) => {
      const { policy } = await inForce(s)
      s.at('2028-01-17T09:00:00.000Z')
      await beat(s.world)
      const [before] = await reviewHolders(s)
      expect(before).toMatchObject({ holder: s.id('olga'), rung: '2028-01-17', toldOn: '2028-01-17' })
      await s.does('olga', transferOwnership, { policy, to: s.id('bob') })
      const [after] = await reviewHolders(s)
      expect(after).toMatchObject({
        holder: s.id('bob'),
        rung: before?.rung,
        toldOn: before?.toldOn,
        nextReminderAt: before?.nextReminderAt,
        standInFor: null,
      })
      expect(await s.rows('obligationHolders', { holder: s.id('olga') })).toEqual([])
      expect(await s.row('policies', { id: policy })).toMatchObject({ owner: s.id('bob') })
      expect(await s.refused('bob', transferOwnership, { policy, to: s.id('robot') })).toBe('not_an_owner')
      expect(await s.refused('olga', transferOwnership, { policy, to: s.id('sam') })).toBe('not_permitted')
    })

    story('Owner from olga to bob at 08:00: at 09:00 only bob is reminded', async (s) => {
      const { policy } = await inForce(s)
      const at = (await reviewHolders(s))[0]?.nextReminderAt ?? ''
      await attestedUntil(s, at)
      s.at(at.replace('T08:00', 'T07:00'))
      await s.does('olga', transferOwnership, { policy, to: s.id('bob') })
      s.at(at)
      await beat(s.world)
      expect((await s.rows('notices', { kind: 'reminder' })).map(({ recipient }) => recipient)).toEqual([
        s.id('bob'),
      ])
    })

    story(
      'An approver who leaves gets no stand-in while another remains; with none left a manager is asked',
      async (s) => {
        const { submission } = await submitted(s)
        await leaves(s, 'ann')
        const { id } = await s.row('obligations', { kind: 'endorse' })
        expect((await s.rows('obligationHolders', { obligation: id })).map(({ holder }) => holder)).toEqual([
          s.id('bob'),
        ])
        await leaves(s, 'bob')
        expect((await s.rows('obligationHolders', { obligation: id })).map(({ holder }) => holder)).toEqual([
          s.id('mia'),
        ])
        expect(await s.row('notices', { kind: 'endorsement request', recipient: s.id('mia') })).toBeDefined()
        expect(await endorsed(s, 'mia', submission)).toEqual({ isEndorsed: true })
      },
    )

    story(
      'With the one eligible approver gone, the first manager who may is asked, and nothing else is held up',
      async (s) => {
        const policy = await aPolicy(s, 'ISP-07', { owner: s.id('ann') })
        const { submission } = await s.does('ann', submitVersion, {
          policy,
          version: text('1.0'),
          note: null,
          considered: [],
        })
        expect(await leaves(s, 'bob')).toMatchObject({ left: [s.id('bob')] })
        const { id } = await s.row('obligations', { kind: 'endorse' })
        expect((await s.rows('obligationHolders', { obligation: id })).map(({ holder }) => holder)).toEqual([
          s.id('mia'),
        ])
        await endorsed(s, 'mia', submission)
      },
    )

    story(
      'With nobody left who may decide, people leave all the same and the managers are told',
      async (s) => {
        const policy = await aPolicy(s, 'ISP-07', { owner: s.id('mia'), approvers: [s.id('ann')] })
        const request = { policy, version: text('1.0'), note: null, considered: [] }
        const { submission } = await s.does('mia', submitVersion, request)
        expect(await leaves(s, 'ann')).toMatchObject({ left: [s.id('ann')] })
        expect(await s.row('people', { id: s.id('ann') })).toMatchObject({ deactivatedAt: s.world.now() })
        expect(await s.row('submissions', { id: submission })).toMatchObject({ state: 'awaiting' })
        expect(await s.row('notices', { kind: 'trouble' })).toMatchObject({ recipient: s.id('mia') })
      },
    )

    story(
      'When the last one awaited leaves after all others endorsed, it is endorsed',
      async (s) => {
        const { submission } = await submitted(s)
        await endorsed(s, 'ann', submission)
        await leaves(s, 'bob')
        expect(await s.row('submissions', { id: submission })).toMatchObject({ state: 'endorsed' })
        expect(await s.row('versions', {})).toMatchObject({ state: 'in force' })
      },
      { settings: { quorum: 'all' } },
    )

    story(
      'What somebody endorsed before they left counts towards the quorum, and no more is asked than was',
      async (s) => {
        const { submission } = await submitted(s)
        await endorsed(s, 'ann', submission)
        await leaves(s, 'ann')
        expect(await s.row('submissions', { id: submission })).toMatchObject({ state: 'awaiting' })
        expect(await endorsed(s, 'sam', submission)).toEqual({ isEndorsed: true })
      },
      { settings: { quorum: '2', approvers: 'ann@example.com bob@example.com sam@example.com' } },
    )

    story(
      'A quorum of two is not met by the one who left alone, however few remain',
      async (s) => {
        const { submission } = await submitted(s)
        await endorsed(s, 'ann', submission)
        await leaves(s, 'ann')
        expect(await s.row('submissions', { id: submission })).toMatchObject({ state: 'awaiting' })
        await leaves(s, 'bob')
        const { id } = await s.row('obligations', { kind: 'endorse' })
        expect(await s.row('obligationHolders', { obligation: id })).toMatchObject({ holder: s.id('mia') })
        expect(await endorsed(s, 'mia', submission)).toEqual({ isEndorsed: true })
      },
      { settings: { quorum: '2' } },
    )

    story("A leaver's open requests are void with the reason, and what was given stands", async (s) => {
      const { version } = await distributed(s)
      await delivered(s)
      await s.does('bob', acknowledge, { version, statement: 'read' })
      await leaves(s, 'bob', 'sam')
      expect(await s.row('acknowledgments', { person: s.id('bob') })).toMatchObject({ state: 'given' })
      expect(await s.row('acknowledgments', { person: s.id('sam') })).toMatchObject({
        state: 'void',
        voidReason: 'left',
        nextReminderAt: null,
      })
      expect(await s.row('obligations', { kind: 'acknowledge' })).toMatchObject({ state: 'open' })
    })

    story('When the last one missing leaves, the obligation to acknowledge is met', async (s) => {
      const { version } = await distributed(s)
      for (const name of ['mia', 'olga', 'dan', 'ann', 'bob'])
        await s.does(name, acknowledge, { version, statement: 'read' })
      await leaves(s, 'sam')
      expect(await s.row('obligations', { kind: 'acknowledge' })).toMatchObject({ state: 'met' })
    })

    story('Who returns can act again, and is asked like a joiner for what they have not given', async (s) => {
      const first = await distributed(s, 'A')
      const second = await distributed(s, 'B')
      await s.does('sam', acknowledge, { version: first.version, statement: 'read' })
      await leaves(s, 'sam')
      s.at('2027-04-05T09:00:00.000Z')
      const people = staff.map((person) =>
        person.slackId === 'U0SAM' ? { ...person, isDeactivated: false } : person,
      )
      expect(await refreshDirectory(s.world, directoryOf(people))).toEqual({
        people: staff.length,
        joined: 1,
      })
      await distribute(s.world, directoryOf(people))
      expect(await s.row('people', { id: s.id('sam') })).toMatchObject({ deactivatedAt: null })
      expect(await s.row('acknowledgments', { version: first.version, person: s.id('sam') })).toMatchObject({
        state: 'given',
      })
      expect(await s.row('acknowledgments', { version: second.version, person: s.id('sam') })).toMatchObject({
        state: 'open',
        voidReason: null,
        isJoiner: 1,
        askedAt: '2027-04-05T09:00:00.000Z',
        deliveredAt: null,
      })
      s.at('2027-04-05T14:00:00.000Z')
      await delivered(s)
      expect(await s.row('acknowledgments', { version: second.version, person: s.id('sam') })).toMatchObject({
        dueOn: '2027-05-05',
      })
    })

    story('Who joins is asked for everything in force in one message, and has 30 days', async (s) => {
      const a = await distributed(s, 'A')
      const b = await distributed(s, 'B')
      await s.does('mia', importPolicy, aRow({ code: 'IMPORTED' }))
      s.at('2027-03-10T09:00:00.000Z')
      const people = [...staff, member('nora')]
      await refreshDirectory(s.world, directoryOf(people))
      await distribute(s.world, directoryOf(people))
      const nora = (await s.row('people', { slackId: 'U0NORA' })).id
      const asked = await s.rows('acknowledgments', { person: nora })
      expect(asked).toHaveLength(3)
      expect(asked.map(({ version }) => version)).toEqual(expect.arrayContaining([a.version, b.version]))
      const notice = await s.row('notices', { recipient: nora })
      expect(await s.rows('noticeItems', { notice: notice.id })).toHaveLength(3)
      await delivered(s)
      for (const row of await s.rows('acknowledgments', { person: nora }))
        expect(row).toMatchObject({
          deliveredAt: '2027-03-10T09:00:00.000Z',
          dueOn: '2027-04-09',
          isJoiner: 1,
        })
    })

    story('Nobody is asked for a version that is not in force, or when nobody joined', async (s) => {
      const { version } = await inForce(s, 'A', {}, text('1.0', { effectiveOn: '2027-06-01' }))
      const people = [s.id('sam')]
      expect(await s.does(directory, askJoiners, { version, people })).toEqual({ distribution: null })
      expect(await s.does(directory, askJoiners, { version, people: [] })).toEqual({ distribution: null })
    })

    story('A guest who becomes a member joins', async (s) => {
      expect((await synced(s, member('gus'))).joined).toEqual([s.id('gus')])
      expect((await synced(s, member('gus'))).joined).toEqual([])
    })

    story('Another zone moves the next reminder to nine there', async (s) => {
      await inForce(s)
      await attestedUntil(s, '2028-01-31T07:30:00.000Z')
      s.at('2028-01-31T07:30:00.000Z')
      await synced(s, member('olga', { zone: 'America/New_York' }))
      await beat(s.world)
      expect(await s.rows('notices', { kind: 'reminder' })).toEqual([])
      s.at('2028-01-31T13:59:00.000Z')
      await beat(s.world)
      expect(await s.rows('notices', { kind: 'reminder' })).toEqual([])
      s.at('2028-01-31T14:00:00.000Z')
      await beat(s.world)
      expect(await s.row('notices', { kind: 'reminder' })).toMatchObject({ recipient: s.id('olga') })
    })

    story(
      'An imported owner whom Slack does not know is not of this workspace, until they are found',
      async (s) => {
        await s.does(
          'mia',
          importPolicy,
          aRow({ ownerEmail: 'zoe@example.com', deputyEmails: ['dan@example.com'] }),
        )
        const zoe = await s.row('people', { email: 'zoe@example.com' })
        expect(zoe).toMatchObject({ slackId: null, isOutsider: 0 })
        const answer = await s.does(directory, syncPeople, { people: [member('olga')], isLast: true })
        expect(answer).toEqual({ joined: [], left: [zoe.id] })
        expect(await s.row('people', { id: zoe.id })).toMatchObject({ isOutsider: 1 })
        expect(await reviewHolders(s)).toMatchObject([{ holder: s.id('dan'), standInFor: zoe.id }])
        expect(await s.row('obligations', { kind: 'fill' })).toMatchObject({ state: 'open' })
        expect((await synced(s, member('zoe'))).joined).toEqual([zoe.id])
        expect(await s.row('people', { email: 'zoe@example.com' })).toMatchObject({
          id: zoe.id,
          slackId: 'U0ZOE',
          isOutsider: 0,
        })
      },
    )

    story('Without an active policy manager the administrators are given the vacancies', async (s) => {
      await inForce(s)
      await s.does(operator, changeSettings, {
        changes: [{ key: 'policyManagers', text: 'dan@example.com' }],
      })
      await leaves(s, 'dan', 'olga')
      const fill = await s.row('obligations', { kind: 'fill' })
      expect(await s.row('obligationHolders', { obligation: fill.id })).toMatchObject({ holder: s.id('mia') })
      expect(await reviewHolders(s)).toMatchObject([{ holder: s.id('mia') }])
      const { policy } = await s.row('obligations', { kind: 'review' })
      const held = { policy: policy as string, to: s.id('bob') }
      expect(await s.refused('sam', transferOwnership, held)).toBe('not_permitted')
      await s.does('mia', transferOwnership, held)
      expect(await s.row('obligations', { kind: 'fill' })).toMatchObject({ state: 'met' })
    })

    story('Who returns is not asked anew for a minor version of what they gave', async (s) => {
      const { policy, version } = await distributed(s)
      await s.does('sam', acknowledge, { version, statement: 'read' })
      await revised(s, policy, text('1.1', { changeKind: 'minor' }))
      await leaves(s, 'sam')
      s.at('2027-04-05T09:00:00.000Z')
      const people = staff.map((person) =>
        person.slackId === 'U0SAM' ? { ...person, isDeactivated: false } : person,
      )
      await refreshDirectory(s.world, directoryOf(people))
      await distribute(s.world, directoryOf(people))
      expect((await s.rows('acknowledgments', { person: s.id('sam') })).map(({ state }) => state)).toEqual([
        'given',
      ])
    })

    story('Who returns is asked for what they had not given, also where the request had moved', async (s) => {
      const { policy } = await distributed(s)
      const { version } = await revised(s, policy, text('1.1', { changeKind: 'minor' }))
      await leaves(s, 'sam')
      s.at('2027-04-05T09:00:00.000Z')
      await refreshDirectory(s.world, directoryOf(staff))
      await distribute(s.world, directoryOf(staff))
      expect(await s.row('acknowledgments', { version, person: s.id('sam') })).toMatchObject({
        state: 'open',
        isJoiner: 1,
      })
    })

    story('Who stands in hears that the review came back to them, and why', async (s) => {
      const { policy } = await inForce(s)
      await leaves(s, 'olga')
      const { submission } = await s.does('mia', concludeReview, {
        policy,
        scope: 'whole policy',
        considered: [],
        note: 'still right',
        outcome: 'reaffirmed',
      })
      const sha256 = await shownHash(s, submission)
      await s.does('ann', sendBack, { submission, sha256, reason: 'not yet' })
      const told = (await s.rows('notices', { kind: 'sent back' })).map(({ recipient }) => recipient)
      expect(told).toContain(s.id('dan'))
    })

    story('Other managers hold the vacancies from now on', async (s) => {
      await inForce(s)
      await leaves(s, 'olga', 'dan')
      await s.does(operator, changeSettings, {
        changes: [{ key: 'policyManagers', text: 'sam@example.com' }],
      })
      const fill = await s.row('obligations', { kind: 'fill' })
      expect(await s.row('obligationHolders', { obligation: fill.id })).toMatchObject({ holder: s.id('sam') })
    })
  })
}
