import type { Instant } from './rules/terms.ts'

/** The one place that reads the clock. Business time may be moved in a rehearsal; waiting never is. */

export type Clock = { now(): Instant; stop(): void }

export const systemClock: Clock = { now: () => new Date().toISOString(), stop: () => {} }

export function clockAt(instant: Instant): Clock {
  return { now: () => instant, stop: () => {} }
}

/** Milliseconds that only rise: for pauses, leases and pacing. */
export function monotonic(): number {
  return performance.now()
}

export type Sleep = (milliseconds: number, signal?: AbortSignal) => Promise<void>

/** Real waiting, ended early by the signal. */
export const sleep: Sleep = (milliseconds, signal) =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const timer = setTimeout(done, milliseconds)
    signal?.addEventListener('abort', done, { once: true })
    function done() {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
  })

/** Lets what waits on the event loop run between two pieces of work. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

export type Follow = {
  url: string
  follower: string
  /** Does all due work and deliveries at an instant, and says when something is due next. */
  settle: (now: Instant) => Promise<Instant | null>
  onError: (error: unknown) => void
}

/** `ticking`: between moves the clock runs in real time; else it stands still. */
type Told = { now: Instant; generation: number; ticking: boolean; heardAt: number }

/** Follows a movable clock: waits for each move, does what is due then, and reports that all has settled. */
export async function followClock(options: Follow): Promise<Clock> {
  const stopping = new AbortController()
  let told = await ask(options.url, null, options.follower, stopping.signal)
  const follow = async () => {
    while (!stopping.signal.aborted) {
      try {
        const nextDueAt = await whileHeard(options, () => options.settle(nowOf(told)))
        await report(
          options.url,
          { follower: options.follower, generation: told.generation, nextDueAt },
          stopping.signal,
        )
        told = await ask(options.url, told.generation, options.follower, stopping.signal)
      } catch (error) {
        if (stopping.signal.aborted) return
        options.onError(error)
        await sleep(1000, stopping.signal)
      }
    }
  }
  queueMicrotask(() => void follow())
  return { now: () => nowOf(told), stop: () => stopping.abort() }
}

/** Long work without a word would count as death: the clock is told now and then that somebody is at it. */
async function whileHeard<T>({ url, follower }: Follow, work: () => Promise<T>): Promise<T> {
  const word = () => void fetch(`${url}?${new URLSearchParams({ follower })}`).catch(() => {})
  const timer = setInterval(word, betweenWords)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}

const betweenWords = 4_000

function nowOf({ now, ticking, heardAt }: Told): Instant {
  return ticking ? new Date(Date.parse(now) + (monotonic() - heardAt)).toISOString() : now
}

/** Without a generation the answer comes at once; with one, when the clock has moved on from it. */
async function ask(url: string, after: number | null, follower: string, signal: AbortSignal): Promise<Told> {
  for (;;) {
    const query = new URLSearchParams({ follower, ...(after === null ? {} : { after: String(after) }) })
    const response = await fetch(`${url}?${query}`, { signal })
    const told = (await response.json()) as Partial<Told>
    if (!response.ok || typeof told.now !== 'string' || typeof told.generation !== 'number') {
      throw new Error(`Expected {now, generation} from ${url}, got status ${response.status}`)
    }
    if (told.generation !== after)
      return {
        now: told.now,
        generation: told.generation,
        ticking: told.ticking === true,
        heardAt: monotonic(),
      }
  }
}

async function report(url: string, body: object, signal: AbortSignal): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  await fetch(`${url}/settled`, { method: 'POST', headers, body: JSON.stringify(body), signal })
}
