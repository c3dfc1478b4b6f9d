import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Calendar } from '../../src/rules/business-days.ts'
import { addDays, dayIn, daysBetween } from '../../src/rules/calendar.ts'
import type { Candidate } from '../../src/rules/endorsement.ts'
import { Refusal } from '../../src/rules/refusal.ts'
import { ladders, nextRung } from '../../src/rules/reminders.ts'
import { submitBy } from '../../src/rules/schedule.ts'
import { defaultTimes } from '../../src/rules/times.ts'
import {
  benefitOf,
  checkUntil,
  isWaivable,
  ladderAfter,
  latestWaiver,
  waivedAfterMove,
  waivedSubmitBy,
  waiverDays,
} from '../../src/rules/waiver.ts'

const closed = new Set(['2028-03-06', '2028-04-17'])
const calendar: Calendar = {
  zone: 'Europe/Vienna',
  weekend: [6, 7],
  isClosed: (day) => closed.has(day),
  times: defaultTimes,
}

function codeOf(run: () => void): string | null {
  try {
    run()
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

describe('Until when a review may be waived', () => {
  test.each([
    ['2027-03-01', '2027-05-30', 'a common year'],
    ['2027-12-03', '2028-03-02', 'over 29 February'],
    ['2028-02-29', '2028-05-29', 'from 29 February'],
    ['2027-11-30', '2028-02-28', 'to the day before 29 February'],
    ['2027-12-01', '2028-02-29', 'to 29 February'],
  ])('due %s: %s at the latest, %s', (dueOn, latest) => {
    expect(latestWaiver(dueOn)).toBe(latest)
  })

  test.each([
    ['not due yet', '2027-03-01', null, '2027-02-01', '2027-03-02', '2027-05-30'],
    ['late already', '2027-03-01', null, '2027-03-20', '2027-03-21', '2027-05-30'],
    ['waived before', '2027-03-01', '2027-04-01', '2027-03-20', '2027-04-02', '2027-05-30'],
    ['waived and late', '2027-03-01', '2027-04-01', '2027-04-10', '2027-04-11', '2027-05-30'],
  ])('%s', (_, dueOn, waivedUntil, today, from, latest) => {
    expect(waiverDays({ dueOn, waivedUntil }, today)).toEqual({ from, latest })
  })

  const review = { dueOn: '2027-03-01', waivedUntil: null, code: 'ISP-07' }

  test.each([
    ['2027-03-01', '2027-02-01', null, 'waiver_outside', 'the due day itself waives nothing'],
    ['2027-03-02', '2027-02-01', null, null, 'the day after it is the first'],
    ['2027-05-30', '2027-02-01', null, null, '90 days after it is the last'],
    ['2027-05-31', '2027-02-01', null, 'waiver_outside', '91 days are too many'],
    ['2027-03-20', '2027-03-20', null, 'waiver_outside', 'today is too early for one that is late'],
    ['2027-05-30', '2027-05-30', null, 'waiver_exhausted', 'nothing is left on the 90th day'],
    ['2027-04-02', '2027-02-01', '2027-04-01', 'waiver_outside', 'more than was asked for is not granted'],
    ['2027-03-15', '2027-02-01', '2027-04-01', null, 'less than was asked for is'],
    ['2027-04-01', '2027-04-01', '2027-04-01', 'waiver_passed', 'what was asked for is over'],
  ])('until %s, on %s, asked %s: %s, since %s', (until, today, most, code, _) => {
    expect(codeOf(() => checkUntil(review, until, today, most))).toBe(code)
  })

  test('no sequence of waivers passes 90 days after the due date, and each moves it on', () => {
    const step = fc.record({ days: fc.integer({ min: -5, max: 120 }), wait: fc.integer({ min: 0, max: 40 }) })
    const due = fc.integer({ min: 0, max: 1_500 }).map((days) => addDays('2026-12-01', days))
    fc.assert(
      fc.property(due, fc.array(step, { maxLength: 8 }), (dueOn, steps) => {
        let [waivedUntil, today] = [null as string | null, addDays(dueOn, -10)]
        for (const { days, wait } of steps) {
          today = addDays(today, wait)
          const until = addDays(waivedUntil ?? dueOn, days)
          const before = { dueOn, waivedUntil }
          const code = codeOf(() => checkUntil({ ...before, code: 'P' }, until, today))
          expect(code === 'waiver_exhausted').toBe(!isWaivable(before, today))
          if (code !== null) continue
          expect(until > (waivedUntil ?? dueOn) && until > today).toBe(true)
          waivedUntil = until
        }
        if (waivedUntil !== null) expect(daysBetween(dueOn, waivedUntil)).toBeLessThanOrEqual(90)
      }),
    )
  })

  test.each([
    [null, '2027-03-01', null],
    ['2027-04-01', '2027-03-01', '2027-04-01'],
    ['2027-04-01', '2027-04-01', null],
    ['2027-04-01', '2027-06-01', null],
    ['2027-04-01', '2026-12-01', '2027-03-01'],
  ])('waived until %s, the review moves to %s: %s', (waivedUntil, dueOn, left) => {
    expect(waivedAfterMove(waivedUntil, dueOn)).toBe(left)
  })
})

describe('Who benefits from a waiver', () => {
  const someone = (id: string, email: string | null = `${id}@example.com`): Candidate => ({
    id,
    email,
    isActive: true,
  })
  const benefit = { askedBy: someone('dan'), others: [someone('olga'), someone('eve', null)] }

  test.each([
    [someone('dan'), 'you asked for it'],
    [someone('olga'), 'you are to do this review, or own the policy'],
    [someone('olga2', ' OLGA@example.com '), 'your address is that of somebody who benefits from it'],
    [someone('dan2', 'dan@example.com'), 'your address is that of somebody who benefits from it'],
    [someone('ann'), null],
    [someone('nobody', null), null],
    [someone('blank', '  '), null],
  ])('%j: %s', (person, why) => {
    expect(benefitOf(person, benefit)).toBe(why)
  })
})

describe('What comes of a waiver', () => {
  test.each([
    // 10 business days before 28 April: 17 April is closed, so it is 13 April.
    ['2027-03-01', '2028-02-16', '2028-04-28', '2028-04-13'],
    // Opened late: a quarter of 40 days.
    ['2028-03-01', '2028-03-22', '2028-04-10', '2028-03-31'],
    // A review that was sent back, due in 5 business days of its own, keeps these.
    ['2027-03-01', '2028-04-20', '2028-04-28', '2028-04-20'],
  ])(
    'opened %s, submit-by %s, waived until %s: to be submitted by %s',
    (reviewOn, dueOn, until, expected) => {
      expect(waivedSubmitBy(calendar, { reviewOn, dueOn }, until)).toBe(expected)
    },
  )

  const days = fc.integer({ min: 0, max: 800 })

  test('the owner never has less time than before', () => {
    fc.assert(
      fc.property(days, days, fc.integer({ min: 1, max: 90 }), (open, length, more) => {
        const reviewOn = addDays('2027-01-01', open)
        const dueOn = addDays(reviewOn, length)
        const before = submitBy(calendar, reviewOn, dueOn)
        const after = waivedSubmitBy(calendar, { reviewOn, dueOn: before }, addDays(dueOn, more))
        expect(after >= before).toBe(true)
        expect(after <= addDays(dueOn, more)).toBe(true)
      }),
    )
  })

  test('the ladder after a grant has no moment and no date before the decision, and then goes on as ever', () => {
    const zones = fc.constantFrom('Europe/Vienna', 'America/New_York', 'Pacific/Kiritimati', 'Asia/Kolkata')
    fc.assert(
      fc.property(
        fc.integer({ min: -60, max: 200 }),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 0, max: 86_399 }),
        zones,
        (dueIn, opened, second, zone) => {
          const at = new Date(Date.parse('2028-03-01T00:00:00.000Z') + second * 1_000).toISOString()
          const on = dayIn(zone, at)
          const dueOn = addDays(on, dueIn)
          const timed = { kind: 'review' as const, openedOn: addDays(dueOn, -opened), dueOn }
          const { rung, nextReminderAt } = ladderAfter(calendar, timed, zone, { on, at })
          expect(nextReminderAt > at).toBe(true)
          expect(rung >= on).toBe(true)
          const next = nextRung(calendar, ladders.review, timed, zone, rung)
          expect(next.at).toBe(nextReminderAt)
          expect(next.on > on).toBe(true)
        },
      ),
    )
  })
})
