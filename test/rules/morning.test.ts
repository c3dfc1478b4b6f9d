import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, addMilliseconds, atHour, dayIn, startOfDay } from '../../src/rules/calendar.ts'
import { type Owed, planMorning, type Told } from '../../src/rules/morning.ts'
import { isOpenHour, ladders } from '../../src/rules/reminders.ts'
import type { Day, Instant, ObligationKind } from '../../src/rules/terms.ts'
import { anyCalendar, anyDay, anyZone, calendar } from './any.ts'

const open = calendar()
const vienna = 'Europe/Vienna'
/** 09:00 in Vienna in winter. */
const morning = (day: Day): Instant => `${day}T08:00:00.000Z`

const review: Owed = {
  subject: 'review 1',
  kind: 'review',
  as: 'holder',
  openedOn: '2026-08-01',
  dueOn: '2026-12-02',
  rung: '2026-11-18',
  snoozedUntil: null,
  isCalledFor: false,
  nextOwnAt: null,
}
const called: Owed = { ...review, as: 'escalation', isCalledFor: true, nextOwnAt: '2026-12-09T08:00:00.000Z' }

const plan = (now: Instant, owed: Owed[], wasRemindedToday = false) =>
  planMorning(open, vienna, now, wasRemindedToday, owed)

test('all that has come up for one person is one message, and each is next looked at on its own next rung', () => {
  const acknowledge: Owed = {
    ...review,
    subject: 'version 1',
    kind: 'acknowledge',
    openedOn: '2026-11-18',
    rung: null,
  }
  const { items, told } = plan(morning('2026-11-25'), [review, acknowledge])
  expect(items).toEqual([review, acknowledge])
  expect(told).toEqual([
    { owed: review, rung: '2026-11-25', nextReminderAt: morning('2026-12-01') },
    { owed: acknowledge, rung: '2026-11-25', nextReminderAt: morning('2026-11-30') },
  ])
})

test('an owner with 14 reminders due that morning gets one message of 14 items', () => {
  const many = Array.from({ length: 14 }, (_, i) => ({ ...review, subject: `review ${i}` }))
  expect(plan(morning('2026-11-25'), many).items).toHaveLength(14)
})

test('before its rung nothing is said, and the next look is at the rung', () => {
  const { items, told } = plan(morning('2026-11-24'), [review])
  expect(items).toEqual([])
  expect(told).toEqual([{ owed: review, rung: '2026-11-18', nextReminderAt: morning('2026-11-25') }])
})

test.each([
  ['2026-11-25T07:59:00.000Z', '2026-11-24', '2026-11-25T08:00:00.000Z'],
  ['2026-11-25T17:00:00.000Z', '2026-11-25', '2026-11-26T08:00:00.000Z'],
  ['2026-11-28T10:00:00.000Z', '2026-11-25', '2026-11-30T08:00:00.000Z'],
])('at %s, outside open hours, the rung passed on %s waits until %s', (now, due, at) => {
  const { items, told } = plan(now, [{ ...review, dueOn: addDays(due, 7) }])
  expect(items).toEqual([])
  expect(told[0]).toMatchObject({ rung: '2026-11-18', nextReminderAt: at })
})

test('outside open hours what has no rung passed keeps its own next moment', () => {
  const { told } = plan('2026-11-22T10:00:00.000Z', [review])
  expect(told[0]?.nextReminderAt).toBe(morning('2026-11-25'))
})

test('who was reminded today hears the rest on the next morning', () => {
  const { items, told } = plan('2026-11-25T12:00:00.000Z', [review, called], true)
  expect(items).toEqual([])
  expect(told.map(({ nextReminderAt }) => nextReminderAt)).toEqual([
    morning('2026-11-26'),
    morning('2026-11-26'),
  ])
  // The counter-test: had nothing gone that day, it would go now.
  expect(plan('2026-11-25T12:00:00.000Z', [review], false).items).toEqual([review])
})

test("who holds it and would be escalated to gets the holder's item alone", () => {
  expect(plan(morning('2026-11-25'), [called, review]).items).toEqual([review])
  expect(plan(morning('2026-11-25'), [called]).items).toEqual([called])
  expect(plan(morning('2026-11-25'), [{ ...called, subject: 'review 2' }, review]).items).toHaveLength(2)
})

test('an escalation that is not called for any more is not told, and keeps its own next moment', () => {
  const { items, told } = plan(morning('2026-11-25'), [{ ...called, isCalledFor: false }])
  expect(items).toEqual([])
  expect(told[0]?.nextReminderAt).toBe(called.nextOwnAt)
})

test('a snooze puts all rungs off up to its morning, which has one message for all of them', () => {
  const snoozed = { ...review, snoozedUntil: '2026-12-01' }
  const waiting = plan(morning('2026-11-25'), [snoozed])
  expect(waiting.items).toEqual([])
  expect(waiting.told[0]).toMatchObject({ rung: '2026-11-18', nextReminderAt: morning('2026-12-01') })
  const then = plan(morning('2026-12-01'), [snoozed])
  expect(then.items).toEqual([snoozed])
  expect(then.told[0]).toMatchObject({ rung: '2026-12-01', nextReminderAt: morning('2026-12-02') })
})

test('a snooze to a day without a rung is told on that day, and not again after it', () => {
  const snoozed = { ...review, snoozedUntil: '2026-11-27' }
  const { items, told } = plan(morning('2026-11-27'), [snoozed])
  expect(items).toEqual([snoozed])
  expect(told[0]).toMatchObject({ rung: '2026-11-27', nextReminderAt: morning('2026-12-01') })
  expect(plan(morning('2026-11-30'), [{ ...snoozed, rung: '2026-11-27' }]).items).toEqual([])
})

