import { personById } from '../../db/people.ts'
import type { HolderRow, ObligationRow, PersonRow } from '../../db/schema.ts'
import { addMilliseconds, dayIn, parseZone, startOfDay } from '../rules/calendar.ts'
import { type EscalationRow, escalatedFacts, nextEscalationOn } from '../rules/escalation.ts'
import { nextRung } from '../rules/reminders.ts'
import type { Day, Instant, ObligationKind } from '../rules/terms.ts'
import type { Act } from './act.ts'

/** Opening and settling what people owe. All reminders come from here. */

export type NewObligation = {
  kind: ObligationKind
  policy: string | null
  subject: string
  openedOn: Day
  dueOn: Day
  holders: { id: string; standInFor?: string | null }[]
  /** Whether a request of its own tells the holders of it at once. */
  isTold: boolean
}

export async function openObligation(act: Act, wanted: NewObligation): Promise<string> {
  const { kind, policy, subject, openedOn, dueOn } = wanted
  const obligation = act.id()
  await act.insert('obligations', {
    id: obligation,
    kind,
    policy,
    subject,
    openedOn,
    dueOn,
    state: 'open',
    settledAt: null,
    voidReason: null,
    escalatedOn: null,
    escalateAt: null,
  })
  for (const { id, standInFor } of wanted.holders) {
    await addHolder(act, { id: obligation, kind, openedOn, dueOn }, id, {
      standInFor: standInFor ?? null,
      isTold: wanted.isTold,
    })
  }
  if (wanted.isTold) await planEscalation(act, obligation)
  return obligation
}

type Timed = Pick<ObligationRow, 'id' | 'kind' | 'openedOn' | 'dueOn'>

export async function addHolder(
  act: Act,
  obligation: Timed,
  person: string,
  how: { standInFor: string | null; isTold: boolean; rung?: Day | null; toldOn?: Day | null },
): Promise<void> {
  const isTold = how.isTold && act.liveAt !== null
  const zone = await zoneOf(act, person)
  // A message of its own stands for the rungs up to today.
  const rung = isTold ? dayIn(zone, act.now) : (how.rung ?? null)
  await act.insert('obligationHolders', {
    obligation: obligation.id,
    holder: person,
    as: 'holder',
    isChannel: 0,
    standInFor: how.standInFor,
    snoozedUntil: null,
    rung,
    toldOn: isTold ? dayIn(zone, act.now) : (how.toldOn ?? null),
    nextReminderAt: act.liveAt === null ? null : nextReminder(act, obligation, zone, rung),
  })
}

/** A message of its own has told a holder of what they owe, in place of the rungs up to today. */
export async function markTold(
  act: Act,
  obligation: string,
  holder: string,
  firstOn: Day | null = null,
): Promise<void> {
  const zone = await zoneOf(act, holder)
  const today = dayIn(zone, act.now)
  const row = await withEscalation(act, obligation)
  await act.write(
    'obligationHolders',
    { obligation, holder, as: 'holder' },
    { toldOn: firstOn ?? today, rung: today, nextReminderAt: nextReminder(act, row, zone, today) },
  )
}

/** The same while they may have been told before: what is escalated counts from their first message. */
export async function toldNow(act: Act, obligation: string, holder: string): Promise<void> {
  if (act.liveAt === null) return
  const { toldOn } = await act.trx
    .selectFrom('obligationHolders')
    .select('toldOn')
    .where('workspace', '=', act.workspace)
    .where('obligation', '=', obligation)
    .where('holder', '=', holder)
    .where('as', '=', 'holder')
    .executeTakeFirstOrThrow()
  await markTold(act, obligation, holder, toldOn)
}

export function nextReminder(act: Act, obligation: Timed, zone: string, after: Day | null): Instant {
  return nextRung(act.calendar, act.calendar.times.ladders[obligation.kind], obligation, zone, after).at
}

export async function zoneOf(act: Act, person: string): Promise<string> {
  return zoneOrDefault(act, await personById(act.trx, act.workspace, person))
}

