import { type HolderFacts, holdersOfOpen, openAcknowledgments, openObligations } from '../../db/list.ts'
import { surroundings } from '../actions/surroundings.ts'
import { daysBetween, parseDay, sayDay, sayDue } from '../rules/calendar.ts'
import { refuse } from '../rules/refusal.ts'
import type { Day, Instant, ObligationKind, Quarter } from '../rules/terms.ts'
import { counted, listed, sayQuarter } from '../words.ts'
import { type Output, writeJson } from './output.ts'
import { type OpenRecord, type Where, withRecord } from './record.ts'
import { groupBy, type Person } from './register-facts.ts'
import { type Column, table } from './table.ts'

export type DueItem = {
  obligationId: string
  kind: ObligationKind
  code: string | null
  title: string | null
  holders: Person[]
  /** Null for an acknowledgment whose request has not been delivered: its days count from delivery. */
  dueOn: Day | null
  daysLeft: number | null
  due: string
  nextReminderAt: Instant | null
}

/** What is due and who holds it, soonest first, in words of a day of the workspace. */
export async function due(options: Where & { on?: string }, output: Output): Promise<number> {
  const on =
    options.on === undefined ? undefined : (parseDay(options.on) ?? refuse('bad_day', { came: options.on }))
  return await withRecord(options, async (record) => {
    const { today } = await surroundings(record.world, record.database.kysely)
    const day = on ?? today
    const items = await readDue(record, day)
    if (options.json) writeJson(output, items)
    else
      output.out(
        items.length === 0 ? 'Nothing is due, and nobody owes anything.\n' : sayItems(output, items, day),
      )
    return 0
  })
}

/** Of one policy, or of all. */
export async function readDue(
  { database, workspace: { workspace } }: Pick<OpenRecord, 'database' | 'workspace'>,
  day: Day,
  policy?: string,
): Promise<DueItem[]> {
  const rows = await openObligations(database.kysely, workspace, policy)
  const holders = groupBy(await holdersOfOpen(database.kysely, workspace, policy), (row) => row.obligation)
  const missing = groupBy(await openAcknowledgments(database.kysely, workspace, policy), (row) => row.version)
  const items = rows.flatMap((row): DueItem[] => {
    const { id: obligationId, kind, code, title, dueOn } = row
    const what = { obligationId, kind, code, title: kind === 'attest' ? eventsOf(row.subject) : title }
    if (kind !== 'acknowledge')
      return [{ ...what, ...when(dueOn, day), ...holdings(holders.get(obligationId) ?? []) }]
    const byDay = groupBy(missing.get(row.subject) ?? [], (one) => one.dueOn ?? '')
    return [...byDay].map(([dueOn, people]) => ({
      ...what,
      holders: people.map(({ id, name, email }) => ({ id, name, email })),
      nextReminderAt: earliest(people.map(({ nextReminderAt }) => nextReminderAt)),
      ...when(dueOn || null, day),
    }))
  })
  const key = ({ dueOn, code }: DueItem) => `${dueOn ?? '9999-12-31'} ${code ?? ''}`
  return items.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}

const eventsOf = (quarter: Quarter) => `Events of the ${sayQuarter(quarter)}`

function holdings(rows: readonly HolderFacts[]): Pick<DueItem, 'holders' | 'nextReminderAt'> {
  const held = rows.filter(({ as }) => as === 'holder')
  return {
    holders: held.map(({ holder, name, email }) => ({
      id: holder,
      name: name ?? holder,
      email: email ?? null,
    })),
    nextReminderAt: earliest(held.map(({ nextReminderAt }) => nextReminderAt)),
  }
}

function when(dueOn: Day | null, day: Day): Pick<DueItem, 'dueOn' | 'daysLeft' | 'due'> {
  if (dueOn === null) return { dueOn, daysLeft: null, due: 'counts from delivery' }
  return { dueOn, daysLeft: daysBetween(day, dueOn), due: sayDue(dueOn, day) }
}

function earliest(instants: readonly (Instant | null)[]): Instant | null {
  return instants.filter((at) => at !== null).sort()[0] ?? null
}

const columns = (day: Day): Column<DueItem>[] => [
  {
    head: 'Due',
    text: ({ due }) => due,
    colour: ({ daysLeft }) => (daysLeft === null || daysLeft > 7 ? null : daysLeft < 0 ? 'red' : 'yellow'),
  },
  { head: 'Day', text: ({ dueOn }) => (dueOn === null ? '' : sayDay(dueOn, day)), gives: 12 },
  { head: 'What', text: ({ kind }) => kind },
  { head: 'Code', text: ({ code }) => code ?? '', gives: 8 },
  { head: 'Policy', text: ({ title }) => title ?? '', gives: 12 },
  {
    head: 'Held by',
    text: ({ holders }) =>
      listed(
        holders.map(({ name }) => name),
        3,
      ) || 'nobody',
    gives: 12,
  },
]

function sayItems(output: Output, items: readonly DueItem[], day: Day): string {
  const overdue = items.filter(({ daysLeft }) => daysLeft !== null && daysLeft < 0).length
  return `${table(output, columns(day), items)}\n${counted(items.length, 'item')} on ${sayDay(day, day)} ${day.slice(0, 4)}, ${overdue} overdue.\n`
}
