import { describe, expect } from 'vitest'
import { concludeReview } from '../../src/actions/conclude-review.ts'
import { putInForce } from '../../src/actions/put-in-force.ts'
import { recallSubmission } from '../../src/actions/recall-submission.ts'
import { submitVersion } from '../../src/actions/submit-version.ts'
import { beat } from '../../src/beat.ts'
import { calendar } from '../support/company.ts'
import { engines } from '../support/engines.ts'
import { endorsed, inForce, revised, submitted, text } from '../support/situations.ts'
import { storiesOn, type Told } from '../support/stories.ts'

const whole = { scope: 'whole policy' as const, considered: [] as string[], note: 'as it should be' }

function submitting(policy: string, version: ReturnType<typeof text>) {
  return { policy, version, note: null, considered: [] }
}

async function revising(s: Told, policy: string, version: ReturnType<typeof text>): Promise<string> {
  return (await s.does('olga', concludeReview, { policy, ...whole, outcome: 'revised', version })).submission
}

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story('Submitting asks every approver at once and gives them 5 business days', async (s) => {
      const { submission, version } = await submitted(s)
      expect(await s.row('versions', { id: version })).toMatchObject({
        state: 'submitted',
        author: s.id('olga'),
      })
      const obligation = await s.row('obligations', { kind: 'endorse', subject: submission })
      expect(obligation).toMatchObject({ state: 'open', openedOn: '2027-03-01', dueOn: '2027-03-08' })
      const holders = (await s.rows('obligationHolders', { obligation: obligation.id })).map(
        ({ holder }) => holder,
      )
      expect(holders.sort()).toEqual([s.id('ann'), s.id('bob')].sort())
      const notices = await s.rows('notices', { kind: 'endorsement request' })
      expect(notices.map(({ recipient }) => recipient).sort()).toEqual([s.id('ann'), s.id('bob')].sort())
      for (const notice of notices) expect(notice.notBefore).toBe(s.world.now())
    })

    story('Another submission is refused while one awaits endorsement', async (s) => {
      const { policy } = await submitted(s)
      expect(await s.refused('olga', submitVersion, submitting(policy, text('1.1')))).toBe('awaiting')
    })

    story(
      'A change that is not editorial concludes the review that is open, and says its outcome',
      async (s) => {
        const { policy } = await inForce(s)
        const minor = submitting(policy, text('1.1', { changeKind: 'minor' }))
        expect(await s.refused('olga', submitVersion, { ...minor, note: null })).toBe('bad_text')
        await s.does('olga', submitVersion, {
          ...minor,
          note: 'Roles have other names.',
          considered: ['incidents'],
        })
        expect(await s.row('reviews', {})).toMatchObject({ state: 'submitted' })
        expect(await s.row('submissions', { state: 'awaiting' })).toMatchObject({
          statement: 'Roles have other names.',
          considered: '["incidents"]',
        })
      },
    )

    story('An editorial correction is endorsed without a review and moves no date', async (s) => {
      const { policy } = await inForce(s)
      s.at('2027-05-03T09:00:00.000Z')
      const fixed = text('1.0.1', { changeKind: 'editorial' })
      const { submission } = await s.does('olga', submitVersion, submitting(policy, fixed))
      expect(await s.row('obligations', { kind: 'endorse', state: 'open' })).toMatchObject({
        dueOn: '2027-05-10',
      })
      await endorsed(s, 'ann', submission)
      expect(await s.row('versions', { state: 'in force' })).toMatchObject({ number: '1.0.1' })
      expect(await s.row('reviews', {})).toMatchObject({ state: 'open', dueOn: '2028-03-01' })
      expect(await s.row('policies', { id: policy })).toMatchObject({ lastReviewedOn: '2027-03-01' })
    })

    for (const [number, isRefused] of [
      ['1.9', true],
      ['1.10', true],
      ['v1.10.0', true],
      ['1.10.1', false],
      ['2.0-rc1', false],
    ] as const) {
      story(`After 1.10 the number ${number} is ${isRefused ? 'refused' : 'taken'}`, async (s) => {
        const { policy } = await inForce(s, 'ISP-07', {}, text('1.10'))
        const version = text(number, { changeKind: 'editorial' })
        if (isRefused)
          expect(await s.refused('olga', submitVersion, submitting(policy, version))).toBe(
            'number_not_higher',
          )
        else await s.does('olga', submitVersion, submitting(policy, version))
      })
    }

    story('An effective date that has passed, no text and no number are refused', async (s) => {
      const { policy } = await inForce(s)
      const tries = [
        [text('1.1', { changeKind: 'editorial', effectiveOn: '2027-02-28' }), 'effective_past'],
        [text('1.1', { changeKind: 'editorial', content: ' ' }), 'text_missing'],
        [text(' ', { changeKind: 'editorial' }), 'bad_text'],
      ] as const
      for (const [version, code] of tries)
        expect(await s.refused('olga', submitVersion, submitting(policy, version))).toBe(code)
      expect(await s.rows('versions')).toHaveLength(1)
    })

    story('An endorsed version waits for its day and supersedes the other at its beginning', async (s) => {
      const { policy, version } = await inForce(s)
      const submission = await revising(s, policy, text('2.0', { effectiveOn: '2027-03-15' }))
      await endorsed(s, 'ann', submission)
      const waits = await s.row('versions', { number: '2.0' })
      expect(waits).toMatchObject({ state: 'endorsed', inForceAt: null })
      expect(await s.row('versions', { id: version })).toMatchObject({ state: 'in force' })
      s.at('2027-03-14T22:59:00.000Z')
      expect(await s.refused(calendar, putInForce, { version: waits.id })).toBe('wrong_state')
      expect((await beat(s.world)).inForce).toBe(0)
      s.at('2027-03-14T23:00:00.000Z')
      expect((await beat(s.world)).inForce).toBe(1)
      expect(await s.row('versions', { id: version })).toMatchObject({
        state: 'superseded',
        endedAt: s.world.now(),
      })
      expect(await s.row('versions', { id: waits.id })).toMatchObject({
        state: 'in force',
        inForceAt: s.world.now(),
      })
      expect((await beat(s.world)).inForce).toBe(0)
    })

    story('A reaffirmation of the text before goes back when another one comes into force', async (s) => {
      const { policy } = await inForce(s)
      const early = text('1.1', { changeKind: 'editorial', effectiveOn: '2027-03-15' })
      await endorsed(s, 'ann', (await s.does('olga', submitVersion, submitting(policy, early))).submission)
      const { submission } = await s.does('olga', concludeReview, {
        policy,
        scope: 'whole policy',
        considered: [],
        note: 'still right',
        outcome: 'reaffirmed',
      })
      s.at('2027-03-14T23:00:00.000Z')
      await beat(s.world)
      expect(await s.row('submissions', { id: submission })).toMatchObject({
        state: 'sent back',
        reason: 'Version 1.1 has come into force meanwhile. Review that one.',
      })
      expect(await s.row('obligations', { kind: 'endorse', subject: submission })).toMatchObject({
        state: 'met',
      })
      expect(await s.row('obligations', { kind: 'review', state: 'open' })).toMatchObject({
        dueOn: '2027-03-22',
      })
      expect(await s.row('notices', { kind: 'sent back' })).toMatchObject({ recipient: s.id('olga') })
    })

    story('Numbers of another scheme are not given twice, also not with others between', async (s) => {
      const { policy } = await inForce(s, 'ISP-07', {}, text('Rev A'))
      await revised(s, policy, text('Rev B'))
      for (const number of ['Rev A', 'Rev B'])
        expect(
          await s.refused(
            'olga',
            submitVersion,
            submitting(policy, text(number, { changeKind: 'editorial' })),
          ),
        ).toBe('number_not_higher')
      await revised(s, policy, text('Rev C'))
    })

    story('A version endorsed after its effective date is in force at once', async (s) => {
      const { submission } = await submitted(s, 'ISP-07', text('1.0', { effectiveOn: '2027-03-02' }))
      s.at('2027-03-04T09:00:00.000Z')
      await endorsed(s, 'ann', submission)
      expect(await s.row('versions', {})).toMatchObject({ state: 'in force', inForceAt: s.world.now() })
    })

    story('An earlier version withdraws the one that waits; one effective later is refused', async (s) => {
      const { policy } = await inForce(s)
      await endorsed(s, 'ann', await revising(s, policy, text('2.0', { effectiveOn: '2027-04-01' })))
      const late = text('2.1', { changeKind: 'editorial', effectiveOn: '2027-04-02' })
      expect(await s.refused('olga', submitVersion, submitting(policy, late))).toBe('effective_waiting')
      const early = text('2.1', { changeKind: 'editorial', effectiveOn: '2027-04-01' })
      const { submission } = await s.does('olga', submitVersion, submitting(policy, early))
      await endorsed(s, 'bob', submission)
      expect(await s.row('versions', { number: '2.0' })).toMatchObject({
        state: 'withdrawn',
        endReason: 'version 2.1 takes its place',
      })
      expect(await s.row('versions', { number: '2.1' })).toMatchObject({ state: 'endorsed' })
    })

    story(
      'Recalling takes it back: the version is a draft again and the owner has 5 business days',
      async (s) => {
        const { policy } = await inForce(s)
        s.at('2027-06-01T09:00:00.000Z')
        const submission = await revising(s, policy, text('2.0'))
        await s.does('olga', recallSubmission, { policy, reason: 'one clause more' })
        expect(await s.row('submissions', { id: submission })).toMatchObject({
          state: 'recalled',
          reason: 'one clause more',
        })
        expect(await s.row('versions', { number: '2.0' })).toMatchObject({ state: 'draft' })
        expect(await s.row('obligations', { kind: 'endorse', subject: submission })).toMatchObject({
          state: 'void',
        })
        expect(await s.row('reviews', {})).toMatchObject({
          state: 'in progress',
          submittedAt: null,
          dueOn: '2028-03-01',
        })
        expect(await s.row('obligations', { kind: 'review', state: 'open' })).toMatchObject({
          dueOn: '2027-06-08',
        })
        expect(await s.refused('olga', recallSubmission, { policy, reason: null })).toBe('not_awaiting')
        const again = await revising(s, policy, text('2.0', { content: 'with one clause more' }))
        await endorsed(s, 'ann', again)
        expect(await s.row('versions', { state: 'in force' })).toMatchObject({
          content: 'with one clause more',
        })
      },
    )

    story('The endorsed text stays as it was when a new draft is made', async (s) => {
      const { policy, version } = await inForce(s)
      const before = await s.row('versions', { id: version })
      await revising(s, policy, text('1.1'))
      expect(await s.row('versions', { id: version })).toEqual(before)
      expect(await s.row('versions', { number: '1.1' })).toMatchObject({ state: 'submitted' })
      expect(await s.rows('versions', { state: 'in force' })).toHaveLength(1)
    })
  })
}
