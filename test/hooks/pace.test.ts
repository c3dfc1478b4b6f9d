import { expect, test } from 'vitest'
import { makePace } from '../../src/hooks/pace.ts'

function paced() {
  let now = 5_000
  const waitOf = makePace(60, () => now)
  const pass = (seconds: number) => {
    now += seconds * 1000
  }
  return { waitOf, pass }
}

test('so many come at once, and the next is told how long to wait', () => {
  const { waitOf, pass } = paced()
  for (let one = 0; one < 60; one += 1) expect(waitOf('a')).toBe(0)
  expect(waitOf('a')).toBe(1)
  expect(waitOf('b')).toBe(0)
  pass(1)
  expect(waitOf('a')).toBe(0)
  expect(waitOf('a')).toBe(1)
})

test('who was refused may come after waiting, and a pause saves up no more than a minute', () => {
  const { waitOf, pass } = paced()
  for (let one = 0; one < 61; one += 1) waitOf('a')
  pass(waitOf('a'))
  expect(waitOf('a')).toBe(0)
  pass(3600)
  const free = Array.from({ length: 100 }, () => waitOf('a')).filter((wait) => wait === 0)
  expect(free).toHaveLength(60)
})
