import { destinationOf } from '../../db/destinations.ts'
import { markDrawn, markUndrawn, noticeAt, sentNotice, staleNotices } from '../../db/redraws.ts'
import type { UpdateOutcome } from '../rules/delivery.ts'
import type { Message, MessageFacts } from '../rules/message-facts.ts'
import type { Delivery } from './deliver.ts'
import { isLive, sentFactsOf } from './facts.ts'

/**
 * Sent messages drawn anew with the truth of now: at each press, and in the background where a change made
 * untrue what one shows. What was sent stays on the notice as it was.
 */

/** What drawing remembers between its turns; instants in milliseconds of the clock that paces it. */
export type Drawing = {
  nextAt: number
  /** The drawings under way, by notice: two of one message would come to Slack in any order. */
  running: Map<string, Promise<unknown>>
  /** Messages that could not be drawn just now: until when they wait, and how often it was tried. */
  waiting: Map<string, { until: number; tries: number }>
}

export function newDrawing(): Drawing {
  return { nextAt: Number.NEGATIVE_INFINITY, running: new Map(), waiting: new Map() }
}

/** A little more than Slack's 50 a minute allow between two, so that presses have room beside it. */
const gap = 1_300
const batch = 10
/** After so many tries a message stays as it is. */
const mostTries = 5

/** The message at this place. False where it stays as it was: none of ours, or not taken by Slack now. */
export async function redrawOne(delivery: Delivery, channel: string, ts: string): Promise<boolean> {
  const { database, workspace } = delivery
  const notice = await noticeAt(database.kysely, workspace, channel, ts)
  return notice !== undefined && (await draw(delivery, notice)) === 'drawn'
}

/** Messages that were marked as stale, until an instant of the monotonic clock; true where none is left that can be drawn now. */
export async function redrawStale(delivery: Delivery, signal: AbortSignal, until: number): Promise<boolean> {
  const { database, workspace, drawing, scale } = delivery
  while (!signal.aborted && delivery.monotonic() < until) {
    const now = clockOf(delivery)
    const later = [...drawing.waiting].filter(([, one]) => one.until > now).map(([id]) => id)
    const stale = await staleNotices(database.kysely, workspace, { limit: batch, except: later })
    if (stale.length === 0) return true
    for (const id of stale) {
      const wait = (drawing.nextAt - clockOf(delivery)) * scale
      if (wait > 0) await delivery.sleep(Math.min(wait, until - delivery.monotonic()), signal)
      if (signal.aborted || delivery.monotonic() >= until) return false
      if ((await draw(delivery, id)) === 'stopped') return false
    }
  }
  return false
}

/** In a rehearsal that hurries, the pace is kept by a clock that runs as much faster. */
function clockOf({ monotonic, scale }: Delivery): number {
  return scale === 0 ? monotonic() : monotonic() / scale
}

/** One message after the other has been drawn, where one is under way. */
async function draw(delivery: Delivery, id: string): Promise<UpdateOutcome['outcome'] | null> {
  const { running } = delivery.drawing
  const before = running.get(id) ?? Promise.resolve()
  const mine = before.then(() => drawNow(delivery, id))
  const settled = mine.catch(() => {})
  running.set(id, settled)
  try {
    return await mine
  } finally {
    if (running.get(id) === settled) running.delete(id)
  }
}

async function drawNow(delivery: Delivery, id: string): Promise<UpdateOutcome['outcome'] | null> {
  const { database, workspace, drawing, sender, log } = delivery
  const notice = await sentNotice(database.kysely, workspace, id)
  if (!notice?.channel || !notice.ts) return null
  const facts = await sentFactsOf(database.kysely, workspace, notice, delivery.now())
  const isReachable = typeof (await destinationOf(database.kysely, workspace, notice)) !== 'string'
  const message = facts && isReachable ? written(delivery, facts) : null
  if (!facts || !message) {
    await markDrawn(database.kysely, notice, false)
    return null
  }
  drawing.nextAt = Math.max(drawing.nextAt, clockOf(delivery) + gap)
  const drawn = await sender.update({ channel: notice.channel, ts: notice.ts }, message)
  if (drawn.outcome === 'later') {
    if (drawn.holds) drawing.nextAt = clockOf(delivery) + drawn.afterMilliseconds
    const tries = (drawing.waiting.get(id)?.tries ?? 0) + (drawn.holds ? 0 : 1)
    drawing.waiting.set(id, { until: clockOf(delivery) + drawn.afterMilliseconds, tries })
    if (tries < mostTries) {
      await markUndrawn(database.kysely, notice)
      return 'later'
    }
  }
  drawing.waiting.delete(id)
  if (drawn.outcome === 'stopped') {
    await markUndrawn(database.kysely, notice)
    await delivery.onOutcome([{ notice, is: 'stopped', reason: drawn.reason }])
    return 'stopped'
  }
  if (drawn.outcome !== 'drawn')
    log.info({ notice: id, reason: drawn.reason }, 'a message can be drawn no more and stays as it is')
  await markDrawn(database.kysely, notice, drawn.outcome === 'drawn' && isLive(facts))
  return drawn.outcome
}

/** A message that cannot be put into words must not stop those behind it. */
function written({ compose, log }: Delivery, facts: MessageFacts): Message | null {
  try {
    return compose(facts)
  } catch (error) {
    log.error({ error: (error as Error).stack ?? String(error) }, 'a message cannot be written anew')
    return null
  }
}
