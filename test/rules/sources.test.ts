import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Refusal } from '../../src/rules/refusal.ts'
import {
  activeSources,
  changeSource,
  generationsOf,
  olderKeyUntil,
  type Source,
  type SourceChange,
  sourceChanges,
} from '../../src/rules/sources.ts'

const day = (number: number, time = '09:00:00.000') => `2027-03-0${number}T${time}Z`

function sourcesAfter(...steps: [SourceChange, string, string?][]): Source[] {
  return steps.reduce<Source[]>(
    (sources, [change, at, name = 'pagerduty']) => changeSource(sources, { name, change }, at).sources,
    [],
  )
}

function refusalOf(sources: readonly Source[], change: SourceChange, name = 'pagerduty'): Refusal {
  try {
    changeSource(sources, { name, change }, day(9))
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('Expected a refusal')
}

describe('A source', () => {
  test('begins with its first key, and stands among the others by name', () => {
    const sources = sourcesAfter(['add', day(1)], ['add', day(1), 'jira'])
    expect(sources.map(({ name, generation }) => [name, generation])).toEqual([
      ['jira', 1],
      ['pagerduty', 1],
    ])
    expect(sources.map((source) => generationsOf(source, day(1)))).toEqual([[1], [1]])
  })

  test('has a new key, and the one before is taken for 24 hours more', () => {
    const [source] = sourcesAfter(['add', day(1)], ['rotate', day(2)]) as [Source]
    expect(olderKeyUntil(source, day(2))).toBe(day(3))
    expect(generationsOf(source, day(3, '08:59:59.999'))).toEqual([2, 1])
    expect(generationsOf(source, day(3))).toEqual([2])
    expect(olderKeyUntil(source, day(3))).toBeNull()
  })

  test('never takes a key again from before it was removed', () => {
    const sources = sourcesAfter(['add', day(1)], ['rotate', day(2)], ['remove', day(2)])
    expect(activeSources(sources)).toEqual([])
    const [again] = sourcesAfter(
      ['add', day(1)],
      ['rotate', day(2)],
      ['remove', day(2)],
      ['add', day(2)],
    ) as [Source]
    expect(generationsOf(again, day(2))).toEqual([3])
  })

  test('is refused where it cannot be what is asked: source_known, unknown_source, bad_request', () => {
    const known = sourcesAfter(['add', day(1)], ['add', day(1), 'jira'], ['remove', day(2), 'jira'])
    expect(refusalOf(known, 'add').code).toBe('source_known')
    for (const change of ['rotate', 'remove'] as const) {
      expect(refusalOf(known, change, 'jira').code).toBe('unknown_source')
      expect(refusalOf(known, change, 'jiro').message).toContain('Give one of these: pagerduty.')
    }
    expect(refusalOf([], 'remove').message).toContain('Give one of these: none.')
    for (const name of ['', 'Pager', '-a', 'a b', 'a:b', 'x'.repeat(41), 'ü'])
      expect(refusalOf([], 'add', name).code).toBe('bad_request')
  })

  test('whatever happens, no generation that was once given up is ever taken again', () => {
    const step = fc.record({
      change: fc.constantFrom(...sourceChanges),
      hours: fc.integer({ min: 0, max: 30 }),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let [sources, hour]: [Source[], number] = [[], 0]
        let given = 0
        const gone = new Set<number>()
        for (const { change, hours } of steps) {
          hour += hours
          const now = new Date(Date.UTC(2027, 0, 1, hour)).toISOString()
          try {
            sources = changeSource(sources, { name: 'a', change }, now).sources
          } catch {}
          const taken = activeSources(sources).flatMap((source) => generationsOf(source, now))
          for (const generation of taken) expect(gone.has(generation)).toBe(false)
          given = Math.max(given, ...taken)
          for (let one = 1; one <= given; one += 1) if (!taken.includes(one)) gone.add(one)
        }
      }),
    )
  })
})
