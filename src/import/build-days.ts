import { parseDay } from '../rules/calendar.ts'
import type { Day } from '../rules/terms.ts'
import { type ColumnOrder, type DayOrder, readDay, settleOrder } from './days.ts'
import { type Cell, type DayField, dayFields, type Facts } from './fields.ts'
import { ask, type Desk } from './questions.ts'
import type { ImportRow } from './row.ts'

export type Orders = Record<DayField, ColumnOrder>

/** The order of day and month for each column, from all its values; an order given by a person comes first. */
export function settleOrders(all: Facts[], given: DayOrder | undefined): Orders {
  const order = (field: DayField): ColumnOrder => {
    const settled = settleOrder(all.flatMap((facts) => (facts[field] ? [readDay(facts[field])] : [])))
    return given === undefined ? settled : { kind: 'settled', order: given }
  }
  return Object.fromEntries(dayFields.map((field) => [field, order(field)])) as Orders
}

type Days = Pick<ImportRow, 'effectiveOn' | 'lastReviewedOn' | 'statedNextOn'>

export function buildDays(desk: Desk, facts: Facts, orders: Orders, today: Day): Days {
  const meant = withMeaning(desk, facts)
  const read = (field: DayField) => buildDay(desk, meant[field], field, orders[field])
  noteUpdate(desk, facts)
  const lastReviewedOn = notLater(desk, lastReview(desk, meant, read), today)
  return { effectiveOn: read('effectiveOn'), lastReviewedOn, statedNextOn: read('nextOn') }
}

/** "Review date" is the last in one register and the next in another. */
function withMeaning(desk: Desk, facts: Facts): Facts {
  if (facts.reviewOn === undefined || readDay(facts.reviewOn).kind === 'nothing') return facts
  const { place } = facts.reviewOn
  const question = {
    id: `${desk.shared}:${place}:meaning`,
    field: 'reviewOn',
    question: `Is "${place}" the last review or the next?`,
    choices: ['last', 'next'],
  }
  const meaning = ask(desk, question, (answer) =>
    answer === 'last' || answer === 'next' ? answer : undefined,
  )
  if (meaning === undefined) return facts
  return meaning === 'last'
    ? { lastReviewedOn: facts.reviewOn, ...facts }
    : { nextOn: facts.reviewOn, ...facts }
}

function noteUpdate(desk: Desk, { updatedOn }: Facts): void {
  if (updatedOn === undefined || readDay(updatedOn).kind === 'nothing') return
  desk.notes.push(`"${updatedOn.place}" ${updatedOn.text.trim()} is not used: an update is not a review.`)
}

function lastReview(desk: Desk, facts: Facts, read: (field: DayField) => Day | null): Day | null {
  const reviewed = read('lastReviewedOn')
  const asked = desk.questions.some(({ field }) => field === 'lastReviewedOn')
  if (reviewed !== null || asked || facts.approvedOn === undefined) return reviewed
  const approved = read('approvedOn')
  if (approved !== null) desk.notes.push(`"${facts.approvedOn.place}" ${approved} counts as the last review.`)
  return approved
}

function notLater(desk: Desk, day: Day | null, today: Day): Day | null {
  if (day === null || day <= today) return day
  const question = {
    id: `${desk.source}:${desk.identity}:lastReviewedOn`,
    field: 'lastReviewedOn',
    question: `The last review of "${desk.identity}" is stated as ${day}, which lies in the future. When was it (YYYY-MM-DD), or "none"?`,
    choices: ['none'],
  }
  return askDay(desk, question, (answered) => answered <= today)
}

function buildDay(desk: Desk, cell: Cell | undefined, field: DayField, column: ColumnOrder): Day | null {
  if (cell === undefined) return null
  if (cell.kind === 'no result') {
    desk.notes.push(
      `"${cell.place}" is a formula whose result the file does not hold; it is left empty: open and save the file in its program, and import again.`,
    )
    return null
  }
  const reading = readDay(cell)
  switch (reading.kind) {
    case 'nothing':
      if (reading.words !== null)
        desk.notes.push(`"${cell.place}" says "${reading.words}", no date; it is left empty.`)
      return null
    case 'day':
      if (reading.note !== null) desk.notes.push(`"${cell.place}": ${reading.note}.`)
      return reading.day
    case 'figures': {
      if (reading.note !== null) desk.notes.push(`"${cell.place}": ${reading.note}.`)
      const order =
        column.kind === 'settled' ? column.order : askOrder(desk, cell, field, reading.byOrder, column)
      if (order === undefined) return null
      return (
        reading.byOrder[order] ?? askReadable(desk, cell, field, 'does not fit the order of day and month')
      )
    }
    case 'impossible':
      return askReadable(desk, cell, field, 'is no day of the calendar')
    case 'unreadable':
      return askReadable(desk, cell, field, 'cannot be read as a date')
  }
}

const rowField: Record<DayField, string> = {
  effectiveOn: 'effectiveOn',
  lastReviewedOn: 'lastReviewedOn',
  approvedOn: 'lastReviewedOn',
  reviewOn: 'lastReviewedOn',
  nextOn: 'statedNextOn',
  updatedOn: 'updatedOn',
}

type ByOrder = Partial<Record<DayOrder, Day>>

/** A value that reads the same in every order, or in one only where the column mixes orders, needs no answer. */
function askOrder(
  desk: Desk,
  cell: Cell,
  field: DayField,
  byOrder: ByOrder,
  column: Extract<ColumnOrder, { kind: 'open' }>,
): DayOrder | undefined {
  const possible = column.choices.filter((order) => byOrder[order] !== undefined)
  if (new Set(possible.map((order) => byOrder[order])).size === 1) return possible[0]
  const why = column.mixed ? 'mixes days first and months first' : 'can be read in more than one order'
  const question = {
    id: `${desk.shared}:${cell.place}:order`,
    field: rowField[field],
    question: `"${cell.place}" ${why}: is ${cell.text.trim()} ${possible.map((order) => `${byOrder[order]} (${order})`).join(' or ')}?`,
    choices: possible,
  }
  return ask(desk, question, (answer) => possible.find((order) => order === answer.toLowerCase()))
}

function askReadable(desk: Desk, cell: Cell, field: DayField, why: string): Day | null {
  const question = {
    id: `${desk.source}:${desk.identity}:${cell.place}`,
    field: rowField[field],
    question: `"${cell.place}" of "${desk.identity}" is "${cell.text.trim()}", which ${why}. Which day is it (YYYY-MM-DD), or "none"?`,
    choices: ['none'],
  }
  return askDay(desk, question, () => true)
}

function askDay(desk: Desk, question: Parameters<typeof ask>[1], fits: (day: Day) => boolean): Day | null {
  const answer = ask(desk, question, (text) => {
    if (/^none$/i.test(text)) return 'none'
    const day = parseDay(text)
    return day !== undefined && fits(day) ? day : undefined
  })
  return answer === undefined || answer === 'none' ? null : answer
}
