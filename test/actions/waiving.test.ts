import { describe, expect } from 'vitest'
import { changePolicy } from '../../src/actions/change-policy.ts'
import { changeSettings } from '../../src/actions/change-settings.ts'
import { concludeReview } from '../../src/actions/conclude-review.ts'
import { decideWaiver } from '../../src/actions/decide-waiver.ts'
import { delegate } from '../../src/actions/delegate.ts'
import { goLive } from '../../src/actions/go-live.ts'
import { recallSubmission } from '../../src/actions/recall-submission.ts'
import { requestWaiver } from '../../src/actions/request-waiver.ts'
import { retirePolicy } from '../../src/actions/retire-policy.ts'
import { snooze } from '../../src/actions/snooze.ts'
import { syncPeople } from '../../src/actions/sync-people.ts'
import { transferOwnership } from '../../src/actions/transfer-ownership.ts'
import { withdrawWaiver } from '../../src/actions/withdraw-waiver.ts'
import { beat } from '../../src/beat.ts'
import { directory, member, staff } from '../support/company.ts'
import { engines } from '../support/engines.ts'
import {
  attestedUntil,
  delivered,
  endorsed,
  inForce,
  submitted,
  triggered,
  waiverAsked,
  waiverGranted,
} from '../support/situations.ts'
import { storiesOn, type Told } from '../support/stories.ts'

const reason = 'the auditors are here'
const reaffirmed = {
  scope: 'whole policy',
  considered: [] as string[],
  note: 'still right',
  outcome: 'reaffirmed',
} as const

/** Who is asked to decide on the one waiver that is open, by their names. */
async function deciders(s: Told): Promise<string[]> {
  const { id } = await s.row('obligations', { kind: 'decide', state: 'open' })
  const holders = await s.rows('obligationHolders', { obligation: id, as: 'holder' })
  const people = await s.rows('people')
  return holders.map(({ holder }) => people.find((one) => one.id === holder)?.name ?? holder).sort()
}

async function told(s: Told, kind: 'waiver request' | 'waiver outcome'): Promise<string[]> {
  const people = await s.rows('people')
  const notices = await s.rows('notices', { kind })
  return notices.map(({ recipient }) => people.find(({ id }) => id === recipient)?.name ?? recipient).sort()
}

