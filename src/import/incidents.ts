import { dayIn, parseInstant } from '../rules/calendar.ts'
import type { Incident, ReadTracker } from '../rules/comparison.ts'
import { refuse } from '../rules/refusal.ts'
import type { Day } from '../rules/terms.ts'
import { readCsv } from './csv.ts'
import { type DayOrder, type DayReading, readDay, settleOrder } from './days.ts'
import { decodeText } from './decode.ts'
import { type IncidentField, incidentColumns, isIncidentHeader } from './incident-columns.ts'
import { ImportRefusal } from './row.ts'

/** The export of an incident tracker as CSV. What can be read in two ways is asked, what cannot be read is counted. */

export const readIncidents: ReadTracker = ({ name, bytes, zone, order }) => {
  const { columns, rows } = tableOf(name, textOf(name, bytes))
  const openedOn = daysOf(rows, columns.get('openedOn') as number[], zone, order)
  const idColumn = numberColumn(rows, columns.get('id') ?? [])
  const seen = new Set<string>()
  const incidents: Incident[] = []
  for (const [place, row] of rows.entries()) {
    const cell = (field: IncidentField) => textIn(row, columns.get(field)?.[0])
    const id = shortened(textIn(row, idColumn), longestId)
    const title = shortened(cell('title'), longestTitle) ?? id
    if (title === null) continue
    const key = (id ?? `${title} ${openedOn[place]}`).toUpperCase()
    if (seen.has(key)) continue
    seen.add(key)
    incidents.push({
      id,
      title,
      openedOn: openedOn[place] ?? null,
      link: linkOf(cell('link')),
      severity: shortened(cell('severity'), longestId),
    })
  }
  return {
    incidents,
    rowCount: rows.length,
    undated: incidents.filter((incident) => incident.openedOn === null).length,
    repeated: rows.length - incidents.length,
  }
}

const longestId = 60
const longestTitle = 200
const longestAddress = 2_000

const largest = 5_000_000
/** A description may have many lines, and a quarter of a large company thousands of incidents. */
const mostLines = 20_000
const mostRows = 5_000

function unfit(file: string, expected: string, came: string, remedy: string): never {
  return refuse('bad_tracker', { file: `"${file}"`, expected, came, remedy }, 'file')
}

function textOf(name: string, bytes: Uint8Array): string {
  if (bytes.length > largest)
    unfit(
      name,
      'at most 5 MB',
      `${bytes.length} bytes`,
      'Give an export of the quarter alone, with fewer columns.',
    )
  try {
    const { text } = decodeText(bytes, name)
    const lines = text.split('\n').length
    if (lines > mostLines)
      unfit(
        name,
        `at most ${mostLines} lines`,
        `${lines}`,
        'Give an export of the quarter alone, without descriptions.',
      )
    return text
  } catch (error) {
    if (!(error instanceof ImportRefusal)) throw error
    return unfit(name, 'text', 'a spreadsheet or another kind of file', 'Save or export it as CSV.')
  }
}

type Table = { columns: Map<IncidentField, number[]>; rows: string[][] }

/** The headers may stand below a title or two. */
const linesToLookIn = 10

function tableOf(name: string, text: string): Table {
  const lines = readCsv(text, isIncidentHeader).lines.map(({ cells }) =>
    cells.map((cell) => cell.text.trim()),
  )
  const head = lines.slice(0, linesToLookIn).findIndex((cells) => isHead(incidentColumns(cells)))
  const came = lines[0]?.filter((cell) => cell !== '').slice(0, 5) ?? []
  if (head < 0)
    unfit(
      name,
      'a line of headers that names a title or number, and the day it was opened, such as Key, Summary, Created, URL',
      came.length === 0 ? 'nothing' : came.map((cell) => `"${cell.slice(0, 30)}"`).join(', '),
      'Choose these columns for the export.',
    )
  const rows = lines.slice(head + 1).filter((cells) => cells.some((cell) => cell !== ''))
  if (rows.length > mostRows)
    unfit(name, `at most ${mostRows} incidents`, `${rows.length}`, 'Give an export of the quarter alone.')
  return { columns: incidentColumns(lines[head] as string[]), rows }
}

const isHead = (columns: Table['columns']) =>
  columns.has('openedOn') && (columns.has('title') || columns.has('id'))

function textIn(row: readonly string[], column: number | undefined): string {
  return column === undefined ? '' : (row[column] ?? '')
}

/** Null for nothing; on one line. */
function shortened(text: string, most: number): string | null {
  const line = [...text.replace(/\s+/g, ' ').trim()]
  return line.length === 0 ? null : line.slice(0, most).join('')
}

function linkOf(text: string): string | null {
  return /^https?:\/\/\S+$/i.test(text) && text.length <= longestAddress ? text : null
}

/** A number that tells an incident from anything else has letters too: a column of those comes first. */
function numberColumn(rows: readonly string[][], columns: readonly number[]): number | undefined {
  const tells = (column: number) => rows.some((row) => /[a-z]/i.test(textIn(row, column)))
  return columns.find(tells) ?? columns[0]
}

/** The first column that states it holds a row's day. Figures are read in the order that their column has as a whole. */
function daysOf(
  rows: readonly string[][],
  columns: readonly number[],
  zone: string,
  answered: DayOrder | undefined,
): (Day | null)[] {
  const days: (Day | null)[] = rows.map(() => null)
  for (const column of columns) {
    const read = rows.map((row) => readMoment(textIn(row, column), zone))
    const isWanted = read.some(({ kind }, place) => kind === 'figures' && days[place] === null)
    const order = isWanted ? orderOf(read, rows, column, answered) : 'ymd'
    for (const [place, one] of read.entries()) days[place] ??= dayOf(one, order)
  }
  return days
}

function dayOf(reading: DayReading, order: DayOrder): Day | null {
  if (reading.kind === 'day') return reading.day
  return reading.kind === 'figures' ? (reading.byOrder[order] ?? null) : null
}

/** An instant with its zone is of the workspace's day; what states no zone is taken as it stands. */
function readMoment(text: string, zone: string): DayReading {
  const instant = parseInstant(text.replace(/^(\d{4}-\d{2}-\d{2}) (?=\d)/, '$1T').replace(/ (?=[Z+-])/, ''))
  if (instant !== undefined) return { kind: 'day', day: dayIn(zone, instant), note: null }
  return readDay({ text, place: '', kind: 'text' })
}

function orderOf(
  read: readonly DayReading[],
  rows: readonly string[][],
  column: number,
  answered: DayOrder | undefined,
): DayOrder {
  const order = settleOrder([...read])
  if (order.kind === 'settled') return order.order
  if (answered !== undefined) return answered
  const place = read.findIndex(({ kind }) => kind === 'figures')
  return refuse('ambiguous_days', { example: `"${textIn(rows[place] ?? [], column)}"` }, 'dateOrder')
}
