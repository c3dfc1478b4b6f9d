import { keyOf } from './name-key.ts'
import { remembering } from './remembering.ts'
import type { Day, PolicyStatus } from './terms.ts'

/** Which component of the programme has a policy in force that is not overdue. */

/** `overdue`: in force, with a review whose day has passed. `in the making`: none is in force yet. */
export type CoverageState = 'none' | 'in the making' | 'overdue' | 'covered'

/** A policy that is not retired. `dueOn`: the earliest day by which a review of it is to be concluded. */
export type CoveringPolicy = {
  id: string
  code: string
  title: string
  status: PolicyStatus
  components: string[]
  isInForce: boolean
  dueOn: Day | null
}

/** As it is read, components in JSON and flags as numbers. */
type Read = Omit<CoveringPolicy, 'components' | 'isInForce'> & { components: string; isInForce: 0 | 1 }

export function readCovering(row: Read): CoveringPolicy {
  return { ...row, components: JSON.parse(row.components) as string[], isInForce: row.isInForce === 1 }
}

export type Covering = CoveringPolicy & { state: Exclude<CoverageState, 'none'> }

export type ComponentCoverage = {
  component: string
  /** Of the workspace's catalogue; else some policy names it beside that. */
  isOfProgramme: boolean
  state: CoverageState
  /** What is wrong first. */
  policies: Covering[]
}

/** In the order in which they are shown: what is wrong first. */
const states: readonly CoverageState[] = ['none', 'in the making', 'overdue', 'covered']

/** Each component with its policies: those without one in force first, then those with one overdue. */
export function coverageOf(
  programme: readonly string[],
  policies: readonly CoveringPolicy[],
  today: Day,
): ComponentCoverage[] {
  // Thousands of policies name the same few.
  const key = remembering((component) => [component], keyOf)
  const found = new Map<string, ComponentCoverage>()
  const at = (component: string, isOfProgramme: boolean) => {
    const known = found.get(key(component)) ?? { component, isOfProgramme, state: 'none', policies: [] }
    found.set(key(component), known)
    return known
  }
  for (const component of programme) at(component, true)
  for (const policy of policies) {
    const covering = { ...policy, state: stateOf(policy, today) }
    for (const component of new Map(policy.components.map((one) => [key(one), one])).values())
      at(component, false).policies.push(covering)
  }
  const all = [...found.values()].map(judged)
  return all.sort((a, b) => states.indexOf(a.state) - states.indexOf(b.state))
}

function stateOf({ isInForce, dueOn }: CoveringPolicy, today: Day): Covering['state'] {
  if (!isInForce) return 'in the making'
  return dueOn !== null && dueOn < today ? 'overdue' : 'covered'
}

const isWrong = { overdue: 0, covered: 1, 'in the making': 2 }

function judged(one: ComponentCoverage): ComponentCoverage {
  const policies = [...one.policies].sort((a, b) => isWrong[a.state] - isWrong[b.state])
  return { ...one, policies, state: policies[0]?.state ?? 'none' }
}

export type CoverageCounts = { components: number; covered: number; overdue: number; uncovered: number }

/** Of the programme's components alone. */
export function countCoverage(all: readonly ComponentCoverage[]): CoverageCounts {
  const own = all.filter(({ isOfProgramme }) => isOfProgramme)
  const of = (...wanted: CoverageState[]) => own.filter(({ state }) => wanted.includes(state)).length
  return {
    components: own.length,
    covered: of('covered'),
    overdue: of('overdue'),
    uncovered: of('none', 'in the making'),
  }
}
