import { describe, expect } from 'vitest'
import { countOf } from '../../db/acknowledgments.ts'
import { acknowledge } from '../../src/actions/acknowledge.ts'
import { excuse } from '../../src/actions/excuse.ts'
import { distribute } from '../../src/distribute.ts'
import { member, staff } from '../support/company.ts'
import { engines } from '../support/engines.ts'
import { delivered, directoryOf, distributed, inForce, revised, text } from '../support/situations.ts'
import { storiesOn } from '../support/stories.ts'

const reason = 'on parental leave'

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story('The owner excuses somebody: they are told at once, and counted apart', async (s) => {
      const { version } = await distributed(s)
      await delivered(s)
      await s.does('olga', excuse, { version, person: s.id('sam'), reason })
      expect(await s.row('acknowledgments', { version, person: s.id('sam') })).toMatchObject({
        state: 'void',
        voidReason: 'excused',
        excuse: reason,
        recordedBy: s.id('olga'),
        nextReminderAt: null,
      })
      expect(await s.row('notices', { kind: 'excused' })).toMatchObject({
        recipient: s.id('sam'),
        notBefore: s.world.now(),
      })
      const { kysely } = s.database
      expect(await countOf(kysely, 'w1', version)).toEqual({ asked: 5, given: 0, missing: 5, excused: 1 })
      await s.does('bob', acknowledge, { version, statement: 'read' })
      expect(await countOf(kysely, 'w1', version)).toEqual({ asked: 5, given: 1, missing: 4, excused: 1 })
    })

    story('Once those who are left are excused or have acknowledged, nobody is missing', async (s) => {
      const { version } = await distributed(s)
      await delivered(s)
      for (const who of ['mia', 'olga', 'dan', 'ann', 'bob'])
        await s.does(who, acknowledge, { version, statement: 'read' })
      expect(await s.row('obligations', { kind: 'acknowledge' })).toMatchObject({ state: 'open' })
      await s.does('mia', excuse, { version, person: s.id('sam'), reason })
      expect(await s.row('obligations', { kind: 'acknowledge' })).toMatchObject({ state: 'met' })
    })

    story(
      'Nobody excuses themselves, nor by a second account; nor who owes nothing',
      async (s) => {
        const { version } = await distributed(s)
        const asking = (who: string, why = reason) => ({ version, person: s.id(who), reason: why })
        expect(await s.refused('olga', excuse, asking('olga'))).toBe('excuse_self')
        expect(await s.refused('mia', excuse, asking('mia'))).toBe('excuse_self')
        expect(await s.refused('olga', excuse, asking('olga2'))).toBe('excuse_self')
        expect(await s.refused('dan', excuse, asking('sam'))).toBe('not_permitted')
        expect(await s.refused('olga', excuse, asking('gus'))).toBe('excuse_nobody')
        expect(await s.refused('olga', excuse, asking('sam', '  '))).toBe('bad_text')
        expect(await s.refused('olga', excuse, { ...asking('sam'), version: 'v' })).toBe('not_asked')
        expect(await s.refused('olga', excuse, { ...asking('sam'), person: 'p' })).toBe('unknown_person')
        await s.does('sam', acknowledge, { version, statement: 'read' })
        expect(await s.refused('olga', excuse, asking('sam'))).toBe('excuse_nobody')
        expect(await s.rows('acknowledgments', { state: 'void' })).toEqual([])
      },
      { people: [...staff, member('olga2', { email: 'olga@example.com' })] },
    )

    story('They are not asked for a minor version after it, and anew for a major one', async (s) => {
      const { policy, version } = await distributed(s)
      await delivered(s)
      await s.does('olga', excuse, { version, person: s.id('sam'), reason })
      const minor = await revised(s, policy, text('1.1', { changeKind: 'minor' }))
      await distribute(s.world, directoryOf())
      expect(await s.rows('acknowledgments', { version: minor.version, person: s.id('sam') })).toEqual([])
      const major = await revised(s, policy, text('2.0'))
      await distribute(s.world, directoryOf())
      expect(await s.row('acknowledgments', { version: major.version, person: s.id('sam') })).toMatchObject({
        state: 'open',
        excuse: null,
      })
    })

    story('Who acknowledges all the same has acknowledged', async (s) => {
      const { version } = await distributed(s)
      await delivered(s)
      await s.does('olga', excuse, { version, person: s.id('sam'), reason })
      await s.does('sam', acknowledge, { version, statement: 'read' })
      expect(await s.row('acknowledgments', { version, person: s.id('sam') })).toMatchObject({
        state: 'given',
        voidReason: null,
        excuse: null,
        recordedBy: null,
      })
    })

    story('Before anybody is asked nobody can be excused', async (s) => {
      const { version } = await inForce(s)
      expect(await s.refused('olga', excuse, { version, person: s.id('sam'), reason })).toBe('excuse_nobody')
    })
  })
}
