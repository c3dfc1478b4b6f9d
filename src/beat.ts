import { schedule, validate } from 'node-cron'
import { escalationsDue, nextDue, versionsDue, whatIsDue } from '../db/due.ts'
import { nextNoticeAt } from '../db/notices.ts'
import { firstSentAfter, newestPin, pinPrefix } from '../db/pins.ts'
import { nextReplan } from '../db/replans.ts'
import { escalate } from './actions/escalate.ts'
import { type Keyed, perform, performAll } from './actions/perform.ts'
import { pinDay } from './actions/pin-day.ts'
import { putInForce } from './actions/put-in-force.ts'
import { remind } from './actions/remind.ts'
import { replan } from './actions/replan.ts'
import { type Surroundings, surroundings } from './actions/surroundings.ts'
import type { World } from './actions/world.ts'
import { openAttestations } from './attestations.ts'
import { breathe } from './clock.ts'
import { handOnDue } from './delegations.ts'
import { addDays, dayIn, startOfDay } from './rules/calendar.ts'
import { lastOver } from './rules/quarter.ts'
import { refuse } from './rules/refusal.ts'
import type { Actor, Day, Instant } from './rules/terms.ts'

/** The passing of time: by index, what is due. Cost grows with what is due, not with what exists. */

export type Beaten = { inForce: number; escalated: number; reminded: number }

const calendarActor: Actor = { kind: 'calendar' }
/** The most receivers, or requests, in one transaction. */
const piece = 100
const receiversAtOnce = 250

export async function beat(world: World): Promise<Beaten> {
  const { kysely } = world.database
  const around = await surroundings(world, kysely)
  const over = around.liveAt && lastOver(dayIn(around.calendar.zone, around.liveAt), around.today)
  const due = await whatIsDue(kysely, world.workspace, { ...around, lastOver: over })
  const inForce = due.has('versions') ? await putInForceUntil(world, around.today) : 0
  if (due.has('delegations')) await handOnDue(world, around.today)
  if (around.liveAt === null) return { inForce, escalated: 0, reminded: 0 }
  if (due.has('replans')) await replanAll(world, around)
  if (due.has('attestations')) await openAttestations(world, around)
  // What has moved may be due in its turn.
  const moves = ['versions', 'delegations', 'replans', 'attestations'] as const
  const isMoved = moves.some((one) => due.has(one))
  const before = isMoved || due.has('escalations') ? await escalations(world, around) : 0
  const wakes = isMoved || before > 0 || due.has('reminders')
  const { reminded, late } = wakes ? await reminders(world, around) : { reminded: 0, late: 0 }
  const after = late > 0 ? await escalations(world, around) : 0
  await pinPastDays(world, around)
  return { inForce, escalated: before + after, reminded }
}

/** Versions whose effective date has begun; this goes on even while nothing can be sent. */
export async function putDueInForce(world: World): Promise<number> {
  const { today } = await surroundings(world, world.database.kysely)
  return await putInForceUntil(world, today)
}

async function putInForceUntil(world: World, today: Day): Promise<number> {
  let count = 0
  for (;;) {
    const due = await versionsDue(world.database.kysely, world.workspace, today, piece)
    const requests = due.map((version) => ({
      request: { version: version.id },
      key: `in force:${version.id}`,
    }))
    if (requests.length > 0) await performAll(world, calendarActor, putInForce, requests)
    count += due.length
    if (due.length < piece) return count
  }
}

/** The workspace's times have changed: all that is open is counted anew, piece by piece. */
async function replanAll(world: World, { now }: Surroundings): Promise<void> {
  for (;;) {
    const next = await nextReplan(world.database.kysely, world.workspace)
    if (!next) return
    const { part, after } = next
    const request = { part, after, limit: receiversAtOnce }
    await perform(world, calendarActor, replan, request, `replan:${now}:${part}:${after}`)
    await breathe()
  }
}

async function escalations(world: World, around: Surroundings): Promise<number> {
  const due = await escalationsDue(world.database.kysely, world.workspace, around.now, piece)
  const requests: Keyed<{ obligation: string }>[] = due.map(({ id, escalateAt }) => ({
    request: { obligation: id },
    key: `escalate:${id}:${escalateAt}`,
  }))
  if (requests.length > 0) await performAll(world, calendarActor, escalate, requests)
  await breathe()
  return due.length === piece ? piece + (await escalations(world, around)) : due.length
}

async function reminders(world: World, { now }: Surroundings): Promise<{ reminded: number; late: number }> {
  const sum = { reminded: 0, late: 0 }
  for (let round = 0; ; round++) {
    const { told, seen, late } = await perform(
      world,
      calendarActor,
      remind,
      { limit: receiversAtOnce },
      `remind:${now}:${round}`,
    )
    sum.reminded += told
    sum.late += late
    if (seen < receiversAtOnce) return sum
    await breathe()
  }
}

/** The day last looked at, by workspace; a pin of the same day again is the same entry. */
const pinned = new Map<string, string>()

/** Every day that is over is pinned, also those before a stop; a day on which nothing was sent leaves no entry. */
async function pinPastDays(world: World, { today, calendar }: Surroundings): Promise<void> {
  const yesterday = addDays(today, -1)
  if (pinned.get(world.workspace) === yesterday) return
  const { kysely } = world.database
  const lastPinned = await newestPin(kysely, world.workspace)
  const first = await firstSentAfter(
    kysely,
    world.workspace,
    lastPinned && startOfDay(addDays(lastPinned, 1), calendar.zone),
  )
  for (let day = first && dayIn(calendar.zone, first); day && day <= yesterday; day = addDays(day, 1)) {
    await perform(world, calendarActor, pinDay, { day }, `${pinPrefix}${day}`)
  }
  pinned.set(world.workspace, yesterday)
}

/** When something is due next, by the record alone; at the latest the next day's beginning. */
export async function nextDueAt(world: World): Promise<Instant> {
  const { kysely } = world.database
  const { calendar, now, today, liveAt } = await surroundings(world, kysely)
  const next = await nextDue(kysely, world.workspace)
  const effectiveAt = next.effectiveOn === null ? null : startOfDay(next.effectiveOn, calendar.zone)
  const told =
    liveAt === null
      ? []
      : [next.reminderAt, next.acknowledgmentAt, next.escalateAt, await nextNoticeAt(kysely, world.workspace)]
  const isReplanned = (await nextReplan(kysely, world.workspace)) === undefined
  const movesAt = next.movesOn === null ? null : startOfDay(next.movesOn, calendar.zone)
  const instants = [
    ...(isReplanned ? [] : [now]),
    ...told,
    effectiveAt,
    movesAt,
    startOfDay(addDays(today, 1), calendar.zone),
  ]
  return instants.filter((instant) => instant !== null).sort()[0] as Instant
}

/** Runs on a cron expression until stopped; `next` is when it runs next. */
export function startBeat(
  expression: string,
  run: () => Promise<void>,
): { next(): Instant | null; stop(): void } {
  if (!validate(expression))
    refuse('bad_environment', { problems: 'PERENNIAL_BEAT: expected a cron expression such as "* * * * *"' })
  const task = schedule(expression, run, { noOverlap: true, name: 'beat' })
  return { next: () => task.getNextRun()?.toISOString() ?? null, stop: () => void task.stop() }
}
