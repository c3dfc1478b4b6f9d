import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  acknowledgmentMoves,
  eventMoves,
  mayMove,
  noticeMoves,
  obligationMoves,
  policyMoves,
  reviewMoves,
  submissionMoves,
  versionMoves,
} from '../../src/rules/lifecycle.ts'
import type { VersionState } from '../../src/rules/terms.ts'

/** Each allowed move with what it means; what is not here must be refused. */
const moves: Record<
  string,
  { table: Record<string, readonly string[]>; allowed: [string, string, string][] }
> = {
  policy: {
    table: policyMoves,
    allowed: [
      ['draft', 'active', 'its first version is endorsed'],
      ['draft', 'retired', 'it is given up before it began'],
      ['active', 'retired', 'its retirement is endorsed'],
    ],
  },
  version: {
    table: versionMoves,
    allowed: [
      ['draft', 'submitted', 'the owner submits'],
      ['draft', 'withdrawn', 'it is given up'],
      ['submitted', 'endorsed', 'the approvers endorse'],
      ['submitted', 'sent back', 'an approver sends it back'],
      ['submitted', 'draft', 'the owner recalls it'],
      ['submitted', 'withdrawn', 'the policy is retired meanwhile'],
      ['sent back', 'submitted', 'it is edited and resubmitted'],
      ['sent back', 'withdrawn', 'it is given up'],
      ['endorsed', 'in force', 'its day has come'],
      ['endorsed', 'withdrawn', 'a later one is in force first'],
      ['in force', 'superseded', 'the next one is in force, or the policy is retired'],
    ],
  },
  review: {
    table: reviewMoves,
    allowed: [
      ['open', 'in progress', 'the owner starts'],
      ['open', 'submitted', 'the owner submits at once'],
      ['open', 'concluded', 'a whole review out of cycle concludes it too'],
      ['open', 'void', 'the policy is retired'],
      ['in progress', 'submitted', 'the owner submits'],
      ['in progress', 'concluded', 'a whole review out of cycle concludes it too'],
      ['in progress', 'void', 'the policy is retired'],
      ['submitted', 'in progress', 'it is sent back or recalled'],
      ['submitted', 'concluded', 'the approvers endorse'],
      ['submitted', 'void', 'the policy is retired'],
    ],
  },
  submission: {
    table: submissionMoves,
    allowed: [
      ['awaiting', 'endorsed', 'enough approvers endorse'],
      ['awaiting', 'sent back', 'an approver sends it back'],
      ['awaiting', 'recalled', 'the owner recalls it'],
      ['awaiting', 'void', 'the policy is retired'],
    ],
  },
  event: {
    table: eventMoves,
    allowed: [
      ['reported', 'significant', 'it is triaged'],
      ['reported', 'not significant', 'it is triaged'],
      ['reported', 'merged', 'it is the same as another'],
      ['reported', 'withdrawn', 'its reporter takes it back'],
      ['significant', 'reported', 'it is reopened'],
      ['not significant', 'reported', 'it is reopened'],
      ['merged', 'reported', 'it is reopened'],
      ['withdrawn', 'reported', 'it is reopened'],
      ['significant', 'withdrawn', 'a policy manager withdraws it'],
      ['not significant', 'withdrawn', 'a policy manager withdraws it'],
      ['merged', 'withdrawn', 'its reporter takes it back'],
    ],
  },
  obligation: {
    table: obligationMoves,
    allowed: [
      ['open', 'met', 'it was done'],
      ['open', 'void', 'it is owed no more'],
      ['met', 'open', 'it is owed again'],
    ],
  },
  acknowledgment: {
    table: acknowledgmentMoves,
    allowed: [
      ['open', 'given', 'the person acknowledges'],
      ['open', 'void', 'a new version, or the person has left'],
      ['void', 'given', 'an old message is pressed: recorded for the old version alone'],
    ],
  },
  notice: {
    table: noticeMoves,
    allowed: [
      ['ready', 'sending', 'it is claimed'],
      ['ready', 'withdrawn', 'it is no longer owed'],
      ['sending', 'sent', 'Slack has it'],
      ['sending', 'ready', 'Slack said later'],
      ['sending', 'in doubt', 'its sender died'],
      ['sending', 'withdrawn', 'it is no longer owed'],
      ['sending', 'dead', 'Slack said never'],
      ['in doubt', 'sent', 'it was found in the conversation'],
      ['in doubt', 'ready', 'it was not found'],
      ['in doubt', 'dead', 'the conversation is gone'],
    ],
  },
}

