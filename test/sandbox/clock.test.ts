import { expect, test } from 'vitest'
import { type Reply, START, sandboxFor, type TestSandbox } from './support.ts'

/** A program that follows the clock: at each stop it notes the instant and says what is due next. */
function follow(sandbox: TestSandbox, name: string, nextDue: (now: string) => string | null) {
  const seen: string[] = []
  let generation = 0
  let stopped = false
  const run = async () => {
    while (!stopped) {
      const told = await sandbox.control('GET', `clock?after=${generation}&follower=${name}`)
      if (told.generation === generation) continue
      generation = told.generation
      seen.push(told.now)
      await sandbox.control('POST', 'clock/settled', {
        follower: name,
        generation,
        nextDueAt: nextDue(told.now),
      })
    }
  }
  const ended = run().catch((error) => {
    if (!stopped) throw error
  })
  return { seen, ended, stop: () => (stopped = true) }
}

const firstOf = (instants: string[]) => (now: string) => instants.find((instant) => instant > now) ?? null
const settled = async (sandbox: TestSandbox) => sandbox.control('POST', 'clock', { advance: 'PT0S' })

test('without a follower both moves answer at once', async () => {
  const { control } = await sandboxFor()
  expect(await control('POST', 'clock', { advance: 'P7D' })).toEqual({
    now: '2027-03-19T08:00:00.000Z',
    stops: 1,
  })
  expect(await control('POST', 'clock', { set: '2027-04-01T10:00:00+02:00' })).toEqual({
    now: '2027-04-01T08:00:00.000Z',
    stops: 1,
  })
})

test('advance walks: it stops wherever the follower has something due, and ends on its target', async () => {
  const sandbox = await sandboxFor()
  const due = ['2027-03-13T09:00:00.000Z', '2027-03-15T09:00:00.000Z', '2027-03-29T09:00:00.000Z']
  const program = follow(sandbox, 'program', firstOf(due))
  await settled(sandbox)
  const answer = await sandbox.control('POST', 'clock', { advance: 'P7D' })
  expect(answer).toEqual({ now: '2027-03-19T08:00:00.000Z', stops: 3 })
  expect(program.seen.slice(-3)).toEqual([due[0], due[1], '2027-03-19T08:00:00.000Z'])
  program.stop()
})

test('work that becomes due during the walk is stopped at too', async () => {
  const sandbox = await sandboxFor()
  const hourly = (now: string) => new Date(Date.parse(now) + 3_600_000).toISOString()
  const program = follow(sandbox, 'program', hourly)
  await settled(sandbox)
  expect((await sandbox.control('POST', 'clock', { advance: 'PT5H30M' })).stops).toBe(6)
  program.stop()
})

test('set jumps over what is due, as downtime does', async () => {
  const sandbox = await sandboxFor()
  const program = follow(sandbox, 'program', firstOf(['2027-03-13T09:00:00.000Z']))
  await settled(sandbox)
  expect((await sandbox.control('POST', 'clock', { set: '2027-03-20T00:00:00Z' })).stops).toBe(1)
  expect(program.seen.at(-1)).toBe('2027-03-20T00:00:00.000Z')
  program.stop()
})

test('the earliest of several followers decides where to stop, and all are waited for', async () => {
  const sandbox = await sandboxFor()
  const one = follow(sandbox, 'one', firstOf(['2027-03-14T00:00:00.000Z']))
  const two = follow(sandbox, 'two', firstOf(['2027-03-13T00:00:00.000Z']))
  await settled(sandbox)
  await settled(sandbox)
  expect((await sandbox.control('POST', 'clock', { advance: 'P3D' })).stops).toBe(3)
  expect(one.seen.slice(-3)).toEqual(two.seen.slice(-3))
  one.stop()
  two.stop()
})

test('something overdue is no reason to stop again', async () => {
  const sandbox = await sandboxFor()
  const program = follow(sandbox, 'program', () => '2027-03-01T00:00:00.000Z')
  await settled(sandbox)
  expect((await sandbox.control('POST', 'clock', { advance: 'P1D' })).stops).toBe(1)
  program.stop()
})

test('advance by nothing gives the follower one turn at the same instant', async () => {
  const sandbox = await sandboxFor()
  const program = follow(sandbox, 'program', () => null)
  await settled(sandbox)
  const turns = program.seen.length
  expect(await settled(sandbox)).toEqual({ now: START, stops: 1 })
  expect(program.seen.length).toBe(turns + 1)
  program.stop()
})