const scheduled = (s: Told) => s.row('reviews', { kind: 'scheduled', state: 'open' })

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story('Who asks has the approvers asked at once, for 3 business days; nothing else moves', async (s) => {
      const { policy } = await inForce(s)
      s.at('2028-03-09T15:00:00.000Z')
      const before = await scheduled(s)
      const owed = await s.row('obligations', { kind: 'review', state: 'open' })
      const { waiver, decideBy } = await waiverAsked(s, { policy })
      expect(decideBy).toBe('2028-03-14')
      expect(await s.row('waivers', { id: waiver })).toMatchObject({
        review: before.id,
        askedBy: s.id('olga'),
        reason,
        until: '2028-04-28',
        state: 'open',
      })
      expect(await s.row('obligations', { kind: 'decide' })).toMatchObject({
        subject: waiver,
        policy,
        dueOn: '2028-03-14',
      })
      expect(await deciders(s)).toEqual(['Ann', 'Bob'])
      expect(await told(s, 'waiver request')).toEqual(['Ann', 'Bob'])
      for (const { notBefore } of await s.rows('notices', { kind: 'waiver request' }))
        expect(notBefore).toBe(s.world.now())
      expect(await scheduled(s)).toEqual(before)
      expect(await s.row('obligations', { id: owed.id })).toEqual(owed)
    })

    story('The deputy and who holds the review may ask too; nobody else, and not twice', async (s) => {
      const { policy } = await inForce(s)
      for (const who of ['ann', 'sam', 'mia'])
        expect(await s.refused(who, requestWaiver, { policy, until: '2028-04-01', reason })).toBe(
          'not_permitted',
        )
      await waiverAsked(s, { policy }, 'dan')
      expect(await s.refused('olga', requestWaiver, { policy, until: '2028-04-01', reason })).toBe(
        'waiver_open',
      )
    })

    story('A request that cannot be right is refused, and nothing is half done', async (s) => {
      const { policy } = await inForce(s)
      for (const [change, code] of [
        [{ until: '2028-02-30' }, 'bad_day'],
        [{ until: '2028-03-01' }, 'waiver_outside'],
        [{ until: '2028-05-31' }, 'waiver_outside'],
        [{ reason: ' ' }, 'bad_text'],
        [{ review: 'nothing' }, 'no_open_review'],
      ] as const)
        expect(
          await s.refused('olga', requestWaiver, { policy, until: '2028-04-01', reason, ...change }),
        ).toBe(code)
      s.at('2028-06-01T08:00:00.000Z')
      expect(await s.refused('olga', requestWaiver, { policy, until: '2028-06-02', reason })).toBe(
        'waiver_exhausted',
      )
      await s.does('olga', concludeReview, { policy, ...reaffirmed })
      expect(await s.refused('olga', requestWaiver, { policy, until: '2028-04-01', reason })).toBe(
        'no_open_review',
      )
      expect(await s.rows('waivers')).toEqual([])
      expect(await s.rows('obligations', { kind: 'decide' })).toEqual([])
    })

    story(
      'Nobody who benefits decides: not the owner, a deputy, the asker, nor a second account',
      async (s) => {
        const people = ['olga', 'dan', 'olga2', 'ann'].map((name) => s.id(name))
        const { policy } = await inForce(s, 'ISP-07', { approvers: people })
        const { waiver } = await waiverAsked(s, { policy }, 'dan')
        expect(await deciders(s)).toEqual(['Ann'])
        const decision = { is: 'granted' as const, until: '2028-04-28', comment: null }
        for (const who of ['olga', 'dan', 'olga2'])
          expect(await s.refused(who, decideWaiver, { waiver, decision })).toBe('waiver_benefits')
        for (const who of ['bob', 'mia', 'sam'])
          expect(await s.refused(who, decideWaiver, { waiver, decision })).toBe('not_permitted')
        expect(await s.row('waivers', { id: waiver })).toMatchObject({ state: 'open' })
      },
      { people: [...staff, member('olga2', { email: 'olga@example.com' })] },
    )

    story('Where every approver benefits, a policy manager decides who does not', async (s) => {
      const { policy } = await inForce(s, 'ISP-07', {})
      const { revision } = await s.row('policies', { id: policy })
      const changes = { approvers: [s.id('olga')] }
      await s.does('mia', changePolicy, { policy, revision, changes })
      const { waiver } = await waiverAsked(s, { policy })
      expect(await deciders(s)).toEqual(['Mia'])
      await waiverGranted(s, waiver, '2028-04-28', 'mia')
      expect(await s.row('waivers', { id: waiver })).toMatchObject({ decidedBy: s.id('mia') })
    })

    story('Where nobody may decide, asking says so with the remedy', async (s) => {
      const { policy } = await inForce(s)
      const { revision } = await s.row('policies', { id: policy })
      const changes = { approvers: [s.id('dan')] }
      await s.does('mia', changePolicy, { policy, revision, changes })
      await s.does('mia', transferOwnership, { policy, to: s.id('mia') })
      expect(await s.refused('mia', requestWaiver, { policy, until: '2028-04-01', reason })).toBe(
        'waiver_undecidable',
      )
    })

    story('A deputy for a period decides for an absent approver, and both names stay', async (s) => {
      const { policy } = await inForce(s)
      const period = { person: s.id('ann'), fromOn: '2027-03-01', untilOn: '2027-03-05' }
      await s.does('ann', delegate, { ...period, deputy: s.id('sam') })
      const { waiver } = await waiverAsked(s, { policy })
      expect(await deciders(s)).toEqual(['Bob', 'Sam'])
      await waiverGranted(s, waiver, '2028-04-28', 'sam')
      expect(await s.row('waivers', { id: waiver })).toMatchObject({
        decidedBy: s.id('sam'),
        onBehalfOf: s.id('ann'),
      })
    })

    story('A deputy who benefits does not decide for anyone; one named later is asked then', async (s) => {
      const { policy } = await inForce(s)
      const period = { person: s.id('ann'), fromOn: '2027-03-01', untilOn: '2027-03-05' }
      await s.does('ann', delegate, { ...period, deputy: s.id('dan') })
      const { waiver } = await waiverAsked(s, { policy })
      expect(await deciders(s)).toEqual(['Ann', 'Bob'])
      const refused = { is: 'refused' as const, reason: 'no' }
      expect(await s.refused('dan', decideWaiver, { waiver, decision: refused })).toBe('waiver_benefits')
      await s.does('bob', delegate, { ...period, person: s.id('bob'), deputy: s.id('sam') })
      expect(await deciders(s)).toEqual(['Ann', 'Sam'])
    })

    story('Granted: the due date stays, what is owed counts from the day of the waiver', async (s) => {
      const { policy } = await inForce(s)
      s.at('2028-03-06T10:00:00.000Z')
      const { waiver } = await waiverAsked(s, { policy })
      s.at('2028-03-07T10:00:00.000Z')
      const decision = { is: 'granted' as const, until: '2028-04-14', comment: 'before the board meets' }
      await s.does('ann', decideWaiver, { waiver, decision })
      expect(await s.row('waivers', { id: waiver })).toMatchObject({
        state: 'granted',
        until: '2028-04-28',
        grantedUntil: '2028-04-14',
        decidedBy: s.id('ann'),
        comment: 'before the board meets',
        endedAt: s.world.now(),
      })
      expect(await scheduled(s)).toMatchObject({ dueOn: '2028-03-01', waivedUntil: '2028-04-14' })
      const owed = await s.row('obligations', { kind: 'review', state: 'open' })
      // 10 business days before 14 April.
      expect(owed).toMatchObject({ openedOn: '2027-03-01', dueOn: '2028-03-31' })
      expect(await s.row('obligations', { kind: 'decide' })).toMatchObject({ state: 'met' })
      expect(await told(s, 'waiver outcome')).toEqual(['Olga'])
      // The rung 30 days before has passed; the next is 14 days before 31 March.
      const holder = await s.row('obligationHolders', { obligation: owed.id, as: 'holder' })
      expect(holder.nextReminderAt).toBe('2028-03-17T08:00:00.000Z')
    })

    story('After a grant nothing dated before the decision goes, and escalation starts anew', async (s) => {
      const { policy } = await inForce(s)
      await attestedUntil(s, '2028-04-20T09:00:00.000Z')
      for (const on of ['2028-01-20', '2028-02-15', '2028-02-20', '2028-03-02', '2028-03-08']) {
        s.at(`${on}T09:00:00.000Z`)
        await beat(s.world)
        await delivered(s)
      }
      expect((await s.rows('obligationHolders', { as: 'escalation' })).length).toBeGreaterThan(1)
      s.at('2028-03-09T07:00:00.000Z')
      await beat(s.world)
      const { waiver } = await waiverAsked(s, { policy })
      await waiverGranted(s, waiver, '2028-04-28')
      const before = (await s.rows('notices', { kind: 'reminder' })).length
      for (let day = 9; day <= 30; day++) {
        s.at(`2028-03-${String(day).padStart(2, '0')}T09:00:00.000Z`)
        await beat(s.world)
        await delivered(s)
      }
      const reminders = (await s.rows('notices', { kind: 'reminder' })).slice(before)
      const people = await s.rows('people')
      const sent = reminders.map(({ recipient, createdAt }) => [
        people.find(({ id }) => id === recipient)?.name,
        createdAt.slice(0, 10),
      ])
      // Submit by 14 April: 30 days before is 15 March, 14 before is 31 March.
      expect(sent.filter(([name]) => name === 'Olga')).toEqual([['Olga', '2028-03-15']])
      expect(sent.filter(([name]) => name === 'Mia' || name === 'Dan')).toEqual([])
      s.at('2028-04-14T09:00:00.000Z')
      await beat(s.world)
      await beat(s.world)
      // 14 days before the day of the waiver the deputies and the managers hear, since nothing is started.
      const late = (await s.rows('notices', { kind: 'reminder' })).filter(
        ({ createdAt }) => createdAt >= '2028-04-14',
      )
      expect(late.map(({ recipient }) => recipient).sort()).toEqual(
        [s.id('dan'), s.id('mia'), s.id('olga')].sort(),
      )
    })

    story('A snooze ends with the ladder that it belonged to', async (s) => {
      const { policy } = await inForce(s)
      s.at('2028-02-01T10:00:00.000Z')
      const { id } = await s.row('obligations', { kind: 'review', state: 'open' })
      await s.does('olga', snooze, { obligation: id, on: '2028-02-14' })
      const { waiver } = await waiverAsked(s, { policy })
      await waiverGranted(s, waiver, '2028-04-28')
      const holder = await s.row('obligationHolders', { obligation: id, as: 'holder' })
      expect(holder).toMatchObject({ snoozedUntil: null, nextReminderAt: '2028-03-15T08:00:00.000Z' })
    })

    story('Refused: nothing moves, and who asked and the owner hear why', async (s) => {
      const { policy } = await inForce(s)
      s.at('2028-03-06T10:00:00.000Z')
      const { waiver } = await waiverAsked(s, { policy }, 'dan')
      const before = [await scheduled(s), await s.row('obligations', { kind: 'review', state: 'open' })]
      const asking = (why: string) => ({ waiver, decision: { is: 'refused' as const, reason: why } })
      expect(await s.refused('ann', decideWaiver, asking(' '))).toBe('bad_text')
      await s.does('ann', decideWaiver, asking('it was late last year'))
      expect(await s.row('waivers', { id: waiver })).toMatchObject({
        state: 'refused',
        comment: 'it was late last year',
        grantedUntil: null,
      })
      expect([await scheduled(s), await s.row('obligations', { kind: 'review', state: 'open' })]).toEqual(
        before,
      )
      expect(await told(s, 'waiver outcome')).toEqual(['Dan', 'Olga'])
      expect(await s.refused('bob', decideWaiver, asking('again'))).toBe('waiver_ended')
      expect((await waiverAsked(s, { policy, until: '2028-03-31' })).decideBy).toBe('2028-03-09')
    })

    story('A grant that cannot be right is refused, and nothing is half done', async (s) => {
      const { waiver } = await waiverAsked(s)
      const granting = (until: string, comment: string | null = null) => ({
        waiver,
        decision: { is: 'granted' as const, until, comment },
      })
      for (const [request, code] of [
        [granting('2028-04-29'), 'waiver_outside'],
        [granting('2028-03-01'), 'waiver_outside'],
        [granting('soon'), 'bad_day'],
        [granting('2028-04-28', 'x'.repeat(20_000)), 'bad_text'],
      ] as const)
        expect(await s.refused('ann', decideWaiver, request)).toBe(code)
      s.at('2028-04-28T10:00:00.000Z')
      expect(await s.refused('ann', decideWaiver, granting('2028-04-28'))).toBe('waiver_passed')
      expect(await s.refused('ann', decideWaiver, { ...granting('2028-04-28'), waiver: 'w' })).toBe(
        'waiver_ended',
      )
      expect(await scheduled(s)).toMatchObject({ waivedUntil: null })
    })

    story('However often it is waived, never more than 90 days after the due date', async (s) => {
      const { policy } = await inForce(s)
      for (const until of ['2028-03-31', '2028-04-28', '2028-05-30']) {
        const { waiver } = await waiverAsked(s, { policy, until })
        await waiverGranted(s, waiver, until)
      }
      expect(await scheduled(s)).toMatchObject({ dueOn: '2028-03-01', waivedUntil: '2028-05-30' })
      expect(await s.refused('olga', requestWaiver, { policy, until: '2028-05-31', reason })).toBe(
        'waiver_exhausted',
      )
      expect(await s.rows('waivers', { state: 'granted' })).toHaveLength(3)
    })

    story('Submitting, and so whatever concludes the review, makes an open request void', async (s) => {
      const { policy } = await inForce(s)
      const { waiver } = await waiverAsked(s, { policy })
      await s.does('olga', concludeReview, { policy, ...reaffirmed })
      expect(await s.row('waivers', { id: waiver })).toMatchObject({ state: 'void', voidReason: 'submitted' })
      expect(await s.row('obligations', { kind: 'decide' })).toMatchObject({
        state: 'void',
        voidReason: 'submitted',
      })
      await s.does('olga', recallSubmission, { policy, reason: null })
      const decision = { is: 'granted' as const, until: '2028-04-28', comment: null }
      expect(await s.refused('ann', decideWaiver, { waiver, decision })).toBe('waiver_ended')
    })

    story('A whole conclusion out of cycle makes a request of the yearly review void', async (s) => {
      const { policy } = await inForce(s)
      const yearly = await scheduled(s)
      const { waiver } = await waiverAsked(s, { policy, review: yearly.id })
      await triggered(s, [policy])
      const { submission } = await s.does('olga', concludeReview, { policy, ...reaffirmed })
      expect(await s.row('waivers', { id: waiver })).toMatchObject({ state: 'open' })
      await endorsed(s, 'ann', submission)
      expect(await s.row('waivers', { id: waiver })).toMatchObject({ state: 'void', voidReason: 'concluded' })
    })

    story('Retirement makes open waivers void, and who reported an event is told', async (s) => {
      const { policy } = await inForce(s)
      const yearly = await scheduled(s)
      const { waiver } = await waiverAsked(s, { policy, review: yearly.id })
      const { event } = await triggered(s, [policy])
      await delivered(s)
      const { submission } = await s.does('olga', retirePolicy, { policy, reason: 'over', replacement: null })
      await endorsed(s, 'ann', submission)
      expect(await s.row('waivers', { id: waiver })).toMatchObject({ state: 'void', voidReason: 'retired' })
      expect(await s.rows('obligations', { policy, state: 'open' })).toEqual([])
      expect(await s.row('events', { id: event })).toMatchObject({ state: 'significant' })
      const [outcome] = await s.rows('notices', { kind: 'report outcome', state: 'ready' })
      expect(outcome).toMatchObject({ recipient: s.id('sam') })
    })

    story('Who asked takes it back, nobody else; then it can be asked anew', async (s) => {
      const { policy, waiver } = await waiverAsked(s)
      for (const who of ['dan', 'ann', 'mia'])
        expect(await s.refused(who, withdrawWaiver, { waiver })).toBe('not_permitted')
      await s.does('olga', withdrawWaiver, { waiver })
      expect(await s.row('waivers', { id: waiver })).toMatchObject({ state: 'withdrawn' })
      expect(await s.row('obligations', { kind: 'decide' })).toMatchObject({ state: 'void' })
      expect(await s.refused('olga', withdrawWaiver, { waiver })).toBe('waiver_ended')
      await waiverAsked(s, { policy }, 'dan')
      expect(await deciders(s)).toEqual(['Ann', 'Bob'])
    })

    story('Who decides follows who may: approvers, owners and leavers', async (s) => {
      const { policy } = await waiverAsked(s)
      await s.does('mia', transferOwnership, { policy, to: s.id('ann') })
      expect(await deciders(s)).toEqual(['Bob'])
      const change = { key: 'approvers', text: 'bob@example.com sam@example.com' }
      await s.does('mia', changeSettings, { changes: [change] })
      expect(await deciders(s)).toEqual(['Bob', 'Sam'])
      const { revision } = await s.row('policies', { id: policy })
      await s.does('mia', changePolicy, { policy, revision, changes: { approvers: [s.id('bob')] } })
      expect(await deciders(s)).toEqual(['Bob'])
      const people = [member('bob', { isDeactivated: true })]
      await s.does(directory, syncPeople, { people, isLast: false })
      expect(await deciders(s)).toEqual(['Mia'])
      await s.does('mia', changeSettings, {
        changes: [{ key: 'policyManagers', text: 'dan@example.com' }],
      })
      expect(await deciders(s)).toEqual([])
      expect(await s.row('notices', { kind: 'trouble' })).toMatchObject({ recipient: s.id('dan') })
    })

    story(
      'Asked before going live, the approvers hear of it then',
      async (s) => {
        const { policy } = await inForce(s)
        await waiverAsked(s, { policy })
        expect(await s.rows('notices')).toEqual([])
        await s.does('mia', goLive, {})
        expect(await told(s, 'waiver request')).toEqual(['Ann', 'Bob'])
      },
      { isLive: false },
    )

    story('The next due date counts from the conclusion; that it was late and waived stays', async (s) => {
      const { policy } = await inForce(s)
      const { waiver } = await waiverAsked(s, { policy })
      await waiverGranted(s, waiver, '2028-04-28')
      s.at('2028-04-20T10:00:00.000Z')
      const { submission } = await s.does('olga', concludeReview, { policy, ...reaffirmed })
      // 5 business days, within what was waived.
      expect(await s.row('obligations', { kind: 'endorse', subject: submission })).toMatchObject({
        dueOn: '2028-04-27',
      })
      await endorsed(s, 'ann', submission)
      expect(await s.row('reviews', { kind: 'scheduled', state: 'concluded' })).toMatchObject({
        dueOn: '2028-03-01',
        waivedUntil: '2028-04-28',
        concludedOn: '2028-04-20',
      })
      expect(await scheduled(s)).toMatchObject({ dueOn: '2029-04-20', waivedUntil: null })
    })

    story('A review due on another day keeps its waiver within 90 days of that', async (s) => {
      const { policy } = await inForce(s)
      const { waiver } = await waiverAsked(s, { policy, until: '2028-05-30' })
      await waiverGranted(s, waiver, '2028-05-30')
      const { revision } = await s.row('policies', { id: policy })
      await s.does('mia', changePolicy, { policy, revision, changes: { cadenceMonths: 11 } })
      expect(await scheduled(s)).toMatchObject({ dueOn: '2028-02-01', waivedUntil: '2028-05-01' })
      await s.does('mia', changePolicy, {
        policy,
        revision: revision + 1,
        changes: { cadenceMonths: 6 },
      })
      expect(await scheduled(s)).toMatchObject({ dueOn: '2027-09-01', waivedUntil: '2027-11-30' })
      await s.does('mia', changePolicy, {
        policy,
        revision: revision + 2,
        changes: { cadenceMonths: 12 },
      })
      expect(await scheduled(s)).toMatchObject({ dueOn: '2028-03-01', waivedUntil: null })
    })

    story('What happens after a waiver is not deferred by it', async (s) => {
      const { policy } = await inForce(s)
      const first = await triggered(s, [policy], { dueOn: '2027-03-15' })
      const review = first.reviews[0] as string
      const { waiver } = await waiverAsked(s, { policy, review, until: '2027-05-31' })
      await waiverGranted(s, waiver, '2027-05-31')
      s.at('2027-03-02T10:00:00.000Z')
      await triggered(s, [policy])
      expect(await s.row('reviews', { id: review })).toMatchObject({
        dueOn: '2027-03-15',
        waivedUntil: '2027-04-01',
      })
      await triggered(s, [policy], { dueOn: '2027-03-10' })
      expect(await s.row('reviews', { id: review })).toMatchObject({ dueOn: '2027-03-10', waivedUntil: null })
    })

    story('A draft has no review that could be waived', async (s) => {
      const { policy } = await submitted(s)
      expect(await s.refused('olga', requestWaiver, { policy, until: '2028-04-01', reason })).toBe(
        'no_open_review',
      )
    })
  })
}
