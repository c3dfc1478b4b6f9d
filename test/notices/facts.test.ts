import { describe, expect } from 'vitest'
import { acknowledge } from '../../src/actions/acknowledge.ts'
import { changeSettings } from '../../src/actions/change-settings.ts'
import { concludeReview } from '../../src/actions/conclude-review.ts'
import { reportTrouble } from '../../src/actions/report-trouble.ts'
import { retirePolicy } from '../../src/actions/retire-policy.ts'
import { sendBack } from '../../src/actions/send-back.ts'
import { syncPeople } from '../../src/actions/sync-people.ts'
import { transferOwnership } from '../../src/actions/transfer-ownership.ts'
import { beat } from '../../src/beat.ts'
import { distribute } from '../../src/distribute.ts'
import { sha256 } from '../../src/rules/digest.ts'
import type { MessageItem } from '../../src/rules/message-facts.ts'
import { calendar, directory, member, staff } from '../support/company.ts'
import { engines } from '../support/engines.ts'
import {
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
import { postOffice } from './post-office.ts'

const named = (name: string) => ({
  name: `${name[0]?.toUpperCase()}${name.slice(1)}`,
  slackId: `U0${name.toUpperCase()}`,
})
const open = '2027-03-01T14:30:00.000Z'
const all = ['mia', 'olga', 'dan', 'ann', 'bob', 'sam']

async function beats(s: Told, ...instants: string[]): Promise<void> {
  for (const at of instants) {
    s.at(at)
    await beat(s.world)
  }
}

/** Sends what is ready now; the items of the messages of a kind to one person. */
async function said(s: Told, name: string, kind: string): Promise<MessageItem[]> {
  const office = postOffice(s)
  await office.deliver()
  return office
    .to(name)
    .filter((post) => post.facts.kind === kind)
    .flatMap((post) => post.facts.items)
}

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

/** Asked of all, delivered to all; seven days before the due day they are reminded. */
async function askedAndReminded(s: Told): Promise<{ policy: string; version: string }> {
  const made = await distributed(s)
  s.at(open)
  await delivered(s)
  await beats(s, '2027-03-08T08:00:00.000Z')
  return made
}

type Owed = {
  title: string
  kind: string
  to: string
  prepare: (s: Told) => Promise<object>
  item: (s: Told) => object
  settled: string
  settle: (s: Told, made: never) => Promise<unknown>
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
  {
    title: 'A request to acknowledge',
    kind: 'acknowledgment request',
    to: 'sam',
    prepare: async (s) => {
      const made = await distributed(s)
      s.at(open)
      return made
    },
    item: () => ({
      is: 'distribution',
      code: 'ISP-07',
      number: '1.0',
      changeKind: 'major',
      summary: 'What 1.0 changes',
      endorsedBy: [named('ann')],
      inForceOn: '2027-03-01',
      daysToAcknowledge: 14,
    }),
    settled: 'it was acknowledged on the way',
    settle: (s, { version }: { version: string }) =>
      s.does('sam', acknowledge, { version, statement: 'read' }),
  },
  {
    title: 'A reminder to acknowledge',
    kind: 'reminder',
    to: 'bob',
    prepare: askedAndReminded,
    item: () => ({
      is: 'acknowledge',
      as: 'holder',
      code: 'ISP-07',
      number: '1.0',
      lastGiven: null,
      dueOn: '2027-03-15',
      summary: 'What 1.0 changes',
    }),
    settled: 'it was acknowledged',
    settle: (s, { version }: { version: string }) =>
      s.does('bob', acknowledge, { version, statement: 'read' }),
  },
  {
    title: 'A list of who is missing',
    kind: 'reminder',
    to: 'olga',
    prepare: async (s) => {
      const made = await distributed(s)
      s.at(open)
      await delivered(s)
      for (const name of ['mia', 'olga', 'dan', 'ann'])
        await s.does(name, acknowledge, { version: made.version, statement: 'read' })
      await beats(s, '2027-03-08T08:00:00.000Z')
      return made
    },
    item: () => ({
      is: 'who is missing',
      as: 'escalation',
      code: 'ISP-07',
      number: '1.0',
      asked: 6,
      given: 4,
      missing: [named('bob'), named('sam')],
      more: 0,
    }),
    settled: 'nobody is missing any more',
    settle: async (s, { version }: { version: string }) => {
      for (const name of all.slice(4)) await s.does(name, acknowledge, { version, statement: 'read' })
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
  {
    title: 'News of a minor version',
    kind: 'distribution',
    to: 'sam',
    prepare: async (s) => {
      const { policy, version } = await distributed(s)
      s.at(open)
      await delivered(s)
      for (const name of all) await s.does(name, acknowledge, { version, statement: 'read' })
      await revised(s, policy, text('1.1', { changeKind: 'minor' }))
      await distribute(s.world, directoryOf())
      s.at('2027-03-01T15:00:00.000Z')
      return { policy }
    },
    item: () => ({
      is: 'distribution',
      code: 'ISP-07',
      number: '1.1',
      changeKind: 'minor',
      daysToAcknowledge: null,
    }),
    settled: 'a newer version is in force',
    settle: (s, { policy }: { policy: string }) => revised(s, policy, text('2.0')),
  },
]

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    for (const { title, kind, to, prepare, item, settled, settle } of cases) {
      story(
        `${title} says what holds at sending, where nothing happens meanwhile (until ${settled})`,
        async (s) => {
          await prepare(s)
          expect(await said(s, to, kind)).toMatchObject([item(s)])
        },
      )

      story(`${title} is withdrawn where ${settled} before it is sent`, async (s) => {
        const made = await prepare(s)
        const before = await s.row('notices', { kind: kind as never, recipient: s.id(to), state: 'ready' })
        await settle(s, made as never)
        expect(await said(s, to, kind)).toEqual([])
        expect(await s.row('notices', { id: before.id })).toMatchObject({ state: 'withdrawn', sentAt: null })
      })
    }

    story('The new owner is told what the old one would have been', async (s) => {
      const { policy } = await inForce(s)
      await delivered(s)
      s.at('2028-01-17T07:00:00.000Z')
      await s.does('olga', transferOwnership, { policy, to: s.id('bob') })
      await beats(s, '2028-01-17T08:00:00.000Z')
      expect(await said(s, 'bob', 'reminder')).toMatchObject([{ is: 'review', holders: [named('bob')] }])
    })

    story('An endorsement shows how many lines changed against the version in force', async (s) => {
      const { policy } = await inForce(s, 'ISP-07', {}, text('1.0', { content: 'one\ntwo\nthree\n' }))
      await delivered(s)
      await s.does('olga', concludeReview, {
        policy,
        scope: 'whole policy',
        considered: ['incidents'],
        note: 'revised',
        outcome: 'revised',
        version: text('2.0', { content: 'one\n2\nthree\nfour\n' }),
      })
      expect(await said(s, 'ann', 'endorsement request')).toMatchObject([
        {
          considered: ['incidents'],
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

    story('A trouble is said in its own sentence', async (s) => {
      const sentence = 'The audience C1 could not be read.'
      await s.does(calendar, reportTrouble, { subject: 'C1', sentence, distribution: null })
      expect(await said(s, 'mia', 'trouble')).toEqual([{ is: 'trouble', sentence }])
    })

    story('A reminder to acknowledge names the version that the person acknowledged last', async (s) => {
      const { policy, version } = await distributed(s)
      s.at(open)
      await delivered(s)
      await s.does('bob', acknowledge, { version, statement: 'read' })
      await revised(s, policy, text('2.0'))
      await distribute(s.world, directoryOf())
      await delivered(s)
      await beats(s, '2027-03-08T08:00:00.000Z')
      const [item] = (await said(s, 'bob', 'reminder')).filter((one) => one.is === 'acknowledge')
      expect(item).toMatchObject({ number: '2.0', lastGiven: '1.0' })
    })

    story('More than ten who are missing are ten names and a number', async (s) => {
      const people = [...staff, ...Array.from({ length: 20 }, (_, i) => member(`zoe${i}`))]
      await s.does(directory, syncPeople, { people, isLast: true })
      await inForce(s)
      await distribute(s.world, directoryOf(people))
      s.at(open)
      await delivered(s)
      await beats(s, '2027-03-08T08:00:00.000Z')
      const [item] = (await said(s, 'olga', 'reminder')).filter((one) => one.is === 'who is missing')
      expect(item).toMatchObject({ asked: 26, given: 0, more: 16 })
      expect(item?.is === 'who is missing' && item.missing).toHaveLength(10)
    })

    story('The person’s own comes first, then what is due first', async (s) => {
      await s.does('mia', changeSettings, {
        changes: [{ key: 'policyManagers', text: 'mia@example.com olga@example.com' }],
      })
      const { version } = await distributed(s)
      s.at(open)
      await delivered(s)
      await beats(s, '2027-03-08T08:00:00.000Z')
      expect(version).toBeTruthy()
      expect(
        (await said(s, 'olga', 'reminder')).map((item) => `${item.is} ${'as' in item ? item.as : ''}`),
      ).toEqual(['acknowledge holder', 'who is missing escalation'])
    })

    story('What a message says is dated by the workspace’s day and names its portal', async (s) => {
      await s.does('mia', changeSettings, {
        changes: [{ key: 'portalUrl', text: 'https://policies.example.com' }],
      })
      await submitted(s)
      s.at('2027-03-01T23:30:00.000Z')
      const office = postOffice(s)
      await office.deliver()
      expect(office.to('ann')[0]?.facts).toMatchObject({
        today: '2027-03-02',
        zone: 'Europe/Vienna',
        portalUrl: 'https://policies.example.com',
      })
    })
  })
}
