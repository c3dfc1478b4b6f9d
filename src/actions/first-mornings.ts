import { pendingDistributions } from '../../db/distributions.ts'
import { type HolderFacts, holdersOfOpen, type OpenObligation, openObligations } from '../../db/list.ts'
import { dayIn, daysBetween, parseZone, sayDue } from '../rules/calendar.ts'
import { type Owed, planMorning } from '../rules/morning.ts'
import { nextMorning } from '../rules/reminders.ts'
import type { Audience, Day, Instant, ObligationKind } from '../rules/terms.ts'
import { type Surroundings, surroundings } from './surroundings.ts'
import type { World } from './world.ts'

export type MorningItem = {
  kind: ObligationKind
  code: string | null
  title: string | null
  dueOn: Day
  daysLeft: number
  due: string
}
/** What one person will be sent on their first business morning. */
export type FirstMorning = {
  to: { id: string; name: string; email: string | null }
  at: Instant
  zone: string
  items: MorningItem[]
}

/** By the rules that the beat follows, from what is open now: who would receive what, if going live now. */
export async function firstMornings(
  world: Pick<World, 'database' | 'workspace' | 'now' | 'holidays'>,
): Promise<FirstMorning[]> {
  const { workspace } = world
  const { kysely } = world.database
  const around = await surroundings(world, kysely)
  const obligations = new Map((await openObligations(kysely, workspace)).map((row) => [row.id, row]))
  const held = (await holdersOfOpen(kysely, workspace)).filter(({ as }) => as === 'holder')
  const mornings = [...byHolder(held)].flatMap(([id, rows]) => {
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

export type FirstRequest = {
  code: string
  title: string
  version: string
  asks: 'acknowledge' | 'tell'
  audience: Audience
}

/** What goes to its audience as soon as this is live: versions that were endorsed before. */
export async function firstRequests({
  database,
  workspace,
}: Pick<World, 'database' | 'workspace'>): Promise<FirstRequest[]> {
  const pending = await pendingDistributions(database.kysely, workspace)
  return pending.map(({ number, audience, ...row }) => ({
    ...row,
    version: number,
    audience: JSON.parse(audience) as Audience,
  }))
}

export type FirstEndorsement = { code: string; title: string; to: string[] }

/** Who is asked at once to endorse what was submitted before. */
export async function firstEndorsements({
  database,
  workspace,
}: Pick<World, 'database' | 'workspace'>): Promise<FirstEndorsement[]> {
  const { kysely } = database
  const open = (await openObligations(kysely, workspace)).filter(({ kind }) => kind === 'endorse')
  const held = await holdersOfOpen(kysely, workspace)
  return open.map(({ id, code, title }) => ({
    code: code ?? '',
    title: title ?? '',
    to: held.flatMap((row) => (row.obligation === id && row.as === 'holder' ? [row.name ?? row.holder] : [])),
  }))
}

function byHolder(held: readonly HolderFacts[]): Map<string, HolderFacts[]> {
  const rows = new Map<string, HolderFacts[]>()
  for (const row of held) rows.set(row.holder, [...(rows.get(row.holder) ?? []), row])
  return rows
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
