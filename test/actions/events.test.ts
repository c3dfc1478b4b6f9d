import { describe, expect } from 'vitest'
import { changePolicy } from '../../src/actions/change-policy.ts'
import { changeSettings } from '../../src/actions/change-settings.ts'
import { changeSources } from '../../src/actions/change-sources.ts'
import { concludeReview } from '../../src/actions/conclude-review.ts'
import { reportEvent } from '../../src/actions/report-event.ts'
import { type TriageEvent, triageEvent } from '../../src/actions/triage-event.ts'
import { beat } from '../../src/beat.ts'
import { engines } from '../support/engines.ts'
import { endorsed, inForce, reported, triggered } from '../support/situations.ts'
import { storiesOn, type Told } from '../support/stories.ts'

const reason = 'the policy did not help'
const source = { kind: 'source' as const, name: 'pagerduty' }

async function decided(s: Told, event: string, decision: TriageEvent['decision']) {
  return await s.does('mia', triageEvent, { event, reason, decision })
}

const significant = (...policies: string[]) => ({
  is: 'significant' as const,
  policies,
  effectiveOn: null,
  dueOn: null,
})

async function retired(s: Told, policy: string): Promise<void> {
  const { submission } = await s.does('olga', concludeReview, {
    policy,
    scope: 'whole policy',
    considered: [],
    note: 'no longer needed',
    outcome: 'retired',
    replacement: null,
  })
  await endorsed(s, 'ann', submission)
}

