import { holdersOfOpen, type OpenObligation, openObligations } from '../../db/list.ts'
import { type Surroundings, surroundings } from '../actions/surroundings.ts'
import { dayIn, daysBetween, parseZone, sayDue } from '../rules/calendar.ts'
import { type Owed, planMorning } from '../rules/morning.ts'
import { nextMorning } from '../rules/reminders.ts'
import type { Day, Instant, ObligationKind } from '../rules/terms.ts'
import type { OpenRecord } from './record.ts'
import { groupBy, type Person } from './register-facts.ts'

export type MorningItem = {
  kind: ObligationKind
  code: string | null
  title: string | null
  dueOn: Day
  daysLeft: number
  due: string
}
/** What one person will be sent on their first business morning. */
export type FirstMorning = { to: Person; at: Instant; zone: string; items: MorningItem[] }

/** By the rules that the beat follows, from what is open now: who would receive what, if going live now. */
export async function firstMornings(record: OpenRecord): Promise<FirstMorning[]> {
  const { kysely } = record.database
  const { workspace } = record.workspace
  const around = await surroundings(record.world, kysely)
  const obligations = new Map((await openObligations(kysely, workspace)).map((row) => [row.id, row]))
  const held = (await holdersOfOpen(kysely, workspace)).filter(({ as }) => as === 'holder')
  const mornings = [...groupBy(held, (row) => row.holder)].flatMap(([id, rows]) => {
    const [first] = rows
    const zone = parseZone(first?.zone) ?? around.calendar.zone
    const at = nextMorning(around.calendar, zone, around.now)
    const open = rows.flatMap((row) => obligations.get(row.obligation) ?? [])
    const { items } = planMorning(around.calendar, zone, at, false, open.map(owedOf))
    if (items.length === 0) return []
    const to = { id, name: first?.name ?? id, email: first?.email ?? null }
    const told = items.flatMap(({ subject }) => obligations.get(subject) ?? [])
    return [{ to, at, zone, items: told.map((row) => itemOf(row, at, around)) }]
  })
  return mornings.sort((a, b) => (a.to.name < b.to.name ? -1 : 1))
}

function owedOf({ id, kind, openedOn, dueOn }: OpenObligation): Owed {
  return {
    subject: id,
    kind,
    as: 'holder',
    openedOn,
    dueOn,
    rung: null,
    snoozedUntil: null,
    isCalledFor: true,
    nextOwnAt: null,
  }
}

function itemOf(
  { kind, code, title, dueOn }: OpenObligation,
  at: Instant,
  { calendar }: Surroundings,
): MorningItem {
  const day = dayIn(calendar.zone, at)
  return { kind, code, title, dueOn, daysLeft: daysBetween(day, dueOn), due: sayDue(dueOn, day) }
}
