import { parseCadence, parseTypedCadence } from '../rules/cadence.ts'
import { longestCadence } from '../rules/schedule.ts'
import { type Facts, isEmpty } from './fields.ts'
import { ask, type Desk } from './questions.ts'
import type { ImportRow } from './row.ts'

type Rhythm = Pick<ImportRow, 'cadenceMonths' | 'statedCadence'>

/** The cadence in months; what cannot be counted is asked once for all rows that say the same, and null until then. */
export function buildCadence(desk: Desk, facts: Facts): Rhythm {
  const words = facts.cadence === undefined || isEmpty(facts.cadence.text) ? null : facts.cadence.text.trim()
  const months = facts.cadenceMonths?.text.trim() ?? ''
  if (/^\d{1,3}$/.test(months)) return counted(desk, `${months} months`, words)
  const stated = words ?? (months || null)
  if (stated === null) {
    if (facts.cadence !== undefined) desk.notes.push(`No review cycle is stated: ${longestCadence} months.`)
    return { cadenceMonths: longestCadence, statedCadence: null }
  }
  return counted(desk, stated, stated)
}

function counted(desk: Desk, text: string, stated: string | null): Rhythm {
  const read = parseCadence(text)
  if ('ask' in read) {
    const question = {
      id: `${desk.shared}:cadence:${text}`,
      field: 'cadenceMonths',
      question: read.ask,
      choices: read.choices,
    }
    const answer = ask(desk, question, (given) => answeredMonths(given, read.choices))
    return {
      cadenceMonths: answer === undefined ? null : Math.min(answer, longestCadence),
      statedCadence: stated ?? text,
    }
  }
  if (read.note !== undefined) desk.notes.push(`Review cycle "${text}": ${read.note}.`)
  const within = read.note === undefined
  return { cadenceMonths: read.months, statedCadence: stated ?? (within ? null : text) }
}

/** One of the choices, which may be longer than 12 ("every two years"), else what a person may type. */
function answeredMonths(given: string, choices: string[]): number | undefined {
  if (choices.includes(given)) return Number(given)
  const typed = parseTypedCadence(given)
  return 'months' in typed ? typed.months : undefined
}