const final: Record<string, string[]> = {
  policy: ['retired'],
  version: ['superseded', 'withdrawn'],
  review: ['concluded', 'void'],
  submission: ['endorsed', 'sent back', 'recalled', 'void'],
  event: [],
  obligation: ['void'],
  acknowledgment: ['given'],
  notice: ['sent', 'withdrawn', 'dead'],
}

describe.each(Object.entries(moves))('A %s', (what, { table, allowed }) => {
  test.each(allowed)('that is %s may become %s: %s', (from, to) => {
    expect(mayMove(table, from, to)).toBe(true)
  })

  test('moves in no other way', () => {
    const states = Object.keys(table)
    const found = states.flatMap((from) =>
      states.filter((to) => mayMove(table, from, to)).map((to) => `${from} -> ${to}`),
    )
    expect(found.sort()).toEqual(allowed.map(([from, to]) => `${from} -> ${to}`).sort())
  })

  test('never moves to what it is already', () => {
    for (const state of Object.keys(table)) expect(mayMove(table, state, state)).toBe(false)
  })

  test(`rests for ever once it is ${final[what]?.join(' or ') || 'in no state of these'}`, () => {
    const still = Object.keys(table).filter((state) => table[state]?.length === 0)
    expect(still).toEqual(final[what])
  })
})

/** The versions of one policy, moved at random; putting one in force supersedes the one before in the same step. */
const walk = (
  states: VersionState[],
  steps: readonly [number, VersionState][],
  table: Record<VersionState, readonly VersionState[]>,
  isSuperseding: boolean,
): VersionState[][] => {
  const seen = [[...states]]
  let now = [...states]
  for (const [which, to] of steps) {
    const index = which % now.length
    if (!mayMove(table, now[index] as VersionState, to)) continue
    now = now.map((state, i) => {
      if (i === index) return to
      return isSuperseding && to === 'in force' && state === 'in force' ? 'superseded' : state
    })
    seen.push(now)
  }
  return seen
}

describe('The versions of a policy', () => {
  const states = Object.keys(versionMoves) as VersionState[]
  const steps = fc.array(fc.tuple(fc.nat(3), fc.constantFrom(...states)), { minLength: 20, maxLength: 120 })
  const inForce = (seen: VersionState[][]) =>
    Math.max(...seen.map((one) => one.filter((state) => state === 'in force').length))
  const never = (table: typeof versionMoves, isSuperseding: boolean) =>
    fc.property(steps, (path) => {
      expect(inForce(walk(['draft', 'draft', 'draft', 'draft'], path, table, isSuperseding))).toBeLessThan(2)
    })

  test('are never two in force, by any path of moves', () => {
    fc.assert(never(versionMoves, true), { numRuns: 500 })
  })

  test('do come into force on some of these paths, so that the one above says something', () => {
    const reached = fc
      .sample(steps, { numRuns: 500, seed: 7 })
      .filter((path) => inForce(walk(['draft', 'draft', 'draft', 'draft'], path, versionMoves, true)) === 1)
    expect(reached.length).toBeGreaterThan(20)
  })

  test('would be two in force if putting one in force left the other', () => {
    expect(() => fc.assert(never(versionMoves, false), { numRuns: 500, seed: 7 })).toThrow()
  })

  test('never return from superseded or withdrawn, and never skip endorsement', () => {
    fc.assert(
      fc.property(steps, (path) => {
        const seen = walk(['draft'], path, versionMoves, true).map((one) => one[0] as VersionState)
        const forceAt = seen.indexOf('in force')
        if (forceAt >= 0) expect(seen[forceAt - 1]).toBe('endorsed')
        const endAt = seen.findIndex((state) => state === 'superseded' || state === 'withdrawn')
        if (endAt >= 0) expect(endAt).toBe(seen.length - 1)
      }),
    )
  })
})
