import { addDays, weekdayOf } from './calendar.ts'
import type { Day } from './terms.ts'
import type { Times } from './times.ts'

/** A workspace's calendar: its zone, its weekend (ISO weekdays), its holidays and own closed days, its own times. */
export type Calendar = {
  zone: string
  weekend: readonly number[]
  isClosed: (day: Day) => boolean
  times: Times
}

export function isBusinessDay(calendar: Calendar, day: Day): boolean {
  return !calendar.weekend.includes(weekdayOf(day)) && !calendar.isClosed(day)
}

/** The day itself where it is a business day, else the next one. */
export function businessDayFrom(calendar: Calendar, day: Day): Day {
  let candidate = day
  while (!isBusinessDay(calendar, candidate)) candidate = addDays(candidate, 1)
  return candidate
}

/** The day itself where it is a business day, else the one before. */
export function businessDayUntil(calendar: Calendar, day: Day): Day {
  let candidate = day
  while (!isBusinessDay(calendar, candidate)) candidate = addDays(candidate, -1)
  return candidate
}

/** The n-th business day strictly after a day; strictly before it where n is negative. */
export function addBusinessDays(calendar: Calendar, day: Day, n: number): Day {
  const step = n < 0 ? -1 : 1
  let candidate = day
  for (let left = Math.abs(n); left > 0; left--) {
    candidate = addDays(candidate, step)
    candidate = step > 0 ? businessDayFrom(calendar, candidate) : businessDayUntil(calendar, candidate)
  }
  return candidate
}
