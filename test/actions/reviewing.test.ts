import { describe, expect } from 'vitest'
import { type ConcludeReview, concludeReview } from '../../src/actions/conclude-review.ts'
import { endorse } from '../../src/actions/endorse.ts'
import { retirePolicy } from '../../src/actions/retire-policy.ts'
import { sendBack } from '../../src/actions/send-back.ts'
import { startReview } from '../../src/actions/start-review.ts'
import { sha256 } from '../../src/rules/digest.ts'
import { aPolicy } from '../support/company.ts'
import { engines } from '../support/engines.ts'
import {
  delivered,
  distributed,
  endorsed,
  inForce,
  submitted,
  text,
  triggered,
} from '../support/situations.ts'
import { storiesOn, type Told } from '../support/stories.ts'

const whole = {
  scope: 'whole policy' as const,
  considered: ['incidents'] as string[],
  note: 'as it should be',
}

async function reaffirmed(s: Told, policy: string, change: Partial<ConcludeReview> = {}): Promise<string> {
  const request = { policy, ...whole, outcome: 'reaffirmed', ...change } as ConcludeReview
  return (await s.does('olga', concludeReview, request)).submission
}

async function outOfCycle(s: Told, policy: string, dueOn: string | null = null): Promise<string> {
  return (await triggered(s, [policy], { dueOn })).reviews[0] as string
}

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story(
      'The first endorsement makes a draft active and sets the next due date a year from that day',
      async (s) => {
        s.at('2026-11-25T10:00:00.000Z')
        const { policy, submission } = await submitted(s)
        expect(await s.rows('reviews')).toEqual([])
        await endorsed(s, 'ann', submission)
        expect(await s.row('policies', { id: policy })).toMatchObject({
          status: 'active',
          activeOn: '2026-11-25',
          lastReviewedOn: '2026-11-25',
        })
        expect(await s.row('reviews', {})).toMatchObject({
          kind: 'scheduled',
          state: 'open',
          dueOn: '2027-11-25',
        })
        expect(await s.row('obligations', { state: 'open', kind: 'review' })).toMatchObject({
          dueOn: '2027-11-11',
        })
      },
      { startsAt: '2026-11-24T10:00:00.000Z' },
    )

    story('A review that is started says so once, and ends with its submission', async (s) => {
      const { policy } = await inForce(s)
      await s.does('dan', startReview, { policy })
      expect(await s.row('reviews', {})).toMatchObject({
        state: 'in progress',
        startedAt: s.world.now(),
        revision: 2,
      })
      expect(await s.refused('olga', startReview, { policy })).toBe('wrong_state')
      await reaffirmed(s, policy)
      expect(await s.row('reviews', {})).toMatchObject({ state: 'submitted' })
      expect(await s.row('obligations', { kind: 'review' })).toMatchObject({ state: 'met' })
      expect(await s.refused('olga', startReview, { policy })).toBe('no_open_review')
    })

    story('A reaffirmation binds to the text examined, keeps the number and asks nobody anew', async (s) => {
      const { policy, version } = await distributed(s)
      await delivered(s)
      s.at('2028-02-01T09:00:00.000Z')
      const submission = await reaffirmed(s, policy)
      expect(await s.row('submissions', { id: submission })).toMatchObject({
        kind: 'reaffirmation',
        version,
        sha256: sha256('The text of 1.0.'),
      })
      const asked = await s.rows('acknowledgments')
      const notices = (await s.rows('notices', { kind: 'acknowledgment request' })).length
      s.at('2028-02-10T09:00:00.000Z')
      await endorsed(s, 'ann', submission)
      expect(await s.row('versions', {})).toMatchObject({ number: '1.0', state: 'in force' })
      expect(await s.rows('acknowledgments')).toEqual(asked)
      expect(await s.rows('notices', { kind: 'acknowledgment request' })).toHaveLength(notices)
      expect(await s.rows('distributions')).toHaveLength(1)
      expect(await s.row('reviews', { state: 'concluded' })).toMatchObject({
        outcome: 'reaffirmed',
        dueOn: '2028-03-01',
        concludedOn: '2028-02-10',
        considered: '["incidents"]',
        version,
      })
      expect(await s.row('reviews', { state: 'open' })).toMatchObject({ dueOn: '2029-02-10' })
    })

    story('A revision brings the next version into force and supersedes the one before', async (s) => {
      const { policy, version } = await inForce(s)
      s.at('2028-04-01T09:00:00.000Z')
      const { submission } = await s.does('olga', concludeReview, {
        policy,
        ...whole,
        outcome: 'revised',
        version: text('2.0'),
      })
      expect(await s.row('versions', { state: 'in force' })).toMatchObject({ id: version })
      await endorsed(s, 'bob', submission)
      expect(await s.row('versions', { state: 'superseded' })).toMatchObject({
        id: version,
        endedAt: s.world.now(),
      })
      expect(await s.row('versions', { state: 'in force' })).toMatchObject({
        number: '2.0',
        inForceAt: s.world.now(),
      })
      expect(await s.row('reviews', { state: 'concluded' })).toMatchObject({
        outcome: 'revised',
        dueOn: '2028-03-01',
      })
      expect(await s.row('reviews', { state: 'open' })).toMatchObject({ dueOn: '2029-04-01' })
    })

    story('A retirement in a review ends it, and nothing of the policy is owed any more', async (s) => {
      const { policy, version } = await distributed(s)
      await outOfCycle(s, policy)
      const { submission } = await s.does('olga', concludeReview, {
        policy,
        ...whole,
        outcome: 'retired',
        replacement: 'ISP-09',
      })
      const { statement, sha256: hash } = await s.row('submissions', { id: submission })
      expect(statement).toContain('Replacement: ISP-09')
      expect(hash).toBe(sha256(statement as string))
      await endorsed(s, 'ann', submission)
      expect(await s.row('policies', { id: policy })).toMatchObject({
        status: 'retired',
        retiredOn: '2027-03-01',
      })
      expect(await s.row('versions', { id: version })).toMatchObject({
        state: 'superseded',
        endReason: 'retired',
      })
      expect(await s.row('reviews', { kind: 'out of cycle' })).toMatchObject({
        state: 'concluded',
        outcome: 'retired',
      })
      expect(await s.row('reviews', { kind: 'scheduled' })).toMatchObject({
        state: 'void',
        voidReason: 'retired',
      })
      expect(await s.rows('obligations', { state: 'open' })).toEqual([])
      for (const row of await s.rows('acknowledgments'))
        expect(row).toMatchObject({ state: 'void', voidReason: 'retired' })
      expect(await s.refused('olga', startReview, { policy })).toBe('no_open_review')
      expect(await s.refused('olga', retirePolicy, { policy, reason: 'again', replacement: null })).toBe(
        'retired',
      )
    })

    story(
      'A policy retired outside a review leaves its requests closed as retired and its version withdrawn',
      async (s) => {
        const { policy } = await distributed(s)
        const later = {
          policy,
          ...whole,
          outcome: 'revised',
          version: text('2.0', { effectiveOn: '2027-06-01' }),
        } as const
        const { submission: waits } = await s.does('olga', concludeReview, later)
        await endorsed(s, 'ann', waits)
        const { submission } = await s.does('olga', retirePolicy, {
          policy,
          reason: 'no longer done',
          replacement: null,
        })
        expect((await s.row('submissions', { id: submission })).statement).toContain('Replacement: none')
        await endorsed(s, 'bob', submission)
        expect(await s.row('versions', { number: '2.0' })).toMatchObject({
          state: 'withdrawn',
          endReason: 'retired',
        })
        expect(await s.rows('acknowledgments', { state: 'open' })).toEqual([])
        expect(await s.rows('obligations', { state: 'open' })).toEqual([])
      },
    )

    story(
      'While a retirement awaits endorsement nobody is reminded of the review; sent back, it is due anew',
      async (s) => {
        const { policy } = await inForce(s)
        const request = { policy, reason: 'nobody does this', replacement: null, considered: ['incidents'] }
        const { submission } = await s.does('olga', retirePolicy, request)
        expect(await s.row('reviews', {})).toMatchObject({ state: 'submitted' })
        expect(await s.rows('obligations', { kind: 'review', state: 'open' })).toEqual([])
        const sha256 = (await s.row('submissions', { id: submission })).sha256
        await s.does('ann', sendBack, { submission, sha256, reason: 'we still do' })
        expect(await s.row('obligations', { kind: 'review', state: 'open' })).toMatchObject({
          dueOn: '2027-03-08',
        })
      },
    )

    story(
      'Out of cycle, a whole conclusion concludes the scheduled review too and opens the next',
      async (s) => {
        const { policy } = await inForce(s)
        s.at('2027-09-01T09:00:00.000Z')
        const review = await outOfCycle(s, policy)
        expect(await s.row('reviews', { id: review })).toMatchObject({
          dueOn: '2027-10-01',
          scope: 'whole policy',
        })
        expect(await s.row('reviewCauses', { review })).toBeDefined()
        const submission = await reaffirmed(s, policy)
        s.at('2027-09-10T09:00:00.000Z')
        await endorsed(s, 'ann', submission)
        expect(await s.row('reviews', { id: review })).toMatchObject({
          state: 'concluded',
          concludedWith: null,
        })
        expect(await s.row('reviews', { kind: 'scheduled', state: 'concluded' })).toMatchObject({
          outcome: 'reaffirmed',
          concludedWith: review,
          dueOn: '2028-03-01',
        })
        expect(await s.row('reviews', { state: 'open' })).toMatchObject({
          kind: 'scheduled',
          dueOn: '2028-09-10',
        })
        expect(await s.rows('obligations', { kind: 'review', state: 'open' })).toHaveLength(1)
      },
    )

    story('A limited review moves no date', async (s) => {
      const { policy } = await inForce(s)
      s.at('2027-09-01T09:00:00.000Z')
      await outOfCycle(s, policy, '2027-09-15')
      const submission = await reaffirmed(s, policy, { scope: 'limited' })
      await endorsed(s, 'ann', submission)
      expect(await s.row('reviews', { kind: 'out of cycle' })).toMatchObject({
        state: 'concluded',
        scope: 'limited',
        dueOn: '2027-09-15',
      })
      expect(await s.row('reviews', { kind: 'scheduled' })).toMatchObject({
        state: 'open',
        dueOn: '2028-03-01',
      })
      expect(await s.row('policies', { id: policy })).toMatchObject({ lastReviewedOn: '2027-03-01' })
    })

    story('A scheduled review cannot be limited', async (s) => {
      const { policy } = await inForce(s)
      const limited = { policy, ...whole, scope: 'limited', outcome: 'reaffirmed' } as const
      expect(await s.refused('olga', concludeReview, limited)).toBe('limited_scheduled')
      expect(await s.refused('olga', concludeReview, { ...limited, scope: 'whole policy', note: ' ' })).toBe(
        'bad_text',
      )
    })

    story('An out-of-cycle review of a draft ends with its first endorsement', async (s) => {
      const policy = await aPolicy(s)
      const review = await outOfCycle(s, policy)
      const { submission } = await s.does('olga', concludeReview, {
        policy,
        ...whole,
        scope: 'limited',
        outcome: 'revised',
        version: text('1.0'),
      })
      await endorsed(s, 'ann', submission)
      expect(await s.row('reviews', { id: review })).toMatchObject({
        state: 'concluded',
        outcome: 'revised',
        scope: 'whole policy',
      })
      expect(await s.row('reviews', { kind: 'scheduled' })).toMatchObject({
        state: 'open',
        dueOn: '2028-03-01',
      })
      expect(await s.row('policies', { id: policy })).toMatchObject({
        status: 'active',
        lastReviewedOn: '2027-03-01',
      })
    })

    story('An approver may judge a submitted minor version major, and it is recorded so', async (s) => {
      const { policy } = await inForce(s)
      const revision = {
        policy,
        ...whole,
        outcome: 'revised',
        version: text('1.1', { changeKind: 'minor' }),
      } as const
      const { submission } = await s.does('olga', concludeReview, revision)
      const { sha256: hash } = await s.row('submissions', { id: submission })
      await s.does('ann', endorse, { submission, sha256: hash, changeKind: 'major', comment: null })
      expect(await s.row('versions', { state: 'in force' })).toMatchObject({
        number: '1.1',
        changeKind: 'major',
      })
      expect(
        await s.row('distributions', {
          state: 'pending',
          asks: 'acknowledge',
          version: (await s.row('versions', { number: '1.1' })).id,
        }),
      ).toBeDefined()
    })
  })
}
