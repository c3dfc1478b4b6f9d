/** Days are 'YYYY-MM-DD', so that comparing them as text compares them in time. */
export type Day = string

export type Calendar = { weekend: number[]; closedDays: Day[] }

const oneDay = 24 * 60 * 60 * 1000

const midnight = (day: Day) => Date.parse(`${day}T00:00:00Z`)

export function addDays(day: Day, days: number): Day {
  return new Date(midnight(day) + days * oneDay).toISOString().slice(0, 10)
}

/** Whole days from the first to the second; negative when the second is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return (midnight(to) - midnight(from)) / oneDay
}

/** The same day of the month that many months later, or that month's last day where it is shorter. */
export function addMonths(day: Day, months: number): Day {
  const start = new Date(midnight(day))
  const year = start.getUTCFullYear()
  const month = start.getUTCMonth() + months
  // Day 0 of the month after is the last day of the month.
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const dayOfMonth = Math.min(start.getUTCDate(), lastOfMonth)
  return new Date(Date.UTC(year, month, dayOfMonth)).toISOString().slice(0, 10)
}

export function isBusinessDay(calendar: Calendar, day: Day): boolean {
  const sundayIsZero = new Date(midnight(day)).getUTCDay()
  const weekday = sundayIsZero === 0 ? 7 : sundayIsZero
  return !calendar.weekend.includes(weekday) && !calendar.closedDays.includes(day)
}

/** The count-th business day strictly after the day. */
export function businessDaysAfter(calendar: Calendar, day: Day, count: number): Day {
  return stepBusinessDays(calendar, day, count, 1)
}

/** The count-th business day strictly before the day. */
export function businessDaysBefore(calendar: Calendar, day: Day, count: number): Day {
  return stepBusinessDays(calendar, day, count, -1)
}

function stepBusinessDays(calendar: Calendar, day: Day, count: number, step: 1 | -1): Day {
  let found = day
  let left = count
  while (left > 0) {
    found = addDays(found, step)
    if (isBusinessDay(calendar, found)) left -= 1
  }
  return found
}

export function businessDayOnOrAfter(calendar: Calendar, day: Day): Day {
  return isBusinessDay(calendar, day) ? day : businessDaysAfter(calendar, day, 1)
}

export function businessDayOnOrBefore(calendar: Calendar, day: Day): Day {
  return isBusinessDay(calendar, day) ? day : businessDaysBefore(calendar, day, 1)
}

export function laterDay(a: Day, b: Day): Day {
  return a > b ? a : b
}

/** Days left or overdue, in words, as seen on `today`. */
export function dueWords(dueOn: Day, today: Day): string {
  const left = daysBetween(today, dueOn)
  if (left === 0) return 'due today'
  if (left === 1) return 'due tomorrow'
  if (left > 1) return `in ${left} days`
  return left === -1 ? 'overdue by 1 day' : `overdue by ${-left} days`
}
