import { nextDoubtIn, nextNoticeAt } from '../db/notices.ts'
import { endPause, pauseOf } from '../db/pauses.ts'
import { surroundings } from './actions/surroundings.ts'
import type { World } from './actions/world.ts'
import { beat, nextDueAt, putDueInForce } from './beat.ts'
import { monotonic, type Sleep } from './clock.ts'
import { distribute } from './distribute.ts'
import type { Log } from './log.ts'
import { type Delivery, deliver } from './notices/deliver.ts'
import { recover } from './notices/recover.ts'
import { refreshDirectory } from './refresh-directory.ts'
import { addDays, atHour, dayIn } from './rules/calendar.ts'
import { type Directory, IncompleteRead } from './rules/delivery.ts'
import type { Day, Instant } from './rules/terms.ts'

/** Rounds of work, one at a time: people, what is due, distributions, messages. */

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
  sleep: Sleep
  log: Log
}

/** The hour of the workspace at which people are read anew each day. */
const refreshHour = 4
/** Messages go for at most so long before the rest of a round has its turn again. */
const deliveryMilliseconds = 20_000
const probeMilliseconds = 5 * 60_000

export function makeRounds(options: RoundsOptions): Rounds {
  const { world, directory, delivery, log } = options
  const stopping = new AbortController()
  let running: Promise<void> = Promise.resolve()
  let isWished = false
  let lastEnd: number | null = null
  let refreshedOn: Day | null = null
  let probedAt = Number.NEGATIVE_INFINITY

  async function round(): Promise<void> {
    if (stopping.signal.aborted) return
    try {
      if (await isPaused()) await putDueInForce(world)
      else await work()
    } catch (error) {
      if (error instanceof IncompleteRead)
        log.warn(
          { subject: error.subject, reason: error.message },
          'Slack could not be read; it is tried again',
        )
      else log.error({ error: (error as Error).stack ?? String(error) }, 'a round failed; it is tried again')
    }
    lastEnd = monotonic()
  }

  async function work(): Promise<void> {
    await refreshDaily()
    await beat(world)
    await distribute(world, directory)
    await recover(delivery)
    await deliver(delivery, stopping.signal, monotonic() + deliveryMilliseconds)
  }

  async function refreshDaily(): Promise<void> {
    const { calendar, now } = await surroundings(world, world.database.kysely)
    const today = dayIn(calendar.zone, now)
    const isDue =
      refreshedOn === null || (refreshedOn < today && now >= atHour(today, refreshHour, calendar.zone))
    if (!isDue) return
    const { people, joined } = await refreshDirectory(world, directory)
    refreshedOn = today
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
    wish() {
      if (isWished || stopping.signal.aborted) return
      isWished = true
      void next()
    },
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
      await running
    },
  }

  /** Milliseconds until what is still on its way can be gone on with; null where all has settled. */
  async function unsettled(): Promise<number | null> {
    const { kysely, engine } = world.database
    if (await pauseOf(kysely, world.workspace, 'slack')) return null
    const ready = await nextNoticeAt(kysely, world.workspace)
    if (ready !== null && ready <= world.now()) return 50
    return await nextDoubtIn(kysely, engine, world.workspace)
  }

  async function nextInstant(): Promise<Instant> {
    const { calendar, now, today } = await surroundings(world, world.database.kysely)
    const refreshAt = [today, addDays(today, 1)]
      .map((day) => atHour(day, refreshHour, calendar.zone))
      .find((at) => at > now) as Instant
    const due = await nextDueAt(world)
    return due < refreshAt ? due : refreshAt
  }
}
