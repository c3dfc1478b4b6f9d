import { longestTitle } from '../rules/limits.ts'
import type { Day } from '../rules/terms.ts'
import { buildCadence } from './build-cadence.ts'
import { buildDays, type Orders } from './build-days.ts'
import { buildPeople } from './build-people.ts'
import { type Cell, type Facts, isEmpty, isPlaceholder, saysNothing } from './fields.ts'
import { type Answers, ask, type Desk } from './questions.ts'
import { emptyRow, type ImportRow } from './row.ts'
import { readStatus } from './status.ts'

/** `shared` and `name` as in `Desk`. */
export type Source = {
  shared: string
  name: string
  orders: Orders
  today: Day
  answers: Answers
}

/** One policy from what a file states of it: what is certain is taken, what is doubtful is asked. */
export function buildRow(row: number, stated: Facts, source: Source, found: string[] = []): ImportRow {
  const notes = [...found]
  const facts = withoutControls(stated, notes)
  const code = plainText(facts.code, notes)
  const title = plainText(facts.title, notes)
  const identity = code ?? title ?? `row ${row}`
  const desk: Desk = {
    shared: source.shared,
    source: source.name,
    identity,
    answers: source.answers,
    notes,
    questions: [],
  }
  const empty = { ...emptyRow(row), code, title, notes, questions: desk.questions }
  const refused = refusal(code, title) ?? leftOut(desk, facts.type)
  if (refused !== null) return { ...empty, refused, questions: [] }
  const { status, note } = readStatus(facts.status?.text ?? '')
  if (note !== null) notes.push(note)
  return {
    ...empty,
    status,
    statedStatus: words(facts.status),
    ...buildPeople(desk, facts),
    versionNumber: readVersion(desk, facts.version),
    ...buildCadence(desk, facts),
    ...buildDays(desk, facts, source.orders, source.today),
    tags: list(facts.tags),
    components: list(facts.components),
  }
}

function refusal(code: string | null, title: string | null): string | null {
  if (code === null && title === null)
    return 'Neither a code nor a title is stated: fill in one of them and import again.'
  if (title !== null && title.length > longestTitle) {
    return `The title has ${title.length} characters, at most ${longestTitle} are taken: shorten it and import again.`
  }
  return null
}

const noPolicy = /\b(?:form|template|checklist|record|log|register|list|minutes|report)\b/i

function leftOut(desk: Desk, type: Cell | undefined): string | null {
  if (type === undefined || !noPolicy.test(type.text)) return null
  const question = {
    id: `${desk.source}:${desk.identity}:type`,
    field: 'type',
    question: `"${desk.identity}" is stated to be a ${type.text.trim()}, not a policy. Shall it be under review control?`,
    choices: ['yes', 'no'],
  }
  const answer = ask(desk, question, (text) => (/^(?:yes|no)$/i.test(text) ? text.toLowerCase() : undefined))
  return answer === 'no' ? 'Left out by answer: it is not a policy.' : null
}

function readVersion(desk: Desk, cell: Cell | undefined): string | null {
  const text = words(cell)
  if (cell === undefined || text === null) return null
  if (cell.kind === 'day') {
    const question = {
      id: `${desk.source}:${desk.identity}:version`,
      field: 'versionNumber',
      question: `The spreadsheet turned the version of "${desk.identity}" into the date ${text}. Which version is it?`,
      choices: [],
    }
    return ask(desk, question, (answer) => answer || undefined) ?? null
  }
  if (saysNothing(text) || isPlaceholder(text)) {
    desk.notes.push(`Version "${text}" is no version; it is left empty.`)
    return null
  }
  if (cell.kind === 'number') {
    desk.notes.push(
      `Version ${text} is stored as a number: zeros at its end, as in ${text.includes('.') ? text : `${text}.`}0, are lost in the spreadsheet.`,
    )
  }
  return text
}

function words(cell: Cell | undefined): string | null {
  return cell === undefined || isEmpty(cell.text) ? null : cell.text.trim()
}

function plainText(cell: Cell | undefined, notes: string[]): string | null {
  const text = words(cell)
  if (cell === undefined || text === null) return null
  if (isPlaceholder(text) || /^(?:tb[acd]|n\/a)$/i.test(text)) {
    notes.push(`"${text}" in "${cell.place}" is a placeholder; it is left empty.`)
    return null
  }
  if (cell.kind === 'number' && text.includes('.')) {
    notes.push(
      `${text} in "${cell.place}" is stored as a number: zeros at its end are lost in the spreadsheet.`,
    )
  }
  if (!text.includes('\n')) return text
  notes.push(`A line break in "${cell.place}" is taken as a space.`)
  return text.replace(/\s*\n\s*/g, ' ')
}

function list(cell: Cell | undefined): string[] {
  const parts = cell?.text.split(/[;,|\n]/).map((part) => part.trim()) ?? []
  return [...new Set(parts.filter((part) => !isEmpty(part)))]
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is dropped
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g

function withoutControls(facts: Facts, notes: string[]): Facts {
  const clean: Facts = {}
  for (const [field, cell] of Object.entries(facts)) {
    const text = cell.text.replace(controls, '')
    if (text !== cell.text) notes.push(`Control characters in "${cell.place}" are dropped.`)
    clean[field as keyof Facts] = { ...cell, text }
  }
  return clean
}
