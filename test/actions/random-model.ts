import { expect } from 'vitest'
import type { Told } from '../support/stories.ts'

/** What is expected after any sequence, kept apart from the product's own rules. */

export type Waiting = { isFirst: boolean; movesDate: boolean }
export type KnownPolicy = {
  cadenceMonths: number
  wholeOn: string | null
  waiting: Waiting | null
  isRetired: boolean
}
export type Model = { policies: Map<string, KnownPolicy>; numbers: number; gone: Set<string> }

/** Policies by the day of their last whole review, of a cadence of 12 months. */
export function modelOf(policies: Record<string, string | null>): Model {
  const known = Object.entries(policies).map(([policy, wholeOn]): [string, KnownPolicy] => [
    policy,
    { cadenceMonths: 12, wholeOn, waiting: null, isRetired: false },
  ])
  return { policies: new Map(known), numbers: 1, gone: new Set() }
}

/** The day of Vienna; sequences keep away from midnight. */
export function today(s: Told): string {
  return s.world.now().slice(0, 10)
}

function monthsLater(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}

export async function expectAlways(model: Model, s: Told): Promise<void> {
  const [versions, reviews] = [await s.rows('versions'), await s.rows('reviews')]
  const unconcluded = reviews.filter(({ state }) => !['concluded', 'void'].includes(state))
  for (const policy of await s.rows('policies')) {
    const own = versions.filter((version) => version.policy === policy.id)
    const count = (...states: string[]) => own.filter(({ state }) => states.includes(state)).length
    expect(count('in force'), 'versions in force').toBeLessThanOrEqual(1)
    expect(count('draft', 'submitted', 'sent back'), 'versions in the making').toBeLessThanOrEqual(1)
    expect(count('endorsed'), 'versions waiting').toBeLessThanOrEqual(1)
    const scheduled = unconcluded.filter(
      (review) => review.policy === policy.id && review.kind === 'scheduled',
    )
    expect(scheduled.length, `scheduled reviews of an ${policy.status} policy`).toBe(
      policy.status === 'active' ? 1 : 0,
    )
    const known = model.policies.get(policy.id)
    expect(policy.status === 'retired').toBe(known?.isRetired)
    expect(policy.lastReviewedOn, 'last whole review').toBe(known?.wholeOn)
    for (const { dueOn } of scheduled)
      expect(dueOn, 'due date').toBe(monthsLater(known?.wholeOn as string, known?.cadenceMonths as number))
  }
  await expectOwed(s, unconcluded)
}

async function expectOwed(s: Told, unconcluded: { id: string; state: string }[]): Promise<void> {
  const obligations = await s.rows('obligations')
  const open = obligations.filter(({ state }) => state === 'open')
  const subjects = (kind: string) =>
    open
      .filter((one) => one.kind === kind)
      .map(({ subject }) => subject)
      .sort()
  const owed = unconcluded.filter(({ state }) => state !== 'submitted').map(({ id }) => id)
  expect(subjects('review'), 'reviews owed').toEqual(owed.sort())
  const awaiting = (await s.rows('submissions', { state: 'awaiting' })).map(({ id }) => id)
  expect(subjects('endorse'), 'endorsements owed').toEqual(awaiting.sort())

  const active = new Set((await s.rows('people', { deactivatedAt: null })).map(({ id }) => id))
  for (const holder of await s.rows('obligationHolders')) {
    const obligation = obligations.find(({ id }) => id === holder.obligation)
    if (obligation?.state !== 'open')
      expect(holder.nextReminderAt, 'no reminder of what is settled').toBeNull()
    else expect(active, `holder of an open ${obligation.kind}`).toContain(holder.holder)
  }
  for (const { state, escalateAt } of obligations)
    if (state !== 'open') expect(escalateAt, 'no escalation of what is settled').toBeNull()

  const inForce = new Set((await s.rows('versions', { state: 'in force' })).map(({ id }) => id))
  const requests = await s.rows('acknowledgments', { state: 'open' })
  for (const { version, person } of requests) {
    expect(inForce, 'version of an open request').toContain(version)
    expect(active, 'who is asked').toContain(person)
  }
  const missing = [...new Set(requests.map(({ version }) => version))].sort()
  const unasked = new Set(
    (await s.rows('distributions')).filter(({ state }) => state !== 'done').map(({ version }) => version),
  )
  expect(
    subjects('acknowledge').filter((version) => !unasked.has(version)),
    'acknowledgments owed',
  ).toEqual(missing.filter((version) => !unasked.has(version)))
}
