import { describe, expect } from 'vitest'
import { changeSettings } from '../../src/actions/change-settings.ts'
import { importPolicy } from '../../src/actions/import-policy.ts'
import { operator } from '../support/company.ts'
import { engines } from '../support/engines.ts'
import { storiesOn } from '../support/stories.ts'
import { aRow } from './register-row.ts'

// Reviewed 2026-06-01, due Tuesday 1 June 2027: ten business days before is Tuesday 18 May, or Friday 14 May where
// Monday 24 and Tuesday 25 May are closed.
const closedDays = { changes: [{ key: 'closedDays', text: '2027-05-24 2027-05-25' }] }

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story(
      'Holidays set after the import count for what is to be submitted, until going live',
      async (s) => {
        await s.does(operator, importPolicy, aRow())
        expect(await s.row('obligations', {})).toMatchObject({ dueOn: '2027-05-18' })
        await s.does(operator, changeSettings, closedDays)
        expect(await s.row('obligations', {})).toMatchObject({ dueOn: '2027-05-14' })
      },
      { isLive: false },
    )

    story('Once live, a day that was told stands', async (s) => {
      await s.does(operator, importPolicy, aRow())
      await s.does(operator, changeSettings, closedDays)
      expect(await s.row('obligations', {})).toMatchObject({ dueOn: '2027-05-18' })
    })
  })
}
