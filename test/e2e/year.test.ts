import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openDatabase } from '../../db/open.ts'
import { engines } from '../support/engines.ts'
import { walk } from '../support/journey/walk.ts'
import { naiveYear } from '../support/naive-year/naive-year.ts'
import { scenario40 } from '../support/naive-year/scenario-40.ts'

test('year', async () => {
  const { url, close } = await engines[0]!.open()
  const database = await openDatabase(url)
  const scenario = scenario40()
  const t0 = Date.now()
  const expected = naiveYear(scenario)
  const t1 = Date.now()
  const got = await walk(database, scenario)
  console.log('model', t1 - t0, 'walk', Date.now() - t1, expected.length, got.length)
  const line = (m: any) => `${m.at} ${m.to} ${m.kind}: ${[...new Set(m.items.map((i: any) => i.obligation === 'who is missing' || (i.obligation === 'acknowledge' && i.as === 'escalation') ? `${i.code}/missing` : `${i.code}/${i.obligation}/${i.as}/${i.dueOn}/${i.words}`).sort())].join(', ')}`
  const E = expected.map(line).sort(), G = got.map(line).sort()
  const gs = new Set(G), es = new Set(E)
  const diff = [...E.filter((l) => !gs.has(l)).map((l) => l.replace(' ', ' - ')), ...G.filter((l) => !es.has(l)).map((l) => l.replace(' ', ' + '))].sort()
  writeFileSync('/tmp/year.diff', diff.join('\n'))
  await database.close(); await close()
  expect(diff.length).toBe(0)
}, 300_000)
