import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import { breathe, clockAt, followClock, monotonic, sleep, systemClock } from '../src/clock.ts'

type Told = { now: string; generation: number; ticking?: boolean }
type Report = { follower: string; generation: number; nextDueAt: string | null }

/** A movable clock by the protocol: it answers at once, or when it has been moved on. */
async function movableClock(first: Told) {
  let told: object = first
  const waiting: { after: string; response: ServerResponse }[] = []
  const reports: Report[] = []
  const heard: (() => void)[] = []
  const followers: (string | null)[] = []
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://clock')
    if (url.pathname.endsWith('/settled')) {
      reports.push(JSON.parse(await bodyOf(request)) as Report)
      response.end('{}')
      for (const hear of heard.splice(0)) hear()
      return
    }
    followers.push(url.searchParams.get('follower'))
    const after = url.searchParams.get('after')
    if (after === null || after !== String((told as Told).generation)) response.end(JSON.stringify(told))
    else waiting.push({ after, response })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}/clock`,
    reports,
    followers,
    waiting,
    move(next: object) {
      told = next
      for (const { response } of waiting.splice(0)) response.end(JSON.stringify(next))
    },
    async reported(count: number) {
      while (reports.length < count) await new Promise<void>((resolve) => heard.push(resolve))
      return reports
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}

const march = '2027-03-01T08:00:00.000Z'
const april = '2027-04-01T08:00:00.000Z'

async function follow(url: string, settle: (now: string) => Promise<string | null>, errors: unknown[] = []) {
  const clock = await followClock({
    url,
    follower: 'perennial',
    settle,
    onError: (error) => errors.push(error),
  })
  onTestFinished(() => clock.stop())
  return clock
}

describe('A clock that is followed', () => {
  test('has the time that it was told, and stands still', async () => {
    const { url, followers } = await movableClock({ now: march, generation: 1 })
    const clock = await follow(url, async () => null)
    expect(clock.now()).toBe(march)
    expect(clock.now()).toBe(march)
    expect(followers[0]).toBe('perennial')
  })

  test('does what is due at each move, once, and then reports when something is due next', async () => {
    const movable = await movableClock({ now: march, generation: 1 })
    const settled: string[] = []
    const clock = await follow(movable.url, async (now) => {
      settled.push(now)
      return april
    })
    await movable.reported(1)
    movable.move({ now: april, generation: 2 })
    expect(await movable.reported(2)).toEqual([
      { follower: 'perennial', generation: 1, nextDueAt: april },
      { follower: 'perennial', generation: 2, nextDueAt: april },
    ])
    expect(settled).toEqual([march, april])
    expect(clock.now()).toBe(april)
  })

  test('reports a move only when what is due at it has been done', async () => {
    const movable = await movableClock({ now: march, generation: 1 })
    let finish = (_: null) => {}
    await follow(movable.url, () => new Promise<null>((resolve) => (finish = resolve)))
    await breathe()
    expect(movable.reports).toEqual([])
    finish(null)
    expect(await movable.reported(1)).toHaveLength(1)
  })

  test('runs in real time where it is told to tick', async () => {
    const { url } = await movableClock({ now: march, generation: 1, ticking: true })
    const clock = await follow(url, async () => null)
    const first = clock.now()
    const start = monotonic()
    while (monotonic() - start < 3) await breathe()
    expect(clock.now() > first).toBe(true)
    expect(clock.now() < '2027-03-01T08:01:00.000Z').toBe(true)
  })

  test('refuses at once what is no clock, saying what was expected', async () => {
    const { url } = await movableClock({ now: march } as Told)
    await expect(follow(url, async () => null)).rejects.toThrow(
      /Expected \{now, generation\} from .*, got status 200/,
    )
  })

  test('tells of a round that failed, and asks nothing more after its stop', async () => {
    const movable = await movableClock({ now: march, generation: 1 })
    const errors: unknown[] = []
    const clock = await follow(movable.url, async () => Promise.reject(new Error('a round failed')), errors)
    while (errors.length === 0) await breathe()
    clock.stop()
    expect(errors).toEqual([new Error('a round failed')])
    expect(movable.reports).toEqual([])
  })

  test('a stop ends a wait for the next move without an error', async () => {
    const movable = await movableClock({ now: march, generation: 1 })
    const errors: unknown[] = []
    const clock = await follow(movable.url, async () => null, errors)
    await movable.reported(1)
    while (movable.waiting.length === 0) await breathe()
    clock.stop()
    await breathe()
    expect(errors).toEqual([])
  })
})

test('an instant of the system’s clock has the one format that all instants have', () => {
  expect(systemClock.now()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  expect(clockAt(march).now()).toBe(march)
})

test('a wait is ended early by its signal, also by one that was given before', async () => {
  const stopping = new AbortController()
  const long = sleep(3_600_000, stopping.signal)
  stopping.abort()
  await long
  await sleep(3_600_000, stopping.signal)
  await sleep(0)
  expect(stopping.signal.aborted).toBe(true)
})
