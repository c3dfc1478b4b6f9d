import { addDays, type Day } from './calendar.ts'

export type Roles = { manager: boolean; deputy: boolean; approver: boolean; channel: boolean }

/**
 * The days on which a review is escalated to someone with these roles, not yet moved for closed days, up to
 * `last`. `countsFrom` is the review's due date, or the day of going live where that is later.
 */
export function reviewEscalationDays(
  countsFrom: Day,
  liveOn: Day,
  started: boolean,
  roles: Roles,
  last: Day,
): Day[] {
  const days = new Set<Day>()
  const deputyWhileUntouched = roles.deputy && !started
  if ((roles.manager && !started) || deputyWhileUntouched) days.add(addDays(countsFrom, -14))
  if (roles.manager) days.add(addDays(countsFrom, -3))
  if (roles.approver) days.add(addDays(countsFrom, 1))
  if (roles.channel) days.add(addDays(countsFrom, 10))
  for (let late = 7; addDays(countsFrom, late) <= last; late += 7) {
    const toPeople = roles.manager || roles.approver || deputyWhileUntouched
    const toChannel = roles.channel && late >= 10
    if (toPeople || toChannel) days.add(addDays(countsFrom, late))
  }
  return [...days].filter((day) => day >= liveOn)
}
