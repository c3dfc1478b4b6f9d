import { describe, expect } from 'vitest'
import { isDrawnAt } from '../../db/redraws.ts'
import { acknowledge } from '../../src/actions/acknowledge.ts'
import { changePolicy } from '../../src/actions/change-policy.ts'
import { concludeReview } from '../../src/actions/conclude-review.ts'
import { delegate } from '../../src/actions/delegate.ts'
import { retirePolicy } from '../../src/actions/retire-policy.ts'
import { sendBack } from '../../src/actions/send-back.ts'
import { snooze } from '../../src/actions/snooze.ts'
import { startReview } from '../../src/actions/start-review.ts'
import { submitVersion } from '../../src/actions/submit-version.ts'
import { transferOwnership } from '../../src/actions/transfer-ownership.ts'
import { beat } from '../../src/beat.ts'
import { distribute } from '../../src/distribute.ts'
import type { MessageItem } from '../../src/rules/message-facts.ts'
import { engines } from '../support/engines.ts'
import {
  attestedUntil,
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
import { postOffice } from './post-office.ts'

const named = (name: string) => ({
  name: `${name[0]?.toUpperCase()}${name.slice(1)}`,
  slackId: `U0${name.toUpperCase()}`,
})
const open = '2027-03-01T14:30:00.000Z'
const firstRung = '2028-01-17T08:00:00.000Z'

type Office = ReturnType<typeof postOffice>

/** What one person's newest message of a kind shows now, drawn anew where that is due. */
async function shown(office: Office, name: string, kind: string): Promise<MessageItem[]> {
  await office.redraw()
  const post = office.to(name).findLast((one) => one.facts.kind === kind)
  if (!post) throw new Error(`Expected a message of the kind ${kind} to ${name}`)
  const place = `D0${name.toUpperCase()} ${post.number}.000100`
  return (office.drawn.findLast(({ at }) => at === place) ?? post).facts.items
}

/** olga is reminded of her review; the message has been sent. */
async function reminded(
  s: Told,
): Promise<{ office: Office; policy: string; version: string; obligation: string }> {
  const made = await inForce(s)
  const office = postOffice(s)
  await attestedUntil(s, firstRung)
  s.at(firstRung)
  await beat(s.world)
  await office.deliver()
  const obligation = (await s.row('obligations', { kind: 'review', state: 'open' })).id
  return { office, ...made, obligation }
}

/** What one person's messages show now, oldest first. */
async function allShown(office: Office, name: string): Promise<MessageItem[][]> {
  await office.redraw()
  return office.to(name).map((post) => {
    const place = `D0${name.toUpperCase()} ${post.number}.000100`
    return (office.drawn.findLast(({ at }) => at === place) ?? post).facts.items
  })
}

/** Everyone has been asked to acknowledge the first version. */
async function asked(s: Told): Promise<{ office: Office; policy: string; version: string }> {
  const made = await distributed(s)
  s.at(open)
  const office = postOffice(s)
  await office.deliver()
  return { office, ...made }
}

async function requested(s: Told): Promise<{ office: Office; policy: string; submission: string }> {
  const made = await submitted(s)
  const office = postOffice(s)
  await office.deliver()
  return { office, ...made }
}

const conclusion = { scope: 'whole policy' as const, considered: [], note: 'right' }

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story('What nothing has changed is drawn no second time', async (s) => {
      const { office } = await reminded(s)
      await office.redraw()
      expect(office.drawn).toEqual([])
    })

    story('The old owner’s message says to whom the policy was given', async (s) => {
      const { office, policy } = await reminded(s)
      await s.does('olga', transferOwnership, { policy, to: s.id('bob') })
      expect(await shown(office, 'olga', 'reminder')).toMatchObject([
        { is: 'settled', was: 'review', ending: { how: 'reassigned', to: [named('bob')] } },
      ])
      await s.does('mia', transferOwnership, { policy, to: s.id('dan') })
      await office.redraw()
      expect(office.drawn).toHaveLength(1)
    })

    story('A review that was started, snoozed or renamed says so, and still asks', async (s) => {
      const { office, policy, obligation } = await reminded(s)
      await s.does('olga', startReview, { policy })
      await s.does('olga', snooze, { obligation, on: '2028-01-20' })
      const revision = (await s.row('policies', { id: policy })).revision
      await s.does('mia', changePolicy, { policy, revision, changes: { title: 'Access' } })
      expect(await shown(office, 'olga', 'reminder')).toMatchObject([
        { is: 'review', title: 'Access', isStarted: true, snoozedUntil: '2028-01-20' },
      ])
      expect(office.drawn).toHaveLength(1)
    })

    story('A review snoozed to a closed day says on which day the reminder goes', async (s) => {
      const { office, obligation } = await reminded(s)
      await s.does('olga', snooze, { obligation, on: '2028-01-22' })
      expect(await shown(office, 'olga', 'reminder')).toMatchObject([{ snoozedUntil: '2028-01-24' }])
      s.at('2028-01-24T07:59:00.000Z')
      await beat(s.world)
      expect(await s.rows('notices', { kind: 'reminder' })).toHaveLength(1)
      s.at('2028-01-24T08:00:00.000Z')
      await beat(s.world)
      expect(await s.rows('notices', { kind: 'reminder' })).toHaveLength(2)
    })

    story('A submitted review says who submitted it, then who decided, then changes no more', async (s) => {
      const { office, policy } = await reminded(s)
      const request = { policy, ...conclusion, outcome: 'reaffirmed' as const }
      const at = s.world.now()
      const { submission } = await s.does('dan', concludeReview, request)
      expect(await shown(office, 'olga', 'reminder')).toMatchObject([
        {
          is: 'settled',
          ending: {
            how: 'submitted',
            by: named('dan'),
            at,
            decision: { is: 'awaited', from: expect.arrayContaining([named('ann'), named('bob')]) },
          },
        },
      ])
      await endorsed(s, 'ann', submission)
      expect(await shown(office, 'olga', 'reminder')).toMatchObject([
        { ending: { decision: { is: 'endorsed', by: [named('ann')] } } },
      ])
      expect(await s.rows('notices', { kind: 'reminder', isLive: 1 })).toEqual([])
    })

    story('A message is known as drawn anew while what it shows can change', async (s) => {
      const { office, submission } = await requested(s)
      const { channel, ts } = await s.row('notices', { recipient: s.id('ann'), kind: 'endorsement request' })
      const isDrawn = (at: string) => isDrawnAt(s.database.kysely, s.world.workspace, channel as string, at)
      expect([await isDrawn(ts as string), await isDrawn('1.2')]).toEqual([true, false])
      await endorsed(s, 'bob', submission)
      await office.redraw()
      expect(await isDrawn(ts as string)).toBe(false)
    })

    story('A request to endorse says who decided it', async (s) => {
      const { office, submission } = await requested(s)
      await endorsed(s, 'bob', submission)
      expect(await shown(office, 'ann', 'endorsement request')).toMatchObject([
        { is: 'settled', ending: { how: 'decided', decision: { is: 'endorsed', by: [named('bob')] } } },
      ])
    })

    story('What was sent back says why, and asks until it is submitted again', async (s) => {
      const { office, policy } = await reminded(s)
      const submit = { policy, ...conclusion, outcome: 'revised' as const, version: text('1.1') }
      const { submission } = await s.does('olga', concludeReview, submit)
      await office.deliver()
      const sha256 = await shownHash(s, submission)
      await s.does('bob', sendBack, { submission, sha256, reason: 'Section 4 is missing.' })
      await office.deliver()
      const decision = { is: 'sent back', by: [named('bob')], reason: 'Section 4 is missing.' }
      expect(await shown(office, 'ann', 'endorsement request')).toMatchObject([{ ending: { decision } }])
      const review = (await s.row('submissions', { id: submission })).review
      expect(await shown(office, 'olga', 'sent back')).toMatchObject([{ is: 'outcome', review, again: null }])
      s.at('2028-01-18T08:00:00.000Z')
      await s.does('dan', submitVersion, { policy, version: text('1.1'), note: 'again', considered: [] })
      expect(await shown(office, 'olga', 'sent back')).toMatchObject([
        { is: 'outcome', review: null, again: { by: named('dan'), decision: { is: 'awaited' } } },
      ])
    })

    story('The request of an absent approver says who has it now', async (s) => {
      const { office } = await requested(s)
      const day = '2027-03-01'
      await s.does('ann', delegate, {
        person: s.id('ann'),
        deputy: s.id('mia'),
        fromOn: day,
        untilOn: '2027-03-05',
      })
      const [item] = await shown(office, 'ann', 'endorsement request')
      expect(item).toMatchObject({
        is: 'settled',
        ending: { how: 'reassigned', to: expect.arrayContaining([named('mia')]) },
      })
    })

    story('An acknowledgment redraws the message of who gave it, and no other', async (s) => {
      const { office, version } = await asked(s)
      const at = s.world.now()
      await s.does('sam', acknowledge, { version, statement: 'read' })
      expect(await shown(office, 'sam', 'acknowledgment request')).toMatchObject([
        { is: 'settled', number: '1.0', ending: { how: 'acknowledged', at, inForce: null } },
      ])
      expect(office.drawn).toHaveLength(1)
    })

    story(
      'A major version supersedes what was asked, and a press counts for the old one alone',
      async (s) => {
        const { office, policy, version } = await asked(s)
        const next = await revised(s, policy, text('2.0'))
        const newer = { version: next.version, number: '2.0' }
        expect(await shown(office, 'sam', 'acknowledgment request')).toMatchObject([
          { is: 'settled', number: '1.0', ending: { how: 'superseded', by: newer } },
        ])
        await s.does('sam', acknowledge, { version, statement: 'read' })
        await office.press('D0SAM', `${office.to('sam')[0]?.number}.000100`)
        expect(await shown(office, 'sam', 'acknowledgment request')).toMatchObject([
          { number: '1.0', ending: { how: 'acknowledged', inForce: newer } },
        ])
        expect(await s.rows('acknowledgments', { version: next.version, state: 'given' })).toEqual([])
      },
    )

    story(
      'A minor version takes open requests along: the message asks for it, until when it did',
      async (s) => {
        const { office, policy, version } = await asked(s)
        const { dueOn } = await s.row('acknowledgments', { version, person: s.id('sam') })
        const next = await revised(s, policy, text('1.1', { changeKind: 'minor' }))
        expect(await shown(office, 'sam', 'acknowledgment request')).toMatchObject([
          { is: 'distribution', subject: next.version, number: '1.1', dueOn },
        ])
        await s.does('sam', acknowledge, { version: next.version, statement: 'read' })
        expect(await shown(office, 'sam', 'acknowledgment request')).toMatchObject([
          { is: 'settled', number: '1.1', ending: { how: 'acknowledged', inForce: null } },
        ])
        await s.does('bob', acknowledge, { version, statement: 'read' })
        const newer = { version: next.version, number: '1.1' }
        expect(await shown(office, 'bob', 'acknowledgment request')).toMatchObject([
          { is: 'settled', number: '1.0', ending: { how: 'acknowledged', inForce: newer } },
        ])
      },
    )

    story('After a minor and a major version every older message says that it is superseded', async (s) => {
      const { office, policy } = await asked(s)
      await revised(s, policy, text('1.1', { changeKind: 'minor' }))
      await distribute(s.world, directoryOf())
      await office.deliver()
      const told = (await allShown(office, 'sam')).flat()
      expect(told).toMatchObject([
        { is: 'distribution', number: '1.1', dueOn: '2027-03-15' },
        { is: 'distribution', number: '1.1', dueOn: '2027-03-15', daysToAcknowledge: 14 },
      ])
      await revised(s, policy, text('2.0'))
      for (const item of (await allShown(office, 'sam')).flat())
        expect(item).toMatchObject({ is: 'settled', ending: { how: 'superseded', by: { number: '2.0' } } })
    })

    story('What was sent back is asked of who holds it now, and of nobody else', async (s) => {
      const { office, policy } = await reminded(s)
      const submit = { policy, ...conclusion, outcome: 'revised' as const, version: text('1.1') }
      const { submission } = await s.does('olga', concludeReview, submit)
      const sha256 = await shownHash(s, submission)
      await s.does('bob', sendBack, { submission, sha256, reason: 'Section 4 is missing.' })
      await office.deliver()
      await s.does('mia', transferOwnership, { policy, to: s.id('sam') })
      expect(await shown(office, 'olga', 'sent back')).toMatchObject([
        { is: 'outcome', review: null, submitAgainWith: [named('sam')] },
      ])
    })

    story('Requests of a retired policy say so', async (s) => {
      const { office, policy } = await asked(s)
      const { submission } = await s.does('olga', retirePolicy, {
        policy,
        reason: 'no use',
        replacement: null,
      })
      await endorsed(s, 'ann', submission)
      expect(await shown(office, 'bob', 'acknowledgment request')).toMatchObject([
        { is: 'settled', ending: { how: 'void', reason: 'retired' } },
      ])
    })

    story('A list of who is missing says when nobody is', async (s) => {
      const { office, version } = await asked(s)
      const others = ['mia', 'olga', 'dan', 'ann', 'bob']
      for (const name of others) await s.does(name, acknowledge, { version, statement: 'read' })
      s.at('2027-03-08T08:00:00.000Z')
      await beat(s.world)
      await office.deliver()
      await s.does('sam', acknowledge, { version, statement: 'read' })
      expect(await shown(office, 'olga', 'reminder')).toMatchObject([
        { is: 'settled', was: 'who is missing', ending: { how: 'all acknowledged', asked: 6 } },
      ])
    })

    story('A press draws what changed without a mark: how many have acknowledged by now', async (s) => {
      const { office, version } = await asked(s)
      s.at('2027-03-08T08:00:00.000Z')
      await beat(s.world)
      await office.deliver()
      const place = ['D0OLGA', `${office.to('olga').at(-1)?.number}.000100`] as const
      await s.does('bob', acknowledge, { version, statement: 'read' })
      await s.does('dan', acknowledge, { version, statement: 'read' })
      await office.press(...place)
      const items = office.drawn.findLast(({ at }) => at === place.join(' '))?.facts.items
      expect(items).toContainEqual(expect.objectContaining({ is: 'who is missing', given: 2 }))
    })

    story('A message that is told and asks for nothing is not drawn again', async (s) => {
      const { office, policy } = await asked(s)
      for (const name of ['mia', 'olga', 'dan', 'ann', 'bob', 'sam']) {
        const [row] = await s.rows('versions', { policy, state: 'in force' })
        await s.does(name, acknowledge, { version: row?.id as string, statement: 'read' })
      }
      await revised(s, policy, text('1.1', { changeKind: 'minor' }))
      await distribute(s.world, directoryOf())
      await office.deliver()
      await office.redraw()
      const before = office.drawn.length
      await revised(s, policy, text('1.2', { changeKind: 'minor' }))
      await office.redraw()
      expect(office.to('sam').at(-1)?.facts.kind).toBe('distribution')
      expect(office.drawn).toHaveLength(before)
    })

    story(
      'A Home is stale once what its person holds, owns or is asked for has changed, and a manager’s with the register',
      async (s) => {
        const { policy, version } = await asked(s)
        const people = ['mia', 'olga', 'dan', 'sam', 'bob']
        const fresh = async () => {
          await s.database.kysely.deleteFrom('homes').execute()
          const rows = people.map((name) => ({
            workspace: s.world.workspace,
            person: s.id(name),
            openedAt: open,
            showing: null,
            hash: null,
            staleBy: null,
          }))
          await s.database.kysely.insertInto('homes').values(rows).execute()
        }
        const stale = async () => {
          const rows = (await s.rows('homes')).filter(({ staleBy }) => staleBy !== null)
          return people.filter((name) => rows.some(({ person }) => person === s.id(name)))
        }
        await fresh()
        await s.does('sam', acknowledge, { version, statement: 'read' })
        expect(await stale()).toEqual(['sam'])
        await fresh()
        await s.does('olga', startReview, { policy })
        expect(await stale()).toEqual(['mia', 'olga'])
        await revised(s, policy, text('2.0'))
        expect(await stale()).toEqual(people)
        await fresh()
        await s.does('olga', transferOwnership, { policy, to: s.id('bob') })
        expect(await stale()).toEqual(['mia', 'olga', 'bob'])
      },
    )
  })
}
