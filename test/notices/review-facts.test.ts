import { describe, expect } from 'vitest'
import { concludeReview } from '../../src/actions/conclude-review.ts'
import { retirePolicy } from '../../src/actions/retire-policy.ts'
import { syncPeople } from '../../src/actions/sync-people.ts'
import { transferOwnership } from '../../src/actions/transfer-ownership.ts'
import { directory, member } from '../support/company.ts'
import { engines } from '../support/engines.ts'
import { delivered, endorsed, inForce } from '../support/situations.ts'
import { storiesOn, type Told } from '../support/stories.ts'
import { beats, named, type Owed, owedStories, said } from './said.ts'

async function olgaLeaves(s: Told): Promise<void> {
  await s.does(directory, syncPeople, { people: [{ ...member('olga'), isDeactivated: true }], isLast: false })
}

/** olga's review has its first rung, and the reminder of it waits to be sent. */
async function reminderWaits(s: Told): Promise<{ policy: string; version: string }> {
  const made = await inForce(s)
  await delivered(s)
  await beats(s, '2028-01-17T08:00:00.000Z')
  return made
}

const cases: Owed[] = [
  {
    title: 'A reminder of a review',
    kind: 'reminder',
    to: 'olga',
    prepare: reminderWaits,
    item: () => ({
      is: 'review',
      as: 'holder',
      code: 'ISP-07',
      title: 'Access control',
      kind: 'scheduled',
      cadenceMonths: 12,
      dueOn: '2028-02-16',
      reviewDueOn: '2028-03-01',
      waivedUntil: null,
      lastReviewedOn: '2027-03-01',
      causes: [],
      holders: [named('olga')],
      standInFor: null,
      isStarted: false,
      nextToHear: { people: [named('dan')], on: '2028-02-16' },
    }),
    settled: 'the review is submitted',
    settle: (s, { policy }: { policy: string }) =>
      s.does('olga', concludeReview, {
        policy,
        scope: 'whole policy',
        considered: [],
        note: 'right',
        outcome: 'reaffirmed',
      }),
  },
  {
    title: 'A reminder of a review',
    kind: 'reminder',
    to: 'olga',
    prepare: reminderWaits,
    item: () => ({ is: 'review' }),
    settled: 'the policy has another owner',
    settle: (s, { policy }: { policy: string }) =>
      s.does('olga', transferOwnership, { policy, to: s.id('bob') }),
  },
  {
    title: 'A reminder of a review',
    kind: 'reminder',
    to: 'olga',
    prepare: reminderWaits,
    item: () => ({ is: 'review' }),
    settled: 'the policy is retired',
    settle: async (s, { policy }: { policy: string }) => {
      const { submission } = await s.does('olga', retirePolicy, {
        policy,
        reason: 'no use',
        replacement: null,
      })
      await endorsed(s, 'ann', submission)
    },
  },
  {
    title: 'A vacancy',
    kind: 'vacancies',
    to: 'mia',
    prepare: async (s) => {
      const made = await inForce(s)
      await delivered(s)
      await olgaLeaves(s)
      s.at('2027-03-01T08:30:00.000Z')
      return made
    },
    item: () => ({
      is: 'fill',
      as: 'holder',
      code: 'ISP-07',
      dueOn: '2027-03-15',
      left: named('olga'),
      leftOn: '2027-03-01',
      statedOwner: null,
      standIn: named('dan'),
    }),
    settled: 'it was filled',
    settle: (s, { policy }: { policy: string }) =>
      s.does('mia', transferOwnership, { policy, to: s.id('bob') }),
  },
  {
    title: 'What a stand-in is told',
    kind: 'stand-in',
    to: 'dan',
    prepare: async (s) => {
      const made = await inForce(s)
      await delivered(s)
      await olgaLeaves(s)
      s.at('2027-03-01T08:30:00.000Z')
      return made
    },
    item: () => ({ is: 'review', as: 'holder', holders: [named('dan')], standInFor: named('olga') }),
    settled: 'an owner was found',
    settle: (s, { policy }: { policy: string }) =>
      s.does('mia', transferOwnership, { policy, to: s.id('bob') }),
  },
]

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    owedStories(story, cases)

    story(
      'A reminder says who hears next: the deputies, then the policy managers, then nobody it names',
      async (s) => {
        await inForce(s)
        await delivered(s)
        const heard: [string, unknown][] = []
        for (const day of ['2028-01-17', '2028-02-17', '2028-02-29']) {
          await beats(s, `${day}T08:00:00.000Z`)
          const [item] = await said(s, 'olga', 'reminder')
          heard.push([day, item?.is === 'review' ? item.nextToHear : 'no review'])
        }
        expect(heard).toEqual([
          ['2028-01-17', { people: [named('dan')], on: '2028-02-16' }],
          ['2028-02-17', { people: [named('mia')], on: '2028-02-28' }],
          ['2028-02-29', null],
        ])
      },
    )

    story('The new owner is told what the old one would have been', async (s) => {
      const { policy } = await inForce(s)
      await delivered(s)
      s.at('2028-01-17T07:00:00.000Z')
      await s.does('olga', transferOwnership, { policy, to: s.id('bob') })
      await beats(s, '2028-01-17T08:00:00.000Z')
      expect(await said(s, 'bob', 'reminder')).toMatchObject([{ is: 'review', holders: [named('bob')] }])
    })
  })
}
