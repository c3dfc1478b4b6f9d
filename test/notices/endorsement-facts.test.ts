import { describe, expect } from 'vitest'
import { concludeReview } from '../../src/actions/conclude-review.ts'
import { delegate } from '../../src/actions/delegate.ts'
import { sendBack } from '../../src/actions/send-back.ts'
import { sha256 } from '../../src/rules/digest.ts'
import { engines } from '../support/engines.ts'
import { delivered, endorsed, inForce, shownHash, submitted, text } from '../support/situations.ts'
import { storiesOn } from '../support/stories.ts'
import { named, type Owed, owedStories, said } from './said.ts'

const cases: Owed[] = [
  {
    title: 'A request to endorse',
    kind: 'endorsement request',
    to: 'ann',
    prepare: (s) => submitted(s),
    item: (s) => ({
      is: 'endorse',
      as: 'holder',
      code: 'ISP-07',
      kind: 'version',
      dueOn: '2027-03-08',
      number: '1.0',
      changeKind: 'major',
      effectiveOn: null,
      summary: 'What 1.0 changes',
      considered: [],
      causes: [],
      submittedBy: named('olga'),
      submittedAt: s.world.now(),
      awaited: expect.arrayContaining([named('ann'), named('bob')]),
      standInFor: null,
      sha256: sha256('The text of 1.0.'),
      difference: null,
      eventsSince: 0,
    }),
    settled: 'another approver was enough',
    settle: (s, { submission }: { submission: string }) => endorsed(s, 'bob', submission),
  },
]

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    owedStories(story, cases)

    story('An endorsement shows how many lines changed against the version in force', async (s) => {
      const { policy } = await inForce(s, 'ISP-07', {}, text('1.0', { content: 'one\ntwo\nthree\n' }))
      await delivered(s)
      await s.does('olga', concludeReview, {
        policy,
        scope: 'whole policy',
        considered: ['incidents'],
        note: 'revised',
        outcome: 'revised',
        version: text('2.0', { content: 'one\n2\nthree\nfour\n', effectiveOn: '2027-05-03' }),
      })
      expect(await said(s, 'ann', 'endorsement request')).toMatchObject([
        {
          considered: ['incidents'],
          effectiveOn: '2027-05-03',
          difference: { added: 2, removed: 1, firstLines: ['- two', '+ 2', '+ four'] },
        },
      ])
    })

    story(
      'Who submitted hears that it is endorsed, by whom, from when it is in force and when it is reviewed next',
      async (s) => {
        const { submission } = await submitted(s)
        await endorsed(s, 'ann', submission)
        expect(await said(s, 'olga', 'outcome')).toMatchObject([
          {
            is: 'outcome',
            kind: 'version',
            result: 'endorsed',
            number: '1.0',
            by: [named('ann')],
            inForceOn: '2027-03-01',
            nextReviewDueOn: '2028-03-01',
            submitAgainBy: null,
          },
        ])
      },
    )

    story('Who submitted hears of a deputy who decided, and for whom', async (s) => {
      const { submission } = await submitted(s)
      const days = { fromOn: '2027-03-01', untilOn: '2027-03-05' }
      await s.does('ann', delegate, { person: s.id('ann'), deputy: s.id('mia'), ...days })
      await endorsed(s, 'mia', submission)
      expect(await said(s, 'olga', 'outcome')).toMatchObject([
        { result: 'endorsed', by: [{ ...named('mia'), onBehalfOf: named('ann') }] },
      ])
    })

    story(
      'Who submitted hears that it was sent back, by whom and why, and until when to submit again',
      async (s) => {
        const { policy } = await inForce(s)
        await delivered(s)
        const revision = { policy, scope: 'whole policy' as const, considered: [], note: 'revised' }
        const { submission } = await s.does('olga', concludeReview, {
          ...revision,
          outcome: 'revised',
          version: text('2.0'),
        })
        await s.does('bob', sendBack, {
          submission,
          sha256: await shownHash(s, submission),
          reason: 'say more of keys',
        })
        expect(await said(s, 'olga', 'sent back')).toMatchObject([
          {
            is: 'outcome',
            result: 'sent back',
            by: [named('bob')],
            reason: 'say more of keys',
            inForceOn: null,
            submitAgainBy: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
          },
        ])
      },
    )
  })
}
