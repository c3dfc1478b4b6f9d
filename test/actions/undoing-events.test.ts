import { describe, expect } from 'vitest'
import { concludeReview } from '../../src/actions/conclude-review.ts'
import { reopenEvent } from '../../src/actions/reopen-event.ts'
import { triageEvent } from '../../src/actions/triage-event.ts'
import { withdrawEvent } from '../../src/actions/withdraw-event.ts'
import { engines } from '../support/engines.ts'
import { inForce, reported, triggered } from '../support/situations.ts'
import { storiesOn, type Told } from '../support/stories.ts'

const reason = 'it was a drill'

async function concluded(s: Told, policy: string): Promise<void> {
  await s.does('olga', concludeReview, {
    policy,
    scope: 'limited',
    considered: [],
    note: 'the clause holds',
    outcome: 'reaffirmed',
  })
}

/** Who was told of what changed, and of what came of their report. */
async function told(s: Told, kind: 'review changed' | 'report outcome'): Promise<string[]> {
  return (await s.rows('notices', { kind })).map(({ recipient }) => recipient).sort()
}

async function forgetNotices(s: Told): Promise<void> {
  await s.database.kysely.deleteFrom('noticeItems').execute()
  await s.database.kysely.deleteFrom('notices').execute()
}

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story(
      'Withdrawn: a review that nothing else holds is void with the reason, and all are told',
      async (s) => {
        const { policy } = await inForce(s)
        const { event, reviews } = await triggered(s, [policy])
        await forgetNotices(s)
        await s.does('mia', withdrawEvent, { event, reason })
        expect(await s.row('events', { id: event })).toMatchObject({
          state: 'withdrawn',
          reason,
          decidedBy: s.id('mia'),
        })
        const [id] = reviews as [string]
        expect(await s.row('reviews', { id })).toMatchObject({
          state: 'void',
          voidReason: `E-1 was withdrawn: ${reason}`,
        })
        expect(await s.row('obligations', { subject: id })).toMatchObject({ state: 'void' })
        expect(await told(s, 'review changed')).toEqual([s.id('olga')])
        expect(await told(s, 'report outcome')).toEqual([s.id('sam')])
        expect(await s.rows('reviewCauses')).toHaveLength(1)
      },
    )

    story('A review that others hold is due by the earliest of the causes that remain', async (s) => {
      const { policy } = await inForce(s)
      const first = await triggered(s, [policy])
      const due = await s.row('obligations', { subject: first.reviews[0] as string })
      s.at('2027-03-02T09:00:00.000Z')
      const sooner = await triggered(s, [policy], { dueOn: '2027-03-12' })
      expect(await s.row('reviews', { kind: 'out of cycle' })).toMatchObject({ dueOn: '2027-03-12' })
      await forgetNotices(s)
      await s.does('mia', withdrawEvent, { event: sooner.event, reason })
      expect(await s.row('reviews', { kind: 'out of cycle' })).toMatchObject({
        state: 'open',
        dueOn: '2027-03-31',
      })
      expect(await s.row('obligations', { id: due.id })).toMatchObject({ state: 'open', dueOn: due.dueOn })
      expect(await told(s, 'review changed')).toEqual([s.id('olga')])
    })

    story('What was submitted stays, and its owner is told all the same', async (s) => {
      const { policy } = await inForce(s)
      const { event, reviews } = await triggered(s, [policy])
      await concluded(s, policy)
      await forgetNotices(s)
      await s.does('mia', withdrawEvent, { event, reason })
      expect(await s.row('reviews', { id: reviews[0] as string })).toMatchObject({ state: 'submitted' })
      expect(await s.row('submissions', { state: 'awaiting' })).toMatchObject({ policy })
      expect(await told(s, 'review changed')).toEqual([s.id('olga')])
    })

    story('Opened again: it awaits a decision anew, and nothing of the first is erased', async (s) => {
      const { policy } = await inForce(s)
      const other = await inForce(s, 'ISP-08', { title: 'Logging' })
      const { event, reviews } = await triggered(s, [policy])
      s.at('2027-03-05T15:00:00.000Z')
      const { decideBy } = await s.does('mia', reopenEvent, { event, reason: 'logging was concerned too' })
      expect(decideBy).toBe('2027-03-09')
      expect(await s.row('events', { id: event })).toMatchObject({
        state: 'reported',
        reason: 'logging was concerned too',
        decidedBy: null,
        decidedAt: null,
      })
      expect(await s.row('reviews', { id: reviews[0] as string })).toMatchObject({ state: 'void' })
      expect((await s.rows('obligations', { kind: 'triage' })).map(({ state }) => state).sort()).toEqual([
        'met',
        'open',
      ])
      const decision = {
        is: 'significant' as const,
        policies: [policy, other.policy],
        effectiveOn: null,
        dueOn: null,
      }
      const again = await s.does('mia', triageEvent, { event, reason: 'both', decision })
      expect(again.reviews).toHaveLength(2)
      expect(again.reviews).not.toContain(reviews[0])
      expect(
        await s.rows('reviews', { kind: 'out of cycle', state: 'open', dueOn: '2027-04-04' }),
      ).toHaveLength(2)
    })

    story(
      'A cause that is decided anew holds the review that others kept open, by its new day',
      async (s) => {
        const { policy } = await inForce(s)
        const first = await triggered(s, [policy])
        await triggered(s, [policy])
        await s.does('mia', reopenEvent, { event: first.event, reason })
        const decision = {
          is: 'significant' as const,
          policies: [policy],
          effectiveOn: null,
          dueOn: '2027-03-15',
        }
        const { reviews } = await s.does('mia', triageEvent, { event: first.event, reason, decision })
        expect(reviews).toEqual(first.reviews)
        expect(await s.row('reviews', { id: reviews[0] as string })).toMatchObject({ dueOn: '2027-03-15' })
        expect(await s.row('reviewCauses', { event: first.event })).toMatchObject({ dueOn: '2027-03-15' })
      },
    )

    story('A merged report that is opened again stands for itself', async (s) => {
      const first = await reported(s, {}, 'sam')
      const second = await reported(s, {}, 'bob')
      await s.does('mia', triageEvent, {
        event: second.event,
        reason: 'the same',
        decision: { is: 'merged', into: first.event },
      })
      await s.does('mia', reopenEvent, { event: second.event, reason: 'another laptop' })
      expect(await s.row('events', { id: second.event })).toMatchObject({
        state: 'reported',
        mergedInto: null,
      })
      expect(await s.row('obligations', { subject: second.event, state: 'open' })).toMatchObject({
        kind: 'triage',
      })
    })

    story('Who reported it takes it back while nothing is decided; a manager at any time', async (s) => {
      const { event } = await reported(s, {}, 'sam')
      expect(await s.refused('bob', withdrawEvent, { event, reason })).toBe('not_permitted')
      expect(await s.refused('sam', withdrawEvent, { event, reason: ' ' })).toBe('bad_text')
      await s.does('sam', withdrawEvent, { event, reason: 'found in the other bag' })
      expect(await s.row('obligations', { kind: 'triage' })).toMatchObject({ state: 'void' })
      expect(await told(s, 'report outcome')).toEqual([])
      expect(await s.refused('sam', withdrawEvent, { event, reason })).toBe('event_withdrawn')
      const decided = await reported(s, {}, 'sam')
      await s.does('mia', triageEvent, { event: decided.event, reason, decision: { is: 'not significant' } })
      expect(await s.refused('sam', withdrawEvent, { event: decided.event, reason })).toBe('not_permitted')
      expect(await s.refused('sam', reopenEvent, { event: decided.event, reason })).toBe('not_permitted')
      await s.does('mia', withdrawEvent, { event: decided.event, reason })
      await s.does('mia', reopenEvent, { event: decided.event, reason: 'withdrawn by mistake' })
      expect(await s.refused('mia', reopenEvent, { event: decided.event, reason })).toBe('event_open')
    })

    story(
      'Who takes back their own of several reports leaves the others to be decided by the same day',
      async (s) => {
        const first = await reported(s, {}, 'sam')
        s.at('2027-03-02T09:00:00.000Z')
        const second = await reported(s, {}, 'bob')
        const third = await reported(s, {}, 'dan')
        for (const { event } of [second, third])
          await s.does('mia', triageEvent, {
            event,
            reason: 'the same',
            decision: { is: 'merged', into: first.event },
          })
        await s.does('sam', withdrawEvent, { event: first.event, reason })
        expect(await s.row('events', { id: second.event })).toMatchObject({
          state: 'reported',
          mergedInto: null,
        })
        expect(await s.row('events', { id: third.event })).toMatchObject({
          state: 'merged',
          mergedInto: second.event,
        })
        expect(await s.row('obligations', { kind: 'triage', state: 'open' })).toMatchObject({
          subject: second.event,
          dueOn: '2027-03-03',
        })
      },
    )

    story('What a manager withdraws is withdrawn for all who reported it', async (s) => {
      const first = await reported(s, {}, 'sam')
      const second = await reported(s, {}, 'bob')
      const merging = { is: 'merged' as const, into: first.event }
      await s.does('mia', triageEvent, { event: second.event, reason: 'the same', decision: merging })
      await forgetNotices(s)
      await s.does('mia', withdrawEvent, { event: first.event, reason })
      expect(await told(s, 'report outcome')).toEqual([s.id('bob'), s.id('sam')].sort())
      expect(await s.rows('obligations', { kind: 'triage', state: 'open' })).toEqual([])
    })

    story('Deciding and withdrawing leaves what was there, whatever other causes there are', async (s) => {
      const { policy } = await inForce(s)
      const scheduled = await s.row('reviews', { kind: 'scheduled', state: 'open' })
      const due = async () => {
        const [review] = await s.rows('reviews', { kind: 'out of cycle', state: 'open' })
        const [owed] = review ? await s.rows('obligations', { subject: review.id, state: 'open' }) : []
        return [review?.id, review?.dueOn, owed?.dueOn]
      }
      // Every number of other causes, each time with a day before, between and after theirs.
      for (const own of [null, '2027-03-10', '2027-03-20', '2027-03-25']) {
        for (const dueOn of [null, '2027-03-09', '2027-03-15', '2027-03-22', '2027-03-31']) {
          const before = await due()
          const { event } = await triggered(s, [policy], { dueOn })
          await s.does('mia', withdrawEvent, { event, reason })
          expect(await due(), `${own} beside ${dueOn}`).toEqual(before)
        }
        if (own !== null) await triggered(s, [policy], { dueOn: own })
      }
      expect(await s.row('reviews', { id: scheduled.id })).toEqual(scheduled)
    })
  })
}
