import { destinationOf, keepChannel } from '../../db/destinations.ts'
import { doubt } from '../../db/doubt.ts'
import { type Claimed, claim, renew } from '../../db/notices.ts'
import type { Database } from '../../db/open.ts'
import type { Sleep } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Calendar } from '../rules/business-days.ts'
import { parseZone } from '../rules/calendar.ts'
import type { Destination, Sender, SendOutcome } from '../rules/delivery.ts'
import type { Compose, Message, MessageFacts } from '../rules/message-facts.ts'
import { keepsHours, openHour } from '../rules/reminders.ts'
import type { Instant, Lane } from '../rules/terms.ts'
import { factsOf, isLive } from './facts.ts'
import { type MarkNotice, markerOf } from './mark.ts'
import { heldChannels, hold, type Pace, sent, waitFor } from './pace.ts'
import type { Drawing } from './redraw.ts'

/** Gets owed messages out: claim, still owed, pace, post, sort the answer, keep the text as sent. */

export type Outcome =
  | { notice: Claimed; is: 'sent' }
  | { notice: Claimed; is: 'dead'; lost: 'person' | 'channel' | null; reason: string }
  | { notice: Claimed; is: 'stopped'; reason: string }

export type Delivery = {
  database: Database
  workspace: string
  now: () => Instant
  calendar: () => Promise<Calendar>
  monotonic: () => number
  sleep: Sleep
  /** Scales every wait in a rehearsal; 1 is real. */
  scale: number
  owner: string
  sender: Sender
  compose: Compose
  /** Whether Slack still knows the person as active: asked before a reminder goes. */
  isHere: (slackId: string) => Promise<boolean>
  pace: Pace
  drawing: Drawing
  log: Log
  onOutcome: (outcomes: readonly Outcome[]) => Promise<void>
}

/** How long a claim lasts: a conversation opened, a message posted, and a margin for one that lands late. */
const leaseMilliseconds = 35_000

export function leaseOf({ scale }: Delivery): number {
  return Math.max(500, leaseMilliseconds * scale)
}

const batch: Record<Lane, number> = { urgent: 20, bulk: 5 }
/** What must wait longer than this is passed over, so that others do not wait with it. */
const patience = 2_000

/** Sends what is ready, urgent before bulk, until an instant of the monotonic clock; false where sending had to stop. */
export async function deliver(delivery: Delivery, signal: AbortSignal, until: number): Promise<boolean> {
  while (!signal.aborted && delivery.monotonic() < until) {
    const held = holdOf(delivery)
    if (held > 0) {
      await delivery.sleep(Math.min(held, until - delivery.monotonic()), signal)
      continue
    }
    const claimed = (await next(delivery, 'urgent')) ?? (await next(delivery, 'bulk'))
    if (!claimed) return true
    if (!(await sendAll(delivery, claimed, signal))) return false
  }
  return true
}

async function sendAll(
  delivery: Delivery,
  claimed: readonly Claimed[],
  signal: AbortSignal,
): Promise<boolean> {
  const outcomes: Outcome[] = []
  let tried = 0
  try {
    for (const notice of claimed) {
      if (signal.aborted || holdOf(delivery) > 0) break
      tried += 1
      const outcome = await sendOne(delivery, notice, signal)
      if (outcome) outcomes.push(outcome)
      if (outcome?.is === 'stopped') return false
    }
    return true
  } finally {
    await giveBack(delivery, claimed.slice(tried))
    if (outcomes.length > 0) await delivery.onOutcome(outcomes)
  }
}

async function next(delivery: Delivery, lane: Lane): Promise<Claimed[] | null> {
  const { database, workspace, owner, now, pace, scale } = delivery
  const except = scale === 0 ? [] : heldChannels(pace, paceClock(delivery), patience).slice(0, 500)
  const options = {
    owner,
    now: now(),
    lane,
    limit: batch[lane],
    leaseMilliseconds: leaseOf(delivery),
    except,
  }
  const claimed = await claim(database, workspace, options)
  return claimed.length > 0 ? claimed : null
}

/** What was claimed and not tried goes back as it was. */
async function giveBack(
  { database, workspace, owner }: Delivery,
  claimed: readonly Claimed[],
): Promise<void> {
  if (claimed.length === 0) return
  await database.kysely
    .updateTable('notices')
    .set((e) => ({ state: 'ready', leaseOwner: null, leaseUntil: null, attempt: e('attempt', '-', 1) }))
    .where('workspace', '=', workspace)
    .where(
      'id',
      'in',
      claimed.map((notice) => notice.id),
    )
    .where('leaseOwner', '=', owner)
    .where('state', '=', 'sending')
    .execute()
}

/** In a rehearsal that hurries, the pace is kept by a clock that runs as much faster. */
function paceClock({ monotonic, scale }: Delivery): number {
  return scale === 0 ? monotonic() : monotonic() / scale
}

