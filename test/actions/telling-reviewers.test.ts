import { describe, expect } from 'vitest'
import { concludeReview } from '../../src/actions/conclude-review.ts'
import { foldIn } from '../../src/actions/fold-in.ts'
import { recallSubmission } from '../../src/actions/recall-submission.ts'
import { sendBack } from '../../src/actions/send-back.ts'
import { triageEvent } from '../../src/actions/triage-event.ts'
import { beat } from '../../src/beat.ts'
import { engines } from '../support/engines.ts'
import { delivered, endorsed, inForce, reported, shownHash, text, triggered } from '../support/situations.ts'
import { storiesOn, type Told } from '../support/stories.ts'

async function revising(s: Told, policy: string): Promise<string> {
  const { submission } = await s.does('olga', concludeReview, {
    policy,
    scope: 'limited',
    considered: [],
    note: 'a clause more',
    outcome: 'revised',
    version: text('1.1', { changeKind: 'minor' }),
  })
  return submission
}

const to = async (s: Told, kind: 'review opened' | 'review changed' | 'reminder') =>
  (await s.rows('notices', { kind })).map(({ recipient }) => recipient)

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story(
      'Whoever holds a review out of cycle hears of it at once, and not again that morning',
      async (s) => {
        const { policy } = await inForce(s)
        s.at('2027-03-01T07:30:00.000Z')
        await triggered(s, [policy], { dueOn: '2027-03-02' })
        expect(await s.row('notices', { kind: 'review opened' })).toMatchObject({
          recipient: s.id('olga'),
          notBefore: s.world.now(),
        })
        await delivered(s)
        s.at('2027-03-01T08:30:00.000Z')
        await beat(s.world)
        expect(await to(s, 'reminder')).not.toContain(s.id('olga'))
        s.at('2027-03-02T08:30:00.000Z')
        await beat(s.world)
        expect(await to(s, 'reminder')).toContain(s.id('olga'))
      },
    )

    story('An event that joins is told at once too, with the day that has moved', async (s) => {
      const { policy } = await inForce(s)
      await triggered(s, [policy])
      s.at('2027-03-02T09:00:00.000Z')
      await triggered(s, [policy], { dueOn: '2027-03-12' })
      expect(await to(s, 'review opened')).toEqual([s.id('olga')])
      expect(await to(s, 'review changed')).toEqual([s.id('olga')])
    })

    story('Folded in: the version moves to the review of the later event, in one step', async (s) => {
      const { policy } = await inForce(s)
      const first = await triggered(s, [policy])
      const submission = await revising(s, policy)
      expect(await s.refused('olga', foldIn, { policy })).toBe('nothing_to_fold')
      s.at('2027-03-08T09:00:00.000Z')
      const second = await triggered(s, [policy])
      const { review } = await s.does('olga', foldIn, { policy })
      expect([review]).toEqual(second.reviews)
      expect(await s.row('submissions', { id: submission })).toMatchObject({
        state: 'recalled',
        reason: 'to fold in E-2',
      })
      expect(await s.row('versions', { number: '1.1' })).toMatchObject({ state: 'draft' })
      expect(await s.row('reviews', { id: first.reviews[0] as string })).toMatchObject({
        state: 'void',
        concludedWith: review,
      })
      expect(await s.row('reviews', { id: review })).toMatchObject({
        state: 'in progress',
        dueOn: '2027-03-31',
      })
      expect((await s.rows('reviewCauses', { review })).map(({ event }) => event).sort()).toEqual(
        [first.event, second.event].sort(),
      )
      expect(await s.rows('obligations', { kind: 'review', subject: review, state: 'open' })).toHaveLength(1)
      const again = await revising(s, policy)
      await endorsed(s, 'ann', again)
      expect(await s.row('reviews', { id: review })).toMatchObject({ state: 'concluded' })
      expect(await s.refused('olga', foldIn, { policy })).toBe('not_awaiting')
    })

    story('What was submitted in the yearly review is folded in, and that review goes on too', async (s) => {
      const { policy } = await inForce(s)
      await s.does('olga', concludeReview, {
        policy,
        scope: 'whole policy',
        considered: [],
        note: 'a clause more',
        outcome: 'revised',
        version: text('1.1'),
      })
      const { reviews } = await triggered(s, [policy])
      await s.does('dan', foldIn, { policy })
      expect(await s.row('reviews', { id: reviews[0] as string })).toMatchObject({ state: 'in progress' })
      expect(await s.row('reviews', { kind: 'scheduled', state: 'in progress' })).toMatchObject({ policy })
    })

    for (const back of ['recalled', 'sent back'] as const)
      story(`What is ${back} while another event has its review goes on in that one`, async (s) => {
        const { policy } = await inForce(s)
        const first = await triggered(s, [policy])
        const submission = await revising(s, policy)
        const second = await triggered(s, [policy])
        if (back === 'recalled') await s.does('olga', recallSubmission, { policy, reason: null })
        else {
          const sha256 = await shownHash(s, submission)
          await s.does('ann', sendBack, { submission, sha256, reason: 'say who decides' })
        }
        expect(await s.row('reviews', { id: first.reviews[0] as string })).toMatchObject({ state: 'void' })
        expect(await s.row('reviews', { id: second.reviews[0] as string })).toMatchObject({
          state: 'in progress',
        })
        await endorsed(s, 'ann', await revising(s, policy))
        expect(await s.row('versions', { number: '1.1' })).toMatchObject({ state: 'in force' })
      })

    story('Five reports of one outage, two of them in the same second, are one event', async (s) => {
      const one = await inForce(s, 'ISP-07')
      const other = await inForce(s, 'ISP-08', { title: 'Logging' })
      const people = ['sam', 'bob', 'dan', 'ann', 'olga']
      const outage = { what: 'Nobody can sign in', category: 'service_change' as const }
      const together = await Promise.all(['sam', 'bob'].map((who) => reported(s, outage, who)))
      const all = [...together]
      for (const who of ['dan', 'ann', 'olga']) all.push(await reported(s, outage, who))
      expect(all.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4, 5])
      const [first, ...others] = all.map(({ event }) => event) as [string, ...string[]]
      for (const event of others)
        await s.does('mia', triageEvent, {
          event,
          reason: 'the same',
          decision: { is: 'merged', into: first },
        })
      const decision = {
        is: 'significant' as const,
        policies: [one.policy, other.policy],
        effectiveOn: null,
        dueOn: null,
      }
      await s.does('mia', triageEvent, { event: first, reason: 'no way in', decision })
      expect(await s.rows('events', { mergedInto: first })).toHaveLength(4)
      expect(await s.rows('events', { state: 'significant' })).toHaveLength(1)
      expect(await s.rows('reviews', { kind: 'out of cycle' })).toHaveLength(2)
      const told = new Set((await s.rows('notices', { kind: 'report outcome' })).map((n) => n.recipient))
      expect([...told].sort()).toEqual(people.map((who) => s.id(who)).sort())
      expect(await s.rows('obligations', { kind: 'triage', state: 'open' })).toEqual([])
    })
  })
}
