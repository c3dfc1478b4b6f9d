import { describe, expect, test } from 'vitest'
import { openDatabase } from '../db/open.ts'
import { engines } from './support/engines.ts'
import { differences } from './support/journey/lines.ts'
import { walk } from './support/journey/walk.ts'
import { naiveYear } from './support/naive-year/naive-year.ts'
import { scenario40 } from './support/naive-year/scenario-40.ts'

/** Forty policies through thirteen months, told by a model that shares nothing with the program. */
const year = scenario40()
const expected = naiveYear(year)
/** In the first months everything comes up that one engine could do otherwise than the other. */
const until = '2026-07-02T00:00:00Z'
const months = { ...year, until, happenings: year.happenings.filter(({ at }) => at < until) }

for (const engine of engines) {
  const [span, scenario, least] =
    engine.name === 'sqlite'
      ? (['A year', year, 3000] as const)
      : (['A third of a year', months, 500] as const)
  describe(engine.name, () => {
    test(`${span} brings every person exactly the messages of the model, minute by minute`, async () => {
      const { url, close } = await engine.open()
      const database = await openDatabase(url)
      const sent = await walk(database, scenario)
      expect(differences(naiveYear(scenario), sent)).toEqual([])
      expect(sent.length).toBeGreaterThan(least)
      await database.close()
      await close()
    }, 400_000)
  })
}

test('A message too few, too many, or a minute late would be seen', () => {
  const [first, ...others] = expected
  const late = { ...(first as (typeof expected)[number]), at: '2026-03-02T00:01Z' }
  expect(differences(expected, others)).toHaveLength(1)
  expect(differences(expected, [...expected, late])).toHaveLength(1)
  expect(differences(expected, [late, ...others])).toHaveLength(2)
})
