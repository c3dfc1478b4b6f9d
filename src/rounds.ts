import { nextDoubtIn } from '../db/doubt.ts'
import { nextNoticeAt } from '../db/notices.ts'
import { endPause, pauseOf } from '../db/pauses.ts'
import { staleNotices } from '../db/redraws.ts'
import { surroundings } from './actions/surroundings.ts'
import type { World } from './actions/world.ts'
import { beat, nextDueAt, putDueInForce } from './beat.ts'
import type { Sleep } from './clock.ts'
import { distribute } from './distribute.ts'
import type { Log } from './log.ts'
import { type Delivery, deliver } from './notices/deliver.ts'
import { recover } from './notices/recover.ts'
import { redrawStale } from './notices/redraw.ts'
import { askWaiting, claimForTeam, refreshDirectory } from './refresh-directory.ts'
import { addDays, atHour, startOfDay } from './rules/calendar.ts'
import { type Directory, IncompleteRead } from './rules/delivery.ts'
import type { Day, Instant } from './rules/terms.ts'
import { forgetOld, takeEvents } from './take-events.ts'

/** Rounds of work, one at a time: people, what is due, distributions, messages, and what was sent drawn anew. */

export type Rounds = {
  /** Asks for a round soon; several wishes are one round. */
  wish(): void
  /** Works until nothing is due and nothing is on its way at this instant; answers when something is due next. */
  settle(): Promise<Instant>
  /** When the last round ended, in milliseconds of the monotonic clock; null before the first. */
  lastEnd(): number | null
  stop(): Promise<void>
}

export type RoundsOptions = {
  world: World
  directory: Directory
  delivery: Delivery
  /** Draws anew what people see of their own when they open the app, until the signal. */
  homes?: (signal: AbortSignal) => Promise<void>
  sleep: Sleep
  log: Log
}

/** The hour of the workspace at which people are read anew each day. */
const refreshHour = 4
/** Messages go for at most so long before the rest of a round has its turn again. */
const deliveryMilliseconds = 20_000
/** What was sent is drawn anew for at most so long, and stops at once where a round is wished for. */
const redrawMilliseconds = 10_000
const probeMilliseconds = 5 * 60_000
/** How long to wait before what could not be sent just now is tried again. */
const readyMilliseconds = 250

export function makeRounds(options: RoundsOptions): Rounds {
  const { world, directory, delivery, log } = options
  const { monotonic } = delivery
  const stopping = new AbortController()
  let running: Promise<void> = Promise.resolve()
  let isWished = false
  let background = new AbortController()
  let lastEnd: number | null = null
  let isClaimed = false
  let refreshedOn: Day | null = null
  let probedAt = Number.NEGATIVE_INFINITY

  async function round(): Promise<void> {
    if (stopping.signal.aborted) return
    try {
      if (await takeEvents(world, directory, log)) refreshedOn = null
      if (await isPaused()) await putDueInForce(world)
      else await work()
    } catch (error) {
      log.error({ error: (error as Error).stack ?? String(error) }, 'a round failed; it is tried again')
    }
    lastEnd = monotonic()
  }

  /** Reminders are decided from what is stored: Slack not answering about its people holds none of them up. */
  async function work(): Promise<void> {
    await unlessUnread(bringPeopleUpToDate)
    await beat(world)
    if (!isClaimed) return
    await distribute(world, directory)
    await recover(delivery)
    const end = monotonic() + deliveryMilliseconds
    await deliver(delivery, stopping.signal, end)
    if (monotonic() >= end || !(await redraw())) return wish()
    if (!isWished) await options.homes?.(background.signal)
  }

  async function redraw(): Promise<boolean> {
    background = new AbortController()
    if (isWished || stopping.signal.aborted) return true
    const { signal } = background
    return (await redrawStale(delivery, signal, monotonic() + redrawMilliseconds)) || signal.aborted
  }

  function wish(): void {
    background.abort()
    if (isWished || stopping.signal.aborted) return
    isWished = true
    void next()
  }

  async function unlessUnread(read: () => Promise<void>): Promise<void> {
    try {
      await read()
    } catch (error) {
      if (!(error instanceof IncompleteRead)) throw error
      const { subject, message: reason } = error
      log.warn({ subject, reason }, 'Slack could not be read; it is tried again')
    }
  }

  async function bringPeopleUpToDate(): Promise<void> {
    if (!isClaimed) await claimForTeam(world, directory)
    isClaimed = true
    const { calendar, now, today } = await surroundings(world, world.database.kysely)
    const isDue =
      refreshedOn === null || (refreshedOn < today && now >= atHour(today, refreshHour, calendar.zone))
    if (!isDue) return await askWaiting(world, directory)
    const { people, joined } = await refreshDirectory(world, directory)
    refreshedOn = today
    await forgetOld(world)
    log.info({ people, joined }, 'people are up to date with Slack')
  }

  /** After the token was refused nothing is sent; now and then it is tried whether Slack takes it again. */
  async function isPaused(): Promise<boolean> {
    const pause = await pauseOf(world.database.kysely, world.workspace, 'slack')
    if (!pause) return false
    if (monotonic() - probedAt < probeMilliseconds * delivery.scale) return true
    probedAt = monotonic()
    try {
      await directory.team()
    } catch {
      return true
    }
    await endPause(world.database.kysely, world.workspace, 'slack')
    refreshedOn = null
    return false
  }

  function next(): Promise<void> {
    const started = running.then(() => {
      isWished = false
      return round()
    })
    running = started
    return started
  }

  return {
    wish,
    async settle() {
      for (;;) {
        await next()
        const wait = await unsettled()
        if (wait === null || stopping.signal.aborted) break
        if (wait > 0) await options.sleep(wait, stopping.signal)
      }
      return await nextInstant()
    },
    lastEnd: () => lastEnd,
    async stop() {
      stopping.abort()
      background.abort()
      await running
    },
  }

  /** Milliseconds until what is still on its way can be gone on with; null where all has settled. */
  async function unsettled(): Promise<number | null> {
    const { kysely, engine } = world.database
    if (await pauseOf(kysely, world.workspace, 'slack')) return null
    const ready = await nextNoticeAt(kysely, world.workspace)
    if (ready !== null && ready <= world.now()) return readyMilliseconds
    const stale = await staleNotices(kysely, world.workspace, { limit: 1, except: [] })
    if (stale.length > 0) return readyMilliseconds
    return await nextDoubtIn(kysely, engine, world.workspace)
  }

  /** While nothing can be sent, what was due has passed without having been looked at: the next day is waited for. */
  async function nextInstant(): Promise<Instant> {
    const { calendar, now, today } = await surroundings(world, world.database.kysely)
    const tomorrow = addDays(today, 1)
    const ofDays = [
      atHour(today, refreshHour, calendar.zone),
      startOfDay(tomorrow, calendar.zone),
      atHour(tomorrow, refreshHour, calendar.zone),
    ]
    const instants = [await nextDueAt(world), ...ofDays].filter((at) => at > now)
    return instants.sort()[0] as Instant
  }
}