/** How long the whole workspace must still wait. */
function holdOf(delivery: Delivery): number {
  return Math.max(0, delivery.pace.heldUntil - paceClock(delivery)) * delivery.scale
}

async function sendOne(delivery: Delivery, notice: Claimed, signal: AbortSignal): Promise<Outcome | null> {
  const { database, workspace, owner } = delivery
  const mark = markerOf(delivery, notice)
  const facts = await factsOf(database.kysely, workspace, notice, delivery.now())
  if (!facts) {
    await mark({ state: 'withdrawn', reason: 'no longer owed', isLive: 0 })
    return null
  }
  const to = await destinationOf(database.kysely, workspace, notice)
  if (typeof to === 'string') return await bury(mark, notice, to, 'person')
  const opensAt = await whenOpen(delivery, notice, to.kind === 'person' ? to.zone : null)
  if (opensAt > delivery.now()) {
    await mark({ state: 'ready', notBefore: opensAt, attempt: notice.attempt - 1 })
    return null
  }
  if (to.kind === 'person' && notice.lane === 'urgent' && !(await delivery.isHere(to.slackId))) {
    return await bury(mark, notice, 'has left', 'person')
  }
  const message = written(delivery, facts)
  if (typeof message === 'string') return await bury(mark, notice, message, null)
  const wait = delivery.scale * waitFor(delivery.pace, notice.recipient, paceClock(delivery))
  if (wait > 0) await delivery.sleep(wait, signal)
  if (signal.aborted) {
    await giveBack(delivery, [notice])
    return null
  }
  const isMine = await renew(database, workspace, notice.id, owner, leaseOf(delivery), message.text)
  if (!isMine) return null
  const postedAt = paceClock(delivery)
  const outcome = await delivery.sender.post(to, { ...message, noticeId: notice.id })
  sent(delivery.pace, notice.recipient, postedAt)
  return await settle(delivery, notice, to, { ...message, isLive: isLive(facts) ? 1 : 0 }, outcome)
}

/** Its hours were open when it was made: a pause, a long mailing or another zone may have closed them since. */
async function whenOpen(
  { calendar, now }: Delivery,
  { kind }: Claimed,
  zone: string | null,
): Promise<Instant> {
  if (!keepsHours[kind]) return now()
  const days = await calendar()
  return openHour(days, parseZone(zone) ?? days.zone, now())
}

/** A message that cannot be put into words must not stop those behind it. */
function written({ compose, log }: Delivery, facts: MessageFacts): Message | string {
  try {
    return compose(facts)
  } catch (error) {
    log.error({ error: (error as Error).stack ?? String(error) }, 'a message cannot be written')
    return `it cannot be written: ${(error as Error).message}`
  }
}

async function bury(
  mark: MarkNotice,
  notice: Claimed,
  reason: string,
  lost: 'person' | 'channel' | null,
): Promise<Outcome> {
  await mark({ state: 'dead', reason, isLive: 0 })
  return { notice, is: 'dead', lost, reason }
}

async function settle(
  delivery: Delivery,
  notice: Claimed,
  to: Destination,
  { text, isLive }: Message & { isLive: 0 | 1 },
  outcome: SendOutcome,
): Promise<Outcome | null> {
  const { database, workspace, owner, log } = delivery
  const mark = markerOf(delivery, notice)
  switch (outcome.outcome) {
    case 'sent': {
      const { channel, ts } = outcome
      await mark({ state: 'sent', sentAt: delivery.now(), channel, ts, text, isLive, reason: null })
      if (to.kind === 'person' && to.knownChannel !== channel)
        await keepChannel(database.kysely, workspace, notice.recipient, channel)
      return { notice, is: 'sent' }
    }
    case 'later':
      hold(delivery.pace, outcome.holds, notice.recipient, paceClock(delivery) + outcome.afterMilliseconds)
      await mark({ state: 'ready', text: null, reason: outcome.reason })
      log.info(
        { notice: notice.id, reason: outcome.reason, after: outcome.afterMilliseconds },
        'a message goes later',
      )
      return null
    case 'never':
      log.warn({ notice: notice.id, reason: outcome.reason }, 'a message cannot be delivered')
      return await bury(mark, notice, outcome.reason, outcome.lost)
    case 'in doubt':
      log.warn({ notice: notice.id, reason: outcome.reason }, 'a message may or may not have arrived')
      await doubt(
        database.kysely,
        database.engine,
        workspace,
        notice.id,
        owner,
        outcome.reason,
        leaseOf(delivery),
      )
      return null
    case 'stopped':
      await mark({ state: 'ready', text: null, reason: outcome.reason })
      return { notice, is: 'stopped', reason: outcome.reason }
  }
}