/** Who was told of what came of their report. */
async function told(s: Told): Promise<string[]> {
  const rows = await s.rows('notices', { kind: 'report outcome' })
  return rows.map(({ recipient }) => recipient).sort()
}

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story('Anyone reports; the policy managers are asked at once, and have 2 business days', async (s) => {
      s.at('2027-03-05T15:00:00.000Z')
      const { event, number, decideBy } = await reported(s, { tags: ['customer data'] })
      expect([number, decideBy]).toEqual([1, '2027-03-09'])
      expect(await s.row('events', { id: event })).toMatchObject({ state: 'reported', reporter: s.id('sam') })
      const triage = await s.row('obligations', { kind: 'triage' })
      expect(triage).toMatchObject({ subject: event, policy: null, dueOn: '2027-03-09', state: 'open' })
      expect(await s.row('notices', { kind: 'triage request' })).toMatchObject({
        recipient: s.id('mia'),
        notBefore: s.world.now(),
      })
      s.at('2027-03-08T08:00:00.000Z')
      await beat(s.world)
      expect(await s.row('notices', { kind: 'reminder' })).toMatchObject({ recipient: s.id('mia') })
    })

    story('A machine reports as the source that it is, and no outcome is sent to it', async (s) => {
      const { event } = await reported(s, {}, source)
      expect(await s.row('events', { id: event })).toMatchObject({ reporter: null, source: 'pagerduty' })
      const { actor, bytes } = await s.row('entries', { subject: event })
      expect(actor).toBe('source:pagerduty')
      expect(JSON.parse(bytes)).toMatchObject({ actor: source, roles: ['source'], way: 'webhook' })
      await decided(s, event, { is: 'not significant' })
      expect(await told(s)).toEqual([])
    })

    story('A machine does nothing but report', async (s) => {
      const { event } = await reported(s)
      const decision = { is: 'not significant' as const }
      expect(await s.refused(source, triageEvent, { event, reason, decision })).toBe('not_permitted')
      expect(await s.refused(source, changeSettings, { changes: [{ key: 'tags', text: 'a' }] })).toBe(
        'not_permitted',
      )
      expect(await s.refused(source, changeSources, { name: 'other', change: 'add' })).toBe('not_permitted')
    })

    story('Other policy managers hold what is to be decided from now on', async (s) => {
      await reported(s)
      await s.does('mia', changeSettings, { changes: [{ key: 'policyManagers', text: 'dan@example.com' }] })
      const { id } = await s.row('obligations', { kind: 'triage' })
      expect(await s.row('obligationHolders', { obligation: id })).toMatchObject({ holder: s.id('dan') })
    })

    story('A report that cannot be right is refused, and nothing is half done', async (s) => {
      const right = {
        category: 'security_event' as const,
        happenedOn: '2027-03-01',
        what: 'a key was lost',
        tags: [],
        link: null,
      }
      for (const [change, code] of [
        [{ happenedOn: '2027-03-02' }, 'happened_later'],
        [{ happenedOn: '1999-12-31' }, 'happened_long_ago'],
        [{ what: ' ' }, 'bad_text'],
        [{ tags: ['Mars'] }, 'unknown_tag'],
        [{ link: 'javascript:alert(1)' }, 'bad_request'],
        [{ link: `https://example.com/${'x'.repeat(2000)}` }, 'bad_request'],
      ] as const)
        expect(
          await s.refused('sam', reportEvent, {
            ...right,
            ...change,
            tags: [...(('tags' in change ? change.tags : right.tags) as string[])],
          }),
        ).toBe(code)
      expect(await s.rows('events')).toEqual([])
      expect(await s.rows('obligations')).toEqual([])
    })

    story('Significant: each chosen policy is reviewed in 30 days, beside its yearly review', async (s) => {
      const one = await inForce(s, 'ISP-07')
      const other = await inForce(s, 'ISP-08', { title: 'Logging' })
      const { event, reviews } = await triggered(s, [one.policy, other.policy])
      expect(reviews).toHaveLength(2)
      for (const id of reviews) {
        expect(await s.row('reviews', { id })).toMatchObject({ kind: 'out of cycle', dueOn: '2027-03-31' })
        expect(await s.row('reviewCauses', { review: id })).toMatchObject({ event, dueOn: '2027-03-31' })
      }
      expect(await s.rows('reviews', { kind: 'scheduled', state: 'open' })).toHaveLength(2)
      expect(await s.row('obligations', { kind: 'triage' })).toMatchObject({ state: 'met' })
      expect(await told(s)).toEqual([s.id('sam')])
    })

    story(
      'A second event joins the review that is not submitted yet; the earliest deadline counts',
      async (s) => {
        const { policy } = await inForce(s)
        const first = await triggered(s, [policy])
        s.at('2027-03-05T09:00:00.000Z')
        const second = await triggered(s, [policy], { dueOn: '2027-03-12' })
        expect(second.reviews).toEqual(first.reviews)
        expect(await s.row('reviews', { kind: 'out of cycle' })).toMatchObject({ dueOn: '2027-03-12' })
        expect(await s.rows('reviewCauses')).toHaveLength(2)
        const third = await triggered(s, [policy])
        expect(await s.row('reviews', { id: third.reviews[0] as string })).toMatchObject({
          dueOn: '2027-03-12',
        })
      },
    )

    story('What happens after the submission opens a review of its own, with its own clock', async (s) => {
      const { policy } = await inForce(s)
      const first = await triggered(s, [policy])
      await s.does('olga', concludeReview, {
        policy,
        scope: 'limited',
        considered: [],
        note: 'the clause holds',
        outcome: 'reaffirmed',
      })
      s.at('2027-03-05T09:00:00.000Z')
      const second = await triggered(s, [policy])
      expect(second.reviews).not.toEqual(first.reviews)
      expect(await s.row('reviews', { id: second.reviews[0] as string })).toMatchObject({
        dueOn: '2027-04-04',
      })
    })

    story(
      'A law: reviewed until it comes into effect, or within 10 business days where it has',
      async (s) => {
        const { policy } = await inForce(s)
        const { event } = await reported(s, { category: 'legal_requirement' })
        const law = { ...significant(policy), effectiveOn: '2027-03-21' }
        const { reviews } = await decided(s, event, law)
        expect(await s.row('reviews', { id: reviews[0] as string })).toMatchObject({ dueOn: '2027-03-21' })
        const late = await reported(s, { category: 'legal_requirement' })
        await decided(s, late.event, { ...law, effectiveOn: '2027-02-01' })
        expect(await s.row('reviews', { id: reviews[0] as string })).toMatchObject({ dueOn: '2027-03-15' })
        expect(await s.row('events', { id: late.event })).toMatchObject({ effectiveOn: '2027-02-01' })
      },
    )

    story('Not significant is kept with its reason, and who reported it is told', async (s) => {
      const { event } = await reported(s)
      await decided(s, event, { is: 'not significant' })
      expect(await s.row('events', { id: event })).toMatchObject({
        state: 'not significant',
        reason,
        decidedBy: s.id('mia'),
        decidedAt: s.world.now(),
      })
      expect(await s.rows('reviews')).toEqual([])
      expect(await told(s)).toEqual([s.id('sam')])
    })

    story('Reports of the same thing are merged; all who reported it hear what came of it', async (s) => {
      const { policy } = await inForce(s)
      const first = await reported(s, {}, 'sam')
      const second = await reported(s, {}, 'bob')
      const third = await reported(s, {}, 'dan')
      await decided(s, third.event, { is: 'merged', into: second.event })
      await decided(s, second.event, { is: 'merged', into: first.event })
      expect((await s.rows('events', { mergedInto: first.event })).map(({ id }) => id).sort()).toEqual(
        [second.event, third.event].sort(),
      )
      await s.database.kysely.deleteFrom('notices').where('kind', '=', 'report outcome').execute()
      await decided(s, first.event, significant(policy))
      expect(await told(s)).toEqual([s.id('bob'), s.id('dan'), s.id('sam')].sort())
      expect(await s.rows('reviews', { kind: 'out of cycle' })).toHaveLength(1)
    })

    story('A decision that cannot be right is refused, and nothing is half done', async (s) => {
      const { policy } = await inForce(s)
      const old = await inForce(s, 'ISP-08', { title: 'Logging' })
      await retired(s, old.policy)
      const { event } = await reported(s)
      const asking = (decision: TriageEvent['decision'], why = reason) => ({ event, reason: why, decision })
      for (const [request, code] of [
        [asking(significant()), 'no_policy_chosen'],
        [asking(significant(policy, old.policy)), 'retired'],
        [asking(significant(policy), ' '), 'bad_text'],
        [asking({ ...significant(policy), dueOn: '2027-02-28' }), 'deadline_outside'],
        [asking({ ...significant(policy), dueOn: '2027-04-01' }), 'deadline_outside'],
        [asking({ is: 'merged', into: event }), 'unknown_event'],
        [asking({ is: 'merged', into: 'nothing' }), 'unknown_event'],
      ] as const)
        expect(await s.refused('mia', triageEvent, request)).toBe(code)
      expect(await s.refused('olga', triageEvent, asking(significant(policy)))).toBe('not_permitted')
      expect(await s.row('events', { id: event })).toMatchObject({ state: 'reported' })
      expect(await s.rows('reviews', { kind: 'out of cycle' })).toEqual([])
      await decided(s, event, significant(policy))
      expect(await s.refused('mia', triageEvent, asking({ is: 'not significant' }))).toBe('event_decided')
    })

    story('A whole conclusion because of an event meets the yearly review too', async (s) => {
      const { policy } = await inForce(s)
      const { revision } = await s.row('policies', { id: policy })
      await s.does('mia', changePolicy, { policy, revision, changes: { tags: ['customer data'] } })
      const { reviews } = await triggered(s, [policy])
      const { submission } = await s.does('olga', concludeReview, {
        policy,
        scope: 'whole policy',
        considered: [],
        note: 'all of it holds',
        outcome: 'reaffirmed',
      })
      await endorsed(s, 'ann', submission)
      expect(await s.row('reviews', { kind: 'scheduled', state: 'concluded' })).toMatchObject({
        concludedWith: reviews[0],
      })
    })
  })
}
