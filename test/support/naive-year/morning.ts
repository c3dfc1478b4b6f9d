import { businessDayOnOrAfter, businessDaysAfter, type Day, laterDay } from './calendar.ts'
import { reviewEscalationDays } from './escalations.ts'
import { itemOf, sayTo } from './items.ts'
import { nineOClock, rungDays, rungMoment } from './ladder.ts'
import type { Item } from './scenario.ts'
import { listItem, missingEscalation } from './who-is-missing.ts'
import * as w from './world.ts'

/** One message with everything that has passed for this person or channel and was not told yet. */
export function remind(world: w.World, recipient: string): void {
  const items: Item[] = []
  for (const obligation of world.obligations) {
    const isHolder = w.holdersOf(world, obligation).includes(recipient)
    const escalated = takeEscalation(world, obligation, recipient)
    if (isHolder && takeRung(world, obligation, recipient)) {
      items.push(itemOf(world, obligation, 'holder'))
    }
    if (!isHolder && escalated) items.push(itemOf(world, obligation, 'escalation'))
  }
  for (const policy of world.policies.values()) {
    items.push(...listItem(world, policy, recipient), ...missingEscalation(world, policy, recipient))
  }
  sayTo(world, recipient, 'reminder', items)
}

/** Whether a rung has passed that the holder was not told of; all that passed count as told from now on. */
function takeRung(world: w.World, obligation: w.Obligation, holder: string): boolean {
  const zone = w.zoneOf(world, holder)
  let passed = false
  for (const rung of rungDays(world.calendar, obligation, w.todayOf(world, holder))) {
    const moment = rungMoment(world.calendar, rung, obligation.dueOn, zone, world.scenario.zone)
    // A review has one holder at a time, and whoever follows is not told again. Several endorse or fill.
    const key = obligation.kind === 'review' ? `rung ${rung}` : `rung ${rung} ${holder}`
    if (moment > world.now || obligation.told.has(key)) continue
    obligation.told.add(key)
    passed = true
  }
  if (passed) obligation.firstMessageOn ??= w.todayOf(world, holder)
  return passed
}

/** As takeRung, for someone to whom the obligation is escalated. What passes while they hold it is spent too. */
function takeEscalation(world: w.World, obligation: w.Obligation, recipient: string): boolean {
  const days = escalationDays(world, obligation, recipient)
  if (days.length === 0 || obligation.firstMessageOn === null) return false
  const zone = w.zoneOf(world, recipient)
  const earliest = businessDaysAfter(world.calendar, obligation.firstMessageOn, 1)
  let passed = false
  for (const day of days) {
    const goesOn = laterDay(businessDayOnOrAfter(world.calendar, day), earliest)
    const key = `escalation ${day} ${recipient}`
    if (nineOClock(goesOn, zone) > world.now || obligation.told.has(key)) continue
    obligation.told.add(key)
    passed = true
  }
  return passed
}

function escalationDays(world: w.World, obligation: w.Obligation, recipient: string): Day[] {
  const manager = world.scenario.managers.includes(recipient)
  if (obligation.kind === 'endorse') {
    return manager ? [businessDaysAfter(world.calendar, obligation.dueOn, 2)] : []
  }
  if (obligation.kind !== 'review' || obligation.firstMessageOn === null) return []
  const policy = w.policyOf(world, obligation.code)
  const roles = {
    manager,
    deputy: policy.deputies.includes(recipient),
    approver: world.scenario.approvers.includes(recipient),
    channel: recipient === world.scenario.governanceChannel,
  }
  const countsFrom = laterDay(policy.review.dueOn, world.liveOn)
  return reviewEscalationDays(
    countsFrom,
    world.liveOn,
    policy.review.started,
    roles,
    w.todayOf(world, recipient),
  )
}
