import { addDays, businessDayOnOrAfter, type Day } from './calendar.ts'
import { owedItem } from './items.ts'
import { nineOClock } from './ladder.ts'
import type { Item } from './scenario.ts'
import * as w from './world.ts'

/** The owner's weekly list, from the coming into force of a version for as long as anyone is missing. */
export function listItem(world: w.World, policy: w.Policy, recipient: string): Item[] {
  const { round } = policy
  if (!round || w.holderOf(policy) !== recipient || missing(round).length === 0) return []
  const days: Day[] = []
  for (let day = addDays(round.inForceOn, 7); day <= w.todayOf(world, recipient); day = addDays(day, 7))
    days.push(day)
  // A stand-in or a new owner is not given the same list again: the key has no name in it.
  const due = days.filter((day) => takeDay(world, round, `list ${day}`, day, recipient))
  return due.length > 0
    ? [owedItem(world, policy.code, 'who is missing', 'escalation', latestDue(round))]
    : []
}

/**
 * To the managers, once, when the latest request is 14 days late and anyone but themselves is missing. Who gets the
 * owner's list hears it there.
 */
export function missingEscalation(world: w.World, policy: w.Policy, recipient: string): Item[] {
  const { round } = policy
  if (!round || !world.scenario.managers.includes(recipient) || w.holderOf(policy) === recipient) return []
  const dueOn = latestDue(round)
  const others = missing(round).filter((person) => person !== recipient)
  if (dueOn === '' || others.length === 0) return []
  if (!takeDay(world, round, `late ${recipient}`, addDays(dueOn, 14), recipient)) return []
  return [owedItem(world, policy.code, 'acknowledge', 'escalation', dueOn)]
}

function missing(round: w.Round): string[] {
  return [...round.requests].filter(([, request]) => !request.acknowledged).map(([person]) => person)
}

/** Empty while nobody has been asked yet. */
function latestDue(round: w.Round): Day {
  let latest = ''
  for (const { dueOn } of round.requests.values()) if (dueOn !== null && dueOn > latest) latest = dueOn
  return latest
}

function takeDay(world: w.World, round: w.Round, key: string, day: Day, recipient: string): boolean {
  const goesOn = businessDayOnOrAfter(world.calendar, day)
  if (nineOClock(goesOn, w.zoneOf(world, recipient)) > world.now || round.told.has(key)) return false
  round.told.add(key)
  return true
}
