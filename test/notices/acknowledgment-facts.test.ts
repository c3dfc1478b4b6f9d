import { describe, expect } from 'vitest'
import { acknowledge } from '../../src/actions/acknowledge.ts'
import { syncPeople } from '../../src/actions/sync-people.ts'
import { distribute } from '../../src/distribute.ts'
import { directory, member, staff } from '../support/company.ts'
import { engines } from '../support/engines.ts'
import { delivered, directoryOf, distributed, inForce, revised, text } from '../support/situations.ts'
import { storiesOn } from '../support/stories.ts'
import { askedAndReminded, beats, named, type Owed, open, owedStories, said } from './said.ts'

const all = ['mia', 'olga', 'dan', 'ann', 'bob', 'sam']

const cases: Owed[] = [
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

    owedStories(story, cases)

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
  })
}
