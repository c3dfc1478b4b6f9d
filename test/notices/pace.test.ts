import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { heldChannels, hold, newPace, type Pace, sent, waitFor } from '../../src/notices/pace.ts'

/** Sends to each channel in turn, at the moment the pace allows it; the instants of sending by channel. */
function paced(pace: Pace, channels: readonly string[], between: (n: number) => number = () => 0) {
  let now = 0
  return channels.map((channel, n) => {
    now += between(n)
    now += waitFor(pace, channel, now)
    sent(pace, channel, now)
    return { channel, at: now }
  })
}

function gapsOf(sends: readonly { channel: string; at: number }[], channel: string): number[] {
  const own = sends.filter((send) => send.channel === channel)
  return own.slice(1).map((send, i) => send.at - (own[i]?.at ?? 0))
}

describe('A message may go', () => {
  const cases: [string, (pace: Pace) => void, string, number, number][] = [
    ['at once where nothing was sent', () => {}, 'A', 0, 0],
    ['1,010 ms after the last one to the same channel', (pace) => sent(pace, 'A', 0), 'A', 0, 1010],
    ['at once to another channel', (pace) => sent(pace, 'A', 0), 'B', 0, 0],
    ['to the same channel once its gap is over', (pace) => sent(pace, 'A', 0), 'A', 1010, 0],
    ['after a hold of its channel', (pace) => hold(pace, 'channel', 'A', 30_000), 'A', 0, 30_000],
    ['at once to a channel that is not held', (pace) => hold(pace, 'channel', 'A', 30_000), 'B', 0, 0],
    [
      'to no channel while the workspace is held',
      (pace) => hold(pace, 'workspace', 'A', 30_000),
      'B',
      10_000,
      20_000,
    ],
    [
      'after the longer of two holds, whichever came first',
      (pace) => {
        hold(pace, 'channel', 'A', 30_000)
        hold(pace, 'channel', 'A', 5_000)
        hold(pace, 'workspace', 'A', 12_000)
        hold(pace, 'workspace', 'A', 1_000)
      },
      'A',
      0,
      30_000,
    ],
    [
      'a quarter of a second after a burst of four to as many channels',
      (pace) => {
        for (const channel of ['A', 'B', 'C', 'D']) sent(pace, channel, 0)
      },
      'E',
      0,
      250,
    ],
  ]
  for (const [title, prepare, channel, now, expected] of cases) {
    test(title, () => {
      const pace = newPace(0)
      prepare(pace)
      expect(waitFor(pace, channel, now)).toBeCloseTo(expected, 6)
    })
  }
})

test('channels that must wait longer than is bearable are named, others are not', () => {
  const pace = newPace(0)
  sent(pace, 'A', 0)
  hold(pace, 'channel', 'B', 30_000)
  expect(heldChannels(pace, 0, 2_000)).toEqual(['B'])
  expect(heldChannels(pace, 0, 500)).toEqual(['A', 'B'])
  expect(heldChannels(pace, 28_500, 2_000)).toEqual([])
})

test('one channel gets at least 99 % of one message a second, and no two within a second', () => {
  const sends = paced(newPace(0), Array(3600).fill('A'))
  const gaps = gapsOf(sends, 'A')
  expect(gaps.filter((gap) => gap < 1000)).toEqual([])
  expect((sends.length - 1) / ((sends.at(-1)?.at ?? 0) / 1000)).toBeGreaterThanOrEqual(0.99)
})

test('many channels get at least 99 % of 240 messages a minute, and never more in any minute but the first burst', () => {
  const channels = Array.from({ length: 2400 }, (_, i) => `C${i}`)
  const at = paced(newPace(0), channels).map((send) => send.at)
  expect(at.length / ((at.at(-1) ?? 0) / 60_000)).toBeGreaterThanOrEqual(240 * 0.99)
  for (let i = 0; i < at.length; i += 1) {
    const end = (at[i] ?? 0) + 60_000 - 1
    const within = at.slice(i, i + 300).filter((time) => time <= end).length
    expect(within).toBeLessThanOrEqual(240 + 4)
  }
})

test('whatever is sent when and where, no channel hears twice within 1,010 ms and no minute has more than 244', () => {
  const load = fc.array(
    fc.record({ channel: fc.integer({ min: 0, max: 5 }), after: fc.integer({ min: 0, max: 900 }) }),
    {
      minLength: 1,
      maxLength: 400,
    },
  )
  fc.assert(
    fc.property(load, (wanted) => {
      const sends = paced(
        newPace(0),
        wanted.map(({ channel }) => `C${channel}`),
        (n) => wanted[n]?.after ?? 0,
      )
      for (const channel of new Set(sends.map((send) => send.channel)))
        for (const gap of gapsOf(sends, channel)) expect(gap).toBeGreaterThanOrEqual(1010 - 1e-6)
      for (const { at } of sends)
        expect(sends.filter((other) => other.at >= at && other.at < at + 60_000).length).toBeLessThanOrEqual(
          244,
        )
    }),
    { numRuns: 60 },
  )
})

test('holds are obeyed to the millisecond whatever else is sent', () => {
  const moment = fc.integer({ min: 0, max: 120_000 })
  fc.assert(
    fc.property(moment, fc.array(moment, { maxLength: 20 }), (until, others) => {
      const pace = newPace(0)
      for (const other of others) sent(pace, `C${other}`, 0)
      hold(pace, 'workspace', 'A', until)
      expect(waitFor(pace, 'B', 0)).toBeGreaterThanOrEqual(until)
    }),
  )
})

test('channels long past their turn are forgotten, so that memory does not grow with everyone ever written to', () => {
  const pace = newPace(0)
  for (let i = 0; i < 12_000; i += 1) sent(pace, `C${i}`, i * 250)
  expect(pace.channels.size).toBeLessThanOrEqual(10_001)
  expect(waitFor(pace, 'C11999', 11_999 * 250)).toBeCloseTo(1010, 6)
})
