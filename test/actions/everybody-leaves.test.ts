import { describe, expect } from 'vitest'
import { changePolicy } from '../../src/actions/change-policy.ts'
import { delegate } from '../../src/actions/delegate.ts'
import { syncPeople } from '../../src/actions/sync-people.ts'
import { distribute } from '../../src/distribute.ts'
import { directory, member, staff } from '../support/company.ts'
import { engines } from '../support/engines.ts'
import { delivered, directoryOf, endorsed, inForce, reported, submitted } from '../support/situations.ts'
import { storiesOn, type Told } from '../support/stories.ts'

/** Days on which nobody of those who answer for a policy is there. */

const codes = Array.from({ length: 12 }, (_, i) => `ISP-${String(i + 1).padStart(2, '0')}`)
const company = { people: [...staff, member('ada', { isAdmin: true }), member('abe', { isAdmin: true })] }
const week = { fromOn: '2027-03-01', untilOn: '2027-03-05' }

async function leave(s: Told, ...names: string[]) {
  const people = names.map((name) => member(name, { isDeactivated: true }))
  await s.does(directory, syncPeople, { people, isLast: false })
}

/** What waits for somebody: by kind of message, how many things it speaks of. */
async function told(s: Told, name: string) {
  const notices = await s.rows('notices', { recipient: s.id(name), state: 'ready' })
  const items = await s.rows('noticeItems')
  return notices
    .map(({ id, kind }) => `${kind}: ${items.filter(({ notice }) => notice === id).length}`)
    .sort()
}

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    for (const [how, days] of [
      ['at once', [['olga', 'dan', 'mia']]],
      ['one after the other', [['olga'], ['dan'], ['mia']]],
      ['the manager first', [['mia'], ['dan'], ['olga']]],
    ] as const)
      story(
        `Owner, deputy and manager of twelve policies leave on one day, ${how}: each administrator gets one list`,
        async (s) => {
          for (const code of codes) await inForce(s, code)
          await delivered(s)
          for (const names of days) await leave(s, ...names)
          expect(await told(s, 'ada')).toContain('vacancies: 12')
          expect(await told(s, 'abe')).toEqual(['vacancies: 12'])
          expect((await told(s, 'ada')).filter((one) => one.startsWith('vacancies'))).toHaveLength(1)
          expect(await told(s, 'ada')).toContain('stand-in: 12')
          const open = await s.rows('obligations', { state: 'open', kind: 'fill' })
          expect(open).toHaveLength(12)
        },
        company,
      )

    story(
      'A report that waits for a decision goes to the administrators where the manager leaves',
      async (s) => {
        await reported(s)
        await delivered(s)
        await leave(s, 'mia')
        expect(await told(s, 'ada')).toEqual(['triage request: 1'])
        expect(await told(s, 'abe')).toEqual(['triage request: 1'])
      },
      company,
    )

    story('Three deputies in a ring end at the policy manager, for the one who was asked', async (s) => {
      for (const [person, deputy] of [
        ['ann', 'bob'],
        ['bob', 'dan'],
        ['dan', 'ann'],
      ] as const)
        await s.does(person, delegate, { person: s.id(person), deputy: s.id(deputy), ...week })
      const { submission } = await submitted(s)
      const { id } = await s.row('obligations', { kind: 'endorse' })
      expect(await s.rows('obligationHolders', { obligation: id, as: 'holder' })).toMatchObject([
        { holder: s.id('mia') },
      ])
      await endorsed(s, 'mia', submission)
      expect(await s.row('endorsements', {})).toMatchObject({
        approver: s.id('mia'),
        onBehalfOf: s.id('ann'),
      })
    })

    story(
      'A bot is named in no audience; who was named and left later stays until they are taken off',
      async (s) => {
        const audience = { everyone: false, channels: [], groups: [], people: [s.id('sam')] }
        const { policy } = await inForce(s, 'ISP-07', { audience })
        await leave(s, 'sam')
        const { revision } = await s.row('policies', { id: policy })
        const named = (...names: string[]) => ({
          policy,
          revision,
          changes: { audience: { ...audience, people: names.map((name) => s.id(name)) } },
        })
        expect(await s.refused('mia', changePolicy, named('sam', 'robot'))).toBe('not_an_owner')
        expect(await s.refused('mia', changePolicy, named('xena'))).toBe('not_an_owner')
        await s.does('mia', changePolicy, named('sam', 'bob', 'gus'))
      },
    )

    story('Of forty people three who left since yesterday are not asked, and listed as left', async (s) => {
      const names = Array.from({ length: 31 }, (_, i) => `p${i}`)
      const people = names.map((name) => member(name))
      await s.does(directory, syncPeople, { people, isLast: false })
      await inForce(s)
      const left = names.slice(0, 3).map((name) => member(name, { isDeactivated: true }))
      await s.does(directory, syncPeople, { people: left, isLast: false })
      await distribute(s.world, directoryOf())
      const { peopleCount, leftOut } = await s.row('distributions', {})
      expect(peopleCount).toBe(6 + 28)
      const reasons = (JSON.parse(leftOut) as { why: string }[]).map(({ why }) => why)
      expect(reasons.filter((why) => why === 'deactivated')).toHaveLength(3)
    })
  })
}
