import type { Day } from '../rules/terms.ts'
import { settleOrders } from './build-days.ts'
import { buildRow } from './build-row.ts'
import { fitRecord } from './csv.ts'
import type { DayOrder } from './days.ts'
import { readDay } from './days.ts'
import { assignFields, type Cell, type Facts, type Field, isEmpty } from './fields.ts'
import type { Grid, GridCell, GridLine } from './grid.ts'
import type { Answers } from './questions.ts'
import { emptyRow, ImportRefusal, type ImportRow } from './row.ts'

export type RegisterOptions = {
  today: Day
  dateOrder?: DayOrder | undefined
  answers: Answers
}

type Header = { index: number; columns: Map<Field, number>; names: string[]; unused: string[] }

/** The policies of a table, or a refusal where no line of it is a register's header. `name` is for question ids. */
export function readRegister(
  grid: Grid,
  name: string,
  options: RegisterOptions,
): { rows: ImportRow[]; notes: string[] } {
  const header = findHeader(grid.lines)
  if (header === undefined) {
    throw new ImportRefusal(
      `${name}: expected a header line with a title or a code (such as "Title", "Policy", "Doc ID"), found none in the first ${headerWithin} lines: this is no register of policies; if it is, add the header line and import again.`,
    )
  }
  const { kept, notes } = dataLines(grid.lines.slice(header.index + 1), header)
  const fitted = kept.map((line) => fitLine(line, header, grid.delimiter))
  const stated = fitted.map(({ cells }) => factsOf(cells, header))
  const { facts, dropped } = withoutWordColumns(stated)
  const source = {
    shared: name,
    name,
    orders: settleOrders(facts, options.dateOrder),
    today: options.today,
    answers: options.answers,
  }
  const rows = facts.map((fact, index) => {
    const { line, refused, repaired } = fitted[index] as FittedLine
    return refused === null ? buildRow(line, fact, source, repaired) : { ...emptyRow(line), refused }
  })
  return { rows, notes: [...grid.notes, ...headerNotes(grid.lines, header, dropped), ...notes] }
}

const headerWithin = 40

/** The line that holds the most known names: at least a title, or a code and something else. */
function findHeader(lines: GridLine[]): Header | undefined {
  const candidates = lines.slice(0, headerWithin).map((line, index) => toHeader(line, index))
  const fitting = candidates.filter(({ columns }) =>
    columns.has('title') ? columns.size > 1 : columns.has('code') && columns.size > 1,
  )
  const [best] = fitting.sort((a, b) => b.columns.size - a.columns.size || a.index - b.index)
  if (best !== undefined) return best
  const first = candidates.find(({ names }) => names.some((name) => name !== ''))
  return first?.columns.has('title') ? first : undefined
}

function toHeader(line: GridLine, index: number): Header {
  const names = line.cells.map(({ text }) => text.replace(/\s+/g, ' ').trim())
  return { index, names, ...assignFields(names) }
}

function headerNotes(lines: GridLine[], header: Header, dropped: string[]): string[] {
  const before = lines.slice(0, header.index).filter(({ cells }) => cells.some(({ text }) => !isEmpty(text)))
  const notes = before.map(({ line, cells }) => {
    const words = cells.map(({ text }) => text.trim()).filter(Boolean)
    return `Line ${line} stands before the header and is not used: ${words.join(' · ')}.`
  })
  const unused = [...header.unused, ...dropped]
  if (unused.length > 0) notes.push(`Columns not used: ${unused.join(', ')}.`)
  const { columns } = header
  if (!columns.has('code')) notes.push('There is no column for the code: rows are recognised by their title.')
  if (!columns.has('owner')) notes.push('There is no column for the owner: the places are vacant.')
  if (!columns.has('cadence') && !columns.has('cadenceMonths')) {
    notes.push('There is no column for the review cycle: 12 months.')
  }
  return notes
}

/** Empty lines, totals and repeated headers are no policies. */
function dataLines(lines: GridLine[], header: Header): { kept: GridLine[]; notes: string[] } {
  const kept: GridLine[] = []
  const notes: string[] = []
  const empty: number[] = []
  for (const line of lines) {
    const words = line.cells
      .map(({ text, kind }) => (kind === 'no result' ? 'formula' : text.trim()))
      .filter(Boolean)
    if (words.length === 0) empty.push(line.line)
    else if (/^(?:grand |sub-?)?totals?\b[: ]*$/i.test(words[0] as string))
      notes.push(`Line ${line.line} is a total and is skipped.`)
    else if (words.join('|') === header.names.filter(Boolean).join('|'))
      notes.push(`Line ${line.line} repeats the header and is skipped.`)
    else kept.push(line)
  }
  if (empty.length > 0) notes.push(`Empty lines are skipped: ${empty.join(', ')}.`)
  return { kept, notes }
}

type FittedLine = { line: number; cells: GridCell[]; repaired: string[]; refused: string | null }

function fitLine({ line, cells }: GridLine, header: Header, delimiter: string | null): FittedLine {
  const plain = { line, cells, repaired: [], refused: null }
  if (
    delimiter === null ||
    (cells.length <= header.names.length && !cells.some(({ text }) => hasLooseQuote(text)))
  )
    return plain
  const fitted = fitRecord(
    cells.map(({ text }) => text),
    header.names.length,
    delimiter,
  )
  if (fitted === undefined) {
    const refused = `Line ${line} has ${cells.length} cells, the header ${header.names.length}: put quotation marks around the cell that holds a "${delimiter}", and import again.`
    return { ...plain, refused }
  }
  const loose = fitted.texts.filter(hasLooseQuote)
  const texts = fitted.texts.map((text) => (hasLooseQuote(text) ? text.replace('"', '') : text))
  const repaired = loose.map((text) => `A quotation mark that is never closed is taken out of: ${text}`)
  return { ...plain, cells: texts.map((text) => ({ text, kind: 'text' })), repaired }
}

const hasLooseQuote = (text: string) => text.split('"').length % 2 === 0

function factsOf(cells: GridCell[], header: Header): Facts {
  const facts: Facts = {}
  for (const [field, column] of header.columns) {
    const cell: GridCell = cells[column] ?? { text: '', kind: 'text' }
    facts[field] = { ...cell, place: header.names[column] as string }
  }
  return facts
}

/** A column "Approved" or "Reviewed" may hold yes and no, a column "Review" a rhythm: no dates are no column of days. */
function withoutWordColumns(all: Facts[]): { facts: Facts[]; dropped: string[] } {
  const dropped = new Map<Field, string>()
  for (const field of ['approvedOn', 'lastReviewedOn', 'reviewOn'] as const) {
    const cells = all.flatMap((facts) => facts[field] ?? []).filter(({ text }) => !isEmpty(text))
    const isWord = ({ text }: Cell) =>
      field === 'reviewOn' || /^(?:yes|no|y|n|true|false|x|done|open)$/i.test(text.trim())
    const [first] = cells
    if (first && cells.every((cell) => readDay(cell).kind === 'unreadable' && isWord(cell)))
      dropped.set(field, first.place)
  }
  const keep = (fact: Facts): Facts =>
    Object.fromEntries(Object.entries(fact).filter(([field]) => !dropped.has(field as Field)))
  return { facts: all.map(keep), dropped: [...dropped.values()].map((place) => `${place} (holds no dates)`) }
}
