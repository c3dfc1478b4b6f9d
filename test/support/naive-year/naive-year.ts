/*
 * Readings: where the rules leave a choice, this model takes the plainest one.
 *
 * Reviews
 *  1. The holder's item of a review speaks of the submit-by day; an escalation's item speaks of the review's own
 *     due date, the true one also where going live made the escalations count from a later day.
 *  2. `revise` is an outcome of the scheduled review, whole, whatever the change kind: it always moves the date.
 *  3. "Within the same bounds" after sending back or recalling are those of an endorsement: 5 business days, never
 *     after the review's due date, never under 2 business days.
 *  4. A stated next date without a last review holds also where it lies before the import; submit-by is then the
 *     day of the opening, although that is later.
 *  5. Barred from endorsing: who submitted, and who wrote the text, for a reaffirmation the text in force as far as
 *     it was written here, for a revision everyone who submitted this version.
 * Rungs
 *  6. Happenings of a minute come before what is sent in it; seconds are dropped; messages of one kind for one
 *     person in one minute are one message.
 *  7. A rung of a review is sent once whoever holds it; of an endorsement or a vacancy once to each holder.
 *  8. A rung that has passed in the new holder's zone and was not sent goes to them at once inside their hours.
 *  9. "09:00 on a day" is the recipient's day: one day late at 09:00 in Auckland may still be the due day in Vienna.
 * Escalations
 * 10. Going live drops those whose day, before it is moved off a closed day, lies before the day of going live.
 * 11. The wait is until the business day after the date, in the holder's zone, of the first message: a rung, a request
 *     or "sent back". A stand-in's message does not count, and recalling sends none.
 * 12. One that passes while its recipient holds the obligation is spent, and not made up when another takes over.
 * 13. An endorsement is escalated once, to the managers who are not asked themselves, on due + 2 business days.
 * Versions
 * 14. The audience is who is active at the coming into force. A major version is one message, the acknowledgment
 *     request. Its 14 days count from the workspace's date of delivery.
 * 15. Minor and editorial versions leave due days and counts of open requests alone, and whether the managers were
 *     told; the owner's weekly list counts from the newest coming into force.
 * 16. The list goes while anyone is missing, the owner included, as an escalation; the managers are told when anyone
 *     but themselves is, and not beside the owner's list. Both name the latest due day of the requests that are not void.
 * 17. An outcome (of `endorse`) and a distribution (of `acknowledge`) to who owes nothing ask for nothing: no due day,
 *     no words.
 * Attestations
 * 17a. A quarter opens at the turn of the quarter in the workspace's zone, or when the program comes up after it; the
 *     time given counts from the quarter's last day, so that the rung of 5 days is exactly half of it, and stays.
 *     Nothing is sent by the opening itself.
 * People
 * 18. "Sent back" names the new review obligation, to the submitter too. The outcome goes to a stand-in as to an owner.
 * 19. A stand-in's item has no due day while the policy's review is with the approvers. A deputy who stands in stays
 *     a deputy. A vacancy is opened once, however many stand-ins follow. Handing over sends nothing by itself.
 */
import { addDays, businessDayOnOrAfter, type Day } from './calendar.ts'
import { dayIn, type Instant, isInHours, parseInstant } from './clock.ts'
import { deliver } from './deliver.ts'
import { happen } from './happenings.ts'
import { nineOClock } from './ladder.ts'
import { remind } from './morning.ts'
import { openAttestations } from './quarters.ts'
import type { Message, Scenario } from './scenario.ts'
import * as w from './world.ts'

type Outage = { from: Instant; until: Instant }

/** Which messages a year must bring, told from the rules alone and sharing nothing with the program. */
export function naiveYear(scenario: Scenario): Message[] {
  const world = w.openWorld(scenario)
  const outages = outagesOf(scenario)
  let next = 0
  for (const instant of instantsOf(scenario)) {
    world.now = instant
    let happening = scenario.happenings[next]
    while (happening && parseInstant(happening.at) === instant) {
      if (happening.do !== 'down' && isDown(outages, instant)) {
        throw new Error(`${happening.do} at ${happening.at} cannot happen: the program is down`)
      }
      happen(world, happening)
      next += 1
      happening = scenario.happenings[next]
    }
    if (!isDown(outages, instant)) look(world)
  }
  if (next < scenario.happenings.length) {
    throw new Error('Expected happenings sorted by instant, each from going live on and before the end')
  }
  return world.messages.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
}

/** What the program does whenever it looks at the clock. */
function look(world: w.World): void {
  openAttestations(world)
  for (const person of world.active) {
    deliver(world, person)
    if (mayRemind(world, person)) remind(world, person)
  }
  const channel = world.scenario.governanceChannel
  if (channel !== null && mayRemind(world, channel)) remind(world, channel)
}

function mayRemind(world: w.World, recipient: string): boolean {
  const zone = w.zoneOf(world, recipient)
  return isInHours(world.now, zone, world.calendar) && world.now >= firstMorning(world, zone)
}

function firstMorning(world: w.World, zone: string): Instant {
  let day = businessDayOnOrAfter(world.calendar, dayIn(zone, world.liveAt))
  while (nineOClock(day, zone) < world.liveAt) {
    day = businessDayOnOrAfter(world.calendar, addDays(day, 1))
  }
  return nineOClock(day, zone)
}

/**
 * Nothing changes between these: every 09:00 of every zone, every happening, every end of an outage.
 */
function instantsOf(scenario: Scenario): Instant[] {
  const liveAt = parseInstant(scenario.liveAt)
  const until = parseInstant(scenario.until)
  const instants = new Set<Instant>()
  for (const happening of scenario.happenings) instants.add(parseInstant(happening.at))
  for (const outage of outagesOf(scenario)) instants.add(outage.until)
  for (const zone of new Set([scenario.zone, ...scenario.people.map((person) => person.zone)])) {
    const last: Day = dayIn(zone, until)
    for (let day = dayIn(zone, liveAt); day <= last; day = addDays(day, 1))
      instants.add(nineOClock(day, zone))
  }
  return [...instants].filter((instant) => instant >= liveAt && instant < until).sort((a, b) => a - b)
}

function outagesOf(scenario: Scenario): Outage[] {
  const outages: Outage[] = []
  for (const happening of scenario.happenings) {
    if (happening.do !== 'down') continue
    outages.push({ from: parseInstant(happening.at), until: parseInstant(happening.until) })
  }
  return outages
}

function isDown(outages: Outage[], instant: Instant): boolean {
  return outages.some((outage) => outage.from <= instant && instant < outage.until)
}

function sortKey(message: Message): string {
  return [message.at, message.to, message.kind].join(' ')
}