export function zoneOrDefault(
  act: Pick<Act, 'calendar'>,
  person: Pick<PersonRow, 'zone'> | undefined,
): string {
  return parseZone(person?.zone) ?? act.calendar.zone
}

export async function settle(
  act: Act,
  obligation: string,
  state: 'met' | 'void',
  voidReason: string | null = null,
): Promise<void> {
  await act.write(
    'obligations',
    { id: obligation },
    { state, settledAt: act.now, voidReason, escalateAt: null },
  )
  await act.trx
    .updateTable('obligationHolders')
    .set({ nextReminderAt: null })
    .where('workspace', '=', act.workspace)
    .where('obligation', '=', obligation)
    .execute()
}

export async function openObligationOf(
  act: Act,
  kind: ObligationKind,
  subject: string,
): Promise<ObligationRow | undefined> {
  return await act.trx
    .selectFrom('obligations')
    .selectAll()
    .where('workspace', '=', act.workspace)
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where('state', '=', 'open')
    .executeTakeFirst()
}

export async function settleOf(
  act: Act,
  kind: ObligationKind,
  subject: string,
  state: 'met' | 'void',
  reason: string | null = null,
): Promise<void> {
  const open = await openObligationOf(act, kind, subject)
  if (open) await settle(act, open.id, state, reason)
}

export async function holdersOf(act: Act, obligation: string): Promise<HolderRow[]> {
  return await act.trx
    .selectFrom('obligationHolders')
    .selectAll()
    .where('workspace', '=', act.workspace)
    .where('obligation', '=', obligation)
    .orderBy('holder')
    .execute()
}

/** The earliest zone's morning comes this long before midnight UTC of the same date. */
const earliestZoneMilliseconds = 14 * 3_600_000

export function whenToEscalate(nextOn: Day | null): Instant | null {
  return nextOn === null ? null : addMilliseconds(startOfDay(nextOn, 'UTC'), -earliestZoneMilliseconds)
}

/** When to look at an obligation's escalation next; null until a holder has been told. */
export function nextEscalationAt(
  act: Pick<Act, 'liveAt' | 'calendar'>,
  row: EscalationRow,
  toldOn: Day | null,
): Instant | null {
  const { subject, after } = escalatedFacts(act, row)
  return whenToEscalate(nextEscalationOn(act.calendar, subject, after, toldOn))
}

export type WithEscalation = ObligationRow & EscalationRow

export async function withEscalation(act: Act, obligation: string): Promise<WithEscalation> {
  return (await act.trx
    .selectFrom('obligations as o')
    .leftJoin('reviews as r', (join) =>
      join.onRef('r.workspace', '=', 'o.workspace').onRef('r.id', '=', 'o.subject'),
    )
    .selectAll('o')
    .select(['r.state as reviewState', 'r.dueOn as reviewDueOn', 'r.waivedUntil'])
    .where('o.workspace', '=', act.workspace)
    .where('o.id', '=', obligation)
    .executeTakeFirstOrThrow()) as WithEscalation
}

/** The day on which a holder was first told; those asked to acknowledge are told when it opens. */
export function firstTold(
  row: Pick<ObligationRow, 'kind' | 'openedOn'>,
  holders: readonly HolderRow[],
): Day | null {
  if (row.kind === 'acknowledge') return row.openedOn
  const told = holders.filter((holder) => holder.as === 'holder' && holder.toldOn !== null)
  return told.map((holder) => holder.toldOn as Day).sort()[0] ?? null
}

/** Sets when to look at an obligation's escalation next; nothing to look for until a holder has been told. */
export async function planEscalation(act: Act, obligation: string): Promise<void> {
  if (act.liveAt === null) return
  const row = await withEscalation(act, obligation)
  if (row.state !== 'open') return
  const toldOn = firstTold(row, await holdersOf(act, obligation))
  await setEscalateAt(act, obligation, nextEscalationAt(act, row, toldOn))
}

export async function setEscalateAt(act: Act, obligation: string, escalateAt: Instant | null): Promise<void> {
  await act.trx
    .updateTable('obligations')
    .set({ escalateAt })
    .where('workspace', '=', act.workspace)
    .where('id', '=', obligation)
    .execute()
}
