import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CoveringPolicy, countCoverage, coverageOf } from '../../src/rules/coverage.ts'
import {
  chosenComponents,
  components,
  keptComponents,
  offeredComponents,
  readComponents,
} from '../../src/rules/programme.ts'

const today = '2027-03-01'
const policy = (code: string, of: string[], change: Partial<CoveringPolicy> = {}): CoveringPolicy => ({
  id: code,
  code,
  title: code,
  status: 'active',
  components: of,
  isInForce: true,
  dueOn: '2027-09-01',
  ...change,
})
const programme = ['Access control', 'Privacy', 'Anti-malware', 'Network security']
const states = (policies: CoveringPolicy[]) =>
  coverageOf(programme, policies, today).map(({ component, state, policies: own }) => [
    component,
    state,
    own.map(({ code }) => code).join(' '),
  ])

describe('A component', () => {
  test('without a policy in force comes first, then one that is overdue, then what is covered', () => {
    expect(
      states([
        policy('A', ['Access control']),
        policy('B', ['Privacy'], { dueOn: '2027-02-28' }),
        policy('C', ['Network security'], { isInForce: false, status: 'draft', dueOn: null }),
      ]),
    ).toEqual([
      ['Anti-malware', 'none', ''],
      ['Network security', 'in the making', 'C'],
      ['Privacy', 'overdue', 'B'],
      ['Access control', 'covered', 'A'],
    ])
  })

  test('is overdue by any one of its policies that is in force, and covered beside a draft', () => {
    const shown = states([
      policy('A', ['Access control', 'Privacy']),
      policy('B', ['Privacy'], { dueOn: '2027-02-28' }),
      policy('C', ['Access control', 'Privacy'], { isInForce: false, dueOn: '2020-01-01' }),
    ])
    expect(shown).toContainEqual(['Privacy', 'overdue', 'B A C'])
    expect(shown).toContainEqual(['Access control', 'covered', 'A C'])
  })

  test('is found in whatever case and accents, and counts a policy that names it twice once', () => {
    expect(states([policy('A', ['ACCESS  control', 'access control'])])).toContainEqual([
      'Access control',
      'covered',
      'A',
    ])
  })

  test('that only a policy names is shown, and not counted', () => {
    const all = coverageOf(programme, [policy('A', ['Cloud'])], today)
    expect(all.at(-1)).toMatchObject({ component: 'Cloud', isOfProgramme: false, state: 'covered' })
    expect(countCoverage(all)).toEqual({ components: 4, covered: 0, overdue: 0, uncovered: 4 })
  })

  test('is due until the end of the day itself, and not overdue where no review is set', () => {
    const of = (dueOn: string | null) => coverageOf(['X'], [policy('A', ['X'], { dueOn })], today)[0]?.state
    expect([of(today), of('2027-02-28'), of(null)]).toEqual(['covered', 'overdue', 'covered'])
  })
})

const anyPolicy = fc
  .record({
    components: fc.array(fc.constantFrom(...programme, 'Cloud', 'privacy')),
    isInForce: fc.boolean(),
    dueOn: fc.option(fc.constantFrom('2027-02-28', today, '2027-03-02')),
  })
  .map((change) => policy('P', [], change))

test('Every component of the programme is there once, every count adds up, and nothing is covered without a policy in force', () => {
  fc.assert(
    fc.property(fc.array(anyPolicy), (policies) => {
      const all = coverageOf(programme, policies, today)
      const own = all.filter(({ isOfProgramme }) => isOfProgramme).map(({ component }) => component)
      expect([...own].sort()).toEqual([...programme].sort())
      const counts = countCoverage(all)
      expect(counts.covered + counts.overdue + counts.uncovered).toBe(counts.components)
      for (const { state, policies: its } of all) {
        const inForce = its.filter(({ isInForce }) => isInForce)
        expect(state === 'covered' || state === 'overdue').toBe(inForce.length > 0)
        if (inForce.length > 0)
          expect(state === 'overdue').toBe(inForce.some(({ dueOn }) => dueOn !== null && dueOn < today))
      }
    }),
  )
})

describe('The components of the programme', () => {
  test('that are built in can be typed as they are, commas and all', () => {
    expect(components).toHaveLength(29)
    expect(readComponents(components.join('\n'))).toEqual(components)
    expect(readComponents(components.join(' ; '))).toEqual(components)
  })

  test('that a policy has are offered beside the programme, and stay as they were where nothing else is chosen', () => {
    const long = 'x'.repeat(76)
    const own = ['Cloud', long, 'Privacy']
    const offered = offeredComponents(['Access control', 'Privacy'], own)
    expect(offered).toEqual(['Access control', 'Privacy', 'Cloud'])
    expect(keptComponents(own)).toEqual([long])
    expect(chosenComponents(['Privacy', 'Cloud'], own)).toEqual(own)
    expect(chosenComponents(['Privacy'], own)).toEqual(['Privacy', long])
    expect(chosenComponents(['Privacy', 'Access control'], [])).toEqual(['Privacy', 'Access control'])
  })
})
