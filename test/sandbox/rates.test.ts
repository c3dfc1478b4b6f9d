import { expect, test } from 'vitest'
import { createRates } from '../../src/sandbox/rates.ts'
import { sandboxFor } from './support.ts'

const heldWall = () => {
  const wall = { ms: 0, now: () => wall.ms, elapsed: () => wall.ms }
  return wall
}

test.each([
  ['tier1', 1, 60],
  ['tier2', 20, 3],
  ['tier3', 50, 2],
  ['tier4', 100, 1],
  ['special', 300, 1],
] as const)('%s takes %i calls at once, then says to wait %i s', (tier, calls, wait) => {
  const rates = createRates('slack', heldWall())
  for (let call = 0; call < calls; call += 1) expect(rates.take('m', tier, undefined)).toBe(0)
  expect(rates.take('m', tier, undefined)).toBe(wait)
  expect(rates.take('other', tier, undefined)).toBe(0)
})

test('whoever waits as long as told may call again', () => {
  const wall = heldWall()
  const rates = createRates('slack', wall)
  rates.take('m', 'tier1', undefined)
  const seconds = rates.take('m', 'tier1', undefined)
  wall.ms += seconds * 1000 - 1
  expect(rates.take('m', 'tier1', undefined)).toBe(1)
  wall.ms += 1
  expect(rates.take('m', 'tier1', undefined)).toBe(0)
})

test('a channel takes three posts at once and then one a second, and another channel is not held up', () => {
  const wall = heldWall()
  const rates = createRates('slack', wall)
  const post = (channel: string) => rates.take('chat.postMessage', 'special', channel)
  expect([post('C1'), post('C1'), post('C1'), post('C1'), post('C2')]).toEqual([0, 0, 0, 1, 0])
  wall.ms += 999
  expect(post('C1')).toBe(1)
  wall.ms += 1
  expect([post('C1'), post('C1')]).toEqual([0, 1])
})

test('the workspace takes 300 posts a minute in all', () => {
  const rates = createRates('slack', heldWall())
  for (let post = 0; post < 300; post += 1)
    expect(rates.take('chat.postMessage', 'special', `C${post}`)).toBe(0)
  expect(rates.take('chat.postMessage', 'special', 'C300')).toBe(1)
})

test('harsh grants a third, and off grants everything', () => {
  const harsh = createRates('harsh', heldWall())
  for (let call = 0; call < 6; call += 1) expect(harsh.take('m', 'tier2', undefined)).toBe(0)
  expect(harsh.take('m', 'tier2', undefined)).toBe(9)
  const off = createRates('off', heldWall())
  for (let call = 0; call < 1000; call += 1) expect(off.take('m', 'tier1', 'C1')).toBe(0)
})

test('a limited call is answered 429 with whole seconds to wait, and moving the business clock does not help', async () => {
  const wall = heldWall()
  const { raw, control } = await sandboxFor({ rate: 'slack', wall })
  const post = (channel: string) => raw('chat.postMessage', { channel, text: `${wall.ms} ${Math.random()}` })
  await post('U0ANAWEBER')
  await post('D0ANAWEBER')
  await post('U0ANAWEBER')
  const limited = await post('D0ANAWEBER')
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '1'])
  expect(limited.body).toEqual({ ok: false, error: 'ratelimited' })
  await control('POST', 'clock', { advance: 'P7D' })
  expect((await post('D0ANAWEBER')).status).toBe(429)
  wall.ms += 1000
  expect((await post('D0ANAWEBER')).status).toBe(200)
})