test('a snooze to a closed day moves like a rung', () => {
  const { told } = plan(morning('2026-11-25'), [{ ...review, snoozedUntil: '2026-11-28' }])
  expect(told[0]?.nextReminderAt).toBe(morning('2026-11-30'))
})

const kinds = Object.keys(ladders) as ObligationKind[]
const anyOwed = (near: Day): fc.Arbitrary<Owed[]> =>
  fc.array(
    fc
      .record({
        subject: fc.constantFrom('a', 'b', 'c', 'd'),
        kind: fc.constantFrom(...kinds),
        as: fc.constantFrom('holder', 'escalation'),
        due: fc.integer({ min: -40, max: 60 }),
        given: fc.integer({ min: 0, max: 90 }),
        told: fc.option(fc.integer({ min: -40, max: 0 })),
        snoozed: fc.option(fc.integer({ min: -10, max: 20 })),
        isCalledFor: fc.boolean(),
      })
      .map(({ due, given, told, snoozed, subject, kind, as, isCalledFor }): Owed => {
        const dueOn = addDays(near, due)
        return {
          subject,
          kind,
          as,
          openedOn: addDays(dueOn, -given),
          dueOn,
          rung: told === null ? null : addDays(near, told),
          snoozedUntil: snoozed === null ? null : addDays(near, snoozed),
          isCalledFor,
          nextOwnAt: null,
        }
      }),
    { minLength: 1, maxLength: 6 },
  )

/** What is stored after a morning: the rungs told, and that an escalation told has been heard. */
function stored(told: readonly Told[], items: readonly Owed[]): Owed[] {
  return told.map(({ owed, rung }) => ({
    ...owed,
    rung,
    isCalledFor: owed.isCalledFor && !items.includes(owed),
  }))
}

const anyMorning = anyDay.chain((day) => fc.record({ day: fc.constant(day), owed: anyOwed(day) }))

test('planning is idempotent: planned again with its own result at the same instant, nothing more goes', () => {
  fc.assert(
    fc.property(anyCalendar, anyZone, anyMorning, fc.nat(1439), (cal, zone, { day, owed }, minute) => {
      const now = addMilliseconds(startOfDay(day, zone), minute * 60_000)
      const first = planMorning(cal, zone, now, false, owed)
      const after = stored(first.told, first.items)
      for (const wasRemindedToday of [false, true]) {
        const again = planMorning(cal, zone, now, wasRemindedToday, after)
        expect(again.items.filter((one) => one.as === 'holder')).toEqual([])
        if (wasRemindedToday) expect(again.items).toEqual([])
      }
      expect(first.told.map((one) => one.owed)).toEqual(owed)
    }),
  )
})

const onceAMorning = (planned: typeof planMorning) => {
  const anyGap = fc.oneof(fc.integer({ min: 1, max: 180 }), fc.integer({ min: 1, max: 3 * 24 * 60 }))
  const anyWakes = fc.array(anyGap, { minLength: 1, maxLength: 25 })
  return fc.property(anyCalendar, anyZone, anyMorning, anyWakes, (cal, zone, { day, owed }, gaps) => {
    let now = startOfDay(day, zone)
    let holds: Owed[] = []
    const coming = [...owed]
    const days: Day[] = []
    const rungs: string[] = []
    for (const minutes of gaps) {
      now = addMilliseconds(now, minutes * 60_000)
      // What has come up since the last wake.
      holds.push(...coming.splice(0, 1))
      const { items, told } = planned(cal, zone, now, days.includes(dayIn(zone, now)), holds)
      if (items.length > 0) {
        days.push(dayIn(zone, now))
        expect(isOpenHour(cal, zone, now)).toBe(true)
      }
      for (const [at, { owed: one, rung }] of told.entries())
        if (items.includes(one) && one.as === 'holder') rungs.push(`${at} ${rung}`)
      holds = stored(told, items)
    }
    expect(new Set(days).size).toBe(days.length)
    expect(new Set(rungs).size).toBe(rungs.length)
  })
}

test('for any sequence of wakes a person has at most one message a day, in open hours, and no rung twice', () => {
  fc.assert(onceAMorning(planMorning))
})

test.each<[string, typeof planMorning]>([
  [
    'forgot that the person was reminded today',
    (cal, zone, now, _, owed) => planMorning(cal, zone, now, false, owed),
  ],
  [
    'kept no rung',
    (cal, zone, now, was, owed) => {
      const { items, told } = planMorning(cal, zone, now, was, owed)
      return { items, told: told.map((one) => ({ ...one, rung: one.owed.rung })) }
    },
  ],
  [
    'spoke of all that is owed each time',
    (cal, zone, now, was, owed) => ({ ...planMorning(cal, zone, now, was, owed), items: [...owed] }),
  ],
])('a plan that %s would be found', (_, planned) => {
  expect(() => fc.assert(onceAMorning(planned), { numRuns: 1000 })).toThrow()
})

test('what a holder is owed is next looked at after now, so that no wake spins', () => {
  const anyWake = fc.tuple(fc.constantFrom(9, 12, 20), fc.boolean())
  fc.assert(
    fc.property(
      anyCalendar,
      anyZone,
      anyMorning,
      anyWake,
      (cal, zone, { day, owed }, [hour, wasReminded]) => {
        const now = atHour(day, hour, zone)
        for (const { owed: one, nextReminderAt } of planMorning(cal, zone, now, wasReminded, owed).told)
          if (one.as === 'holder') expect(nextReminderAt !== null && nextReminderAt > now).toBe(true)
      },
    ),
  )
})
