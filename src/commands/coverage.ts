import { policiesWithComponents } from '../../db/coverage.ts'
import { surroundings } from '../actions/surroundings.ts'
import { daysBetween, sayDue } from '../rules/calendar.ts'
import {
  type ComponentCoverage,
  type CoverageState,
  countCoverage,
  coverageOf,
  readCovering,
} from '../rules/coverage.ts'
import type { Day } from '../rules/terms.ts'
import { listed } from '../words.ts'
import { type Colour, type Output, writeJson } from './output.ts'
import { type Where, withRecord } from './record.ts'
import { table } from './table.ts'

/** Which component of the programme has a policy in force, those without one first. */
export async function coverage(where: Where, output: Output): Promise<number> {
  return await withRecord(where, async ({ world, database, workspace }) => {
    const { settings, today } = await surroundings(world, database.kysely)
    const rows = await policiesWithComponents(database.kysely, workspace.workspace)
    const all = coverageOf(settings.components, rows.map(readCovering), today)
    if (where.json)
      writeJson(
        output,
        all.map((one) => documentOf(one, today)),
      )
    else output.out(sayCoverage(output, all, today))
    return 0
  })
}

function documentOf({ component, isOfProgramme, state, policies }: ComponentCoverage, today: Day) {
  return {
    component,
    isOfProgramme,
    state,
    policies: policies.map((policy) => ({
      code: policy.code,
      title: policy.title,
      status: policy.status,
      state: policy.state,
      dueOn: policy.dueOn,
      daysLeft: policy.dueOn === null ? null : daysBetween(today, policy.dueOn),
      due: policy.dueOn === null ? null : sayDue(policy.dueOn, today),
    })),
  }
}

const states: Record<CoverageState, { words: string; colour: Colour | null }> = {
  none: { words: 'no policy', colour: 'red' },
  'in the making': { words: 'none in force', colour: 'red' },
  overdue: { words: 'overdue', colour: 'yellow' },
  covered: { words: 'covered', colour: null },
}

function sayCoverage(output: Output, all: readonly ComponentCoverage[], today: Day): string {
  const columns = [
    { head: 'Component', text: nameOf, gives: 16 },
    {
      head: 'State',
      text: ({ state }: ComponentCoverage) => states[state].words,
      colour: ({ state }: ComponentCoverage) => states[state].colour,
    },
    {
      head: 'Policies',
      text: ({ policies }: ComponentCoverage) =>
        listed(
          policies.map(({ code, state, dueOn }) =>
            state === 'overdue' && dueOn !== null ? `${code} ${sayDue(dueOn, today)}` : code,
          ),
          3,
        ),
      gives: 12,
    },
  ]
  const { covered, components, uncovered, overdue } = countCoverage(all)
  return `${table(output, columns, all)}\n${covered} of ${components} components are covered, ${overdue} overdue, ${uncovered} without a policy in force.\n`
}

function nameOf({ component, isOfProgramme }: ComponentCoverage): string {
  return isOfProgramme ? component : `${component} (not of the programme)`
}
