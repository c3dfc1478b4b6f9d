import { describe, expect } from 'vitest'
import { concludeReview } from '../../src/actions/conclude-review.ts'
import { type ImportPolicy, importPolicy } from '../../src/actions/import-policy.ts'
import { transferOwnership } from '../../src/actions/transfer-ownership.ts'
import { engines } from '../support/engines.ts'
import { endorsed, text } from '../support/situations.ts'
import { storiesOn, type Told } from '../support/stories.ts'
import { aRow } from './register-row.ts'

/** A register read again, and a second source about the same policies. The company's clock says 2027-03-01. */

const whole = { scope: 'whole policy' as const, considered: [] as string[], note: 'as it should be' }

async function imported(s: Told, change: Partial<ImportPolicy> = {}) {
  return await s.does('mia', importPolicy, aRow(change))
}

async function dueOn(s: Told): Promise<string> {
  return (await s.row('reviews', { kind: 'scheduled', state: 'open' })).dueOn
}

async function versions(s: Told): Promise<string[]> {
  const rows = (await s.rows('versions')).map(
    ({ number, state, content }) => `${number} ${state} ${content ?? 'text not held'}`,
  )
  return rows.sort()
}

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story('A review after the first import counts, also one that was concluded here', async (s) => {
      const { policy } = await imported(s, { content: 'text', lastReviewedOn: '2026-06-01' })
      s.at('2027-05-20T09:00:00.000Z')
      await imported(s, { content: 'text', lastReviewedOn: '2027-05-10' })
      expect(await dueOn(s)).toBe('2028-05-10')
      const reaffirmed = { policy, ...whole, outcome: 'reaffirmed' as const }
      await endorsed(s, 'ann', (await s.does('olga', concludeReview, reaffirmed)).submission)
      expect(await dueOn(s)).toBe('2028-05-20')
      s.at('2027-06-20T09:00:00.000Z')
      await imported(s, { content: 'text', lastReviewedOn: '2027-05-20' })
      expect(await dueOn(s)).toBe('2028-05-20')
      const half = { cadenceMonths: 6, statedCadence: 'half-yearly' }
      await imported(s, { content: 'text', lastReviewedOn: '2027-05-20', ...half })
      expect(await dueOn(s)).toBe('2027-11-20')
    })

    story('A stated next date holds where it is within a year of the day it is read', async (s) => {
      await imported(s, { lastReviewedOn: null, statedNextOn: '2027-06-01' })
      s.at('2028-04-20T09:00:00.000Z')
      await imported(s, { lastReviewedOn: null, statedNextOn: '2028-09-01' })
      expect(await dueOn(s)).toBe('2028-09-01')
    })

    story(
      'What was answered of a cadence stays where the next file is read without the answer',
      async (s) => {
        const stated = { lastReviewedOn: '2026-08-31', statedCadence: 'biannual' }
        await imported(s, { ...stated, cadenceMonths: null })
        expect(await dueOn(s)).toBe('2027-08-31')
        await imported(s, { ...stated, cadenceMonths: 6 })
        expect(await dueOn(s)).toBe('2027-02-28')
        expect(await imported(s, { ...stated, cadenceMonths: null })).toMatchObject({ result: 'same' })
        await imported(s, { ...stated, cadenceMonths: null, tags: ['pii'] })
        expect(await dueOn(s)).toBe('2027-02-28')
      },
    )

    story('A register and a folder of texts about one policy undo nothing of each other', async (s) => {
      const register = { code: 'ACP', versionNumber: '2.1', content: null, lastReviewedOn: '2026-06-01' }
      const nothing = { ownerEmail: null, deputyEmails: [], statedCadence: null, lastReviewedOn: null }
      const folder = { ...nothing, code: 'ACP', versionNumber: null, content: 'who may enter' }
      const { policy } = await imported(s, register)
      expect((await imported(s, folder)).notes).toEqual(['the text of version 2.1 is held now'])
      for (const row of [register, folder, register])
        expect(await imported(s, row)).toMatchObject({ result: 'same', notes: [] })
      expect(await versions(s)).toEqual(['2.1 in force who may enter'])
      await s.does('mia', transferOwnership, { policy, to: s.id('bob') })
      await imported(s, { ...folder, content: 'who may enter, and when' })
      await imported(s, register)
      expect(await s.row('policies', { id: policy })).toMatchObject({ owner: s.id('bob') })
      expect(await versions(s)).toEqual([
        '2.1 in force who may enter, and when',
        '2.1 superseded who may enter',
      ])
    })

    story('What is on its way here is not overtaken by a number that a register states', async (s) => {
      const { policy } = await imported(s, { versionNumber: '1.0' })
      const version = text('2.0', { effectiveOn: '2027-04-01' })
      const revised = { policy, ...whole, outcome: 'revised' as const, version }
      const { submission } = await s.does('olga', concludeReview, revised)
      const kept = { notes: ['states version 3.0, but 2.0 is on its way here: kept'] }
      expect(await imported(s, { versionNumber: '3.0' })).toMatchObject(kept)
      await endorsed(s, 'ann', submission)
      const again = { versionNumber: '3.1' }
      expect(await imported(s, again)).toMatchObject({
        notes: ['states version 3.1, but 2.0 is on its way here: kept'],
      })
    })
  })
}