test('a follower that fell silent for 15 seconds is named and no longer waited for', async () => {
  const wall = { ms: 0, now: () => wall.ms, elapsed: () => wall.ms }
  const { control } = await sandboxFor({ wall })
  await control('GET', 'clock?after=0&follower=gone')
  let answered = false
  const move = control('POST', 'clock', { advance: 'P1D' }).then((answer) => {
    answered = true
    return answer
  })
  wall.ms = 14_999
  await control('GET', 'violations')
  expect(answered).toBe(false)
  wall.ms = 15_000
  expect(await move).toEqual({ now: '2027-03-13T08:00:00.000Z', stops: 1, unsettled: ['gone'] })
  expect((await control('POST', 'clock', { advance: 'P1D' })).unsettled).toBeUndefined()
})

test('moves queue: one begins when the other has ended', async () => {
  const sandbox = await sandboxFor()
  const program = follow(sandbox, 'program', firstOf(['2027-03-13T00:00:00.000Z']))
  await settled(sandbox)
  const answers = await Promise.all([
    sandbox.control('POST', 'clock', { advance: 'P2D' }),
    sandbox.control('POST', 'clock', { advance: 'P1D' }),
  ])
  expect(answers.map((answer: Reply) => [answer.now, answer.stops])).toEqual([
    ['2027-03-14T08:00:00.000Z', 2],
    ['2027-03-15T08:00:00.000Z', 1],
  ])
  program.stop()
})

test('whoever knows another generation is told at once, and whoever knows this one when it ends', async () => {
  const { control } = await sandboxFor()
  const first = await control('GET', 'clock')
  expect(first).toEqual({ now: START, generation: 1, ticking: false })
  expect(await control('GET', 'clock?after=99&follower=program')).toEqual(first)
  const told = control('GET', 'clock?after=1')
  await control('POST', 'clock', { set: '2027-03-13T00:00:00Z' })
  expect(await told).toEqual({ now: '2027-03-13T00:00:00.000Z', generation: 2, ticking: false })
})

test('business time only moves forward, and standing still is allowed', async () => {
  const { control } = await sandboxFor()
  expect((await control('POST', 'clock', { set: '2027-03-12T07:59:59Z' })).error).toContain(
    `expected "set" to be ${START} or later`,
  )
  expect((await control('POST', 'clock', { set: START })).now).toBe(START)
})

test('a ticking clock runs with the wall clock and goes on from where it was moved to', async () => {
  const wall = { ms: 1_000_000, now: () => wall.ms, elapsed: () => wall.ms }
  const { control, call } = await sandboxFor({ wall, ticking: true })
  wall.ms += 5_000
  expect(await control('GET', 'clock')).toMatchObject({ now: '2027-03-12T08:00:05.000Z', ticking: true })
  await control('POST', 'clock', { advance: 'P1D' })
  wall.ms += 2_500
  expect((await control('GET', 'clock')).now).toBe('2027-03-13T08:00:07.500Z')
  expect((await call('chat.postMessage', { channel: 'C0GENERAL1', text: 'x' })).ts).toBe('1804924807.500000')
})

test.each([
  [{}, 'expected {"advance": "P7D"} or {"set":'],
  [{ advance: 'P1D', set: START }, 'expected {"advance": "P7D"} or {"set":'],
  [{ advance: '7 days' }, 'expected "advance" to be an ISO duration'],
  [{ set: 'tomorrow' }, 'expected "set" to be an instant'],
  [{ set: '2027-03-13' }, 'expected "set" to be an instant'],
  [{ set: '2027-13-41T00:00:00Z' }, 'expected "set" to be an instant'],
])('the move %j is refused with what was expected', async (body, error) => {
  const { control } = await sandboxFor()
  expect((await control('POST', 'clock', body)).error).toContain(error)
})

test.each([
  ['clock/settled', { generation: 1 }, 'expected "follower"'],
  ['clock/settled', { follower: 'a' }, 'expected "generation"'],
  [
    'clock/settled',
    { follower: 'a', generation: 1, nextDueAt: 'soon' },
    'expected "nextDueAt" to be an instant',
  ],
])('%s with %j is refused with what was expected', async (path, body, error) => {
  const { control } = await sandboxFor()
  expect((await control('POST', path, body)).error).toContain(error)
})
