import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aPolicy, openCompany } from '../support/company.ts'
import { engines } from '../support/engines.ts'
import { expectReplayed } from '../support/replay.ts'
import { inForce } from '../support/situations.ts'
import { told } from '../support/stories.ts'
import { modelOf, today } from './random-model.ts'
import { carriedOut, randomStep, type Step, take } from './random-steps.ts'

/** Random people do random things at advancing instants; what must always hold is looked at after each. */

const everything = [
  'acknowledge',
  'change-policy',
  'change-settings',
  'conclude-review',
  'delegate',
  'endorse',
  'recall-submission',
  'register-policy',
  'report-event',
  'retire-policy',
  'send-back',
  'snooze',
  'start-campaign',
  'start-review',
  'submit-version',
  'transfer-ownership',
  'triage-event',
]
const runs = { sqlite: 60, postgres: 5 } as const

for (const engine of engines) {
  describe(engine.name, () => {
    const happen = async (steps: readonly Step[]): Promise<void> => {
      const fresh = await engine.openMigrated()
      const company = await openCompany(fresh.url)
      try {
        const s = told(company)
        const { policy: active } = await inForce(s, 'A')
        const model = modelOf({ [active]: today(s), [await aPolicy(s, 'B')]: null })
        for (const step of steps) await take(model, s, step)
        await expectReplayed(company.database, company.world.workspace)
      } finally {
        await company.close()
        await fresh.close()
      }
    }

    test('Whatever people do in whatever order, what must always hold does, and the record replays', async () => {
      const sequences = fc.array(randomStep, { minLength: 20, maxLength: 30 })
      await fc.assert(fc.asyncProperty(sequences, happen), { seed: 20270301, numRuns: runs[engine.name] })
      const often = [...carriedOut].filter(([, times]) => times >= 3).map(([name]) => name)
      if (engine.name === 'sqlite')
        expect(often.sort(), 'carried out three times or more').toEqual(everything)
    }, 120_000)
  })
}
