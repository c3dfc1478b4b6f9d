import { addBusinessDays, type Calendar } from './business-days.ts'
import { addDays, laterDay, sayDay } from './calendar.ts'
import { type Named, named } from './message-facts.ts'
import { refuse } from './refusal.ts'
import type { TriageItem } from './report-facts.ts'
import type { Proposal } from './routing.ts'
import type { Settings } from './settings.ts'
import type { Day, EventCategory, HolderAs } from './terms.ts'

/** What is reported, and by when a policy is reviewed because of it. */

const oldest = '2000-01-01'

export function checkHappened(happenedOn: Day, today: Day): void {
  if (happenedOn > today) refuse('happened_later', { day: sayDay(happenedOn, today) }, 'happenedOn')
  if (happenedOn < oldest)
    refuse(
      'happened_long_ago',
      { day: sayDay(happenedOn, today), oldest: sayDay(oldest, today) },
      'happenedOn',
    )
}

/** The kinds of data that the source of the rule tells apart. */
export const kindsOfData = [
  'customer data',
  'end-user identifiable information',
  'access control data',
  'account data (administrator)',
  'account data (payment)',
  'organization identifiable information',
  'system metadata',
] as const

/** Those that ship, and the workspace's own: its services, jurisdictions and whatever else it tells apart. */
export function knownTags(own: readonly string[]): string[] {
  return [...new Set([...kindsOfData, ...own])]
}

export function checkTags(tags: readonly string[], own: readonly string[]): void {
  const known = knownTags(own)
  for (const tag of tags)
    if (!known.includes(tag)) refuse('unknown_tag', { tag, known: known.join(', ') }, 'tags')
}

export type Deadline = { category: EventCategory; decidedOn: Day; effectiveOn: Day | null }

/** What the workspace gives: calendar days by category, and business days where a law holds already. */
export type TimeGiven = Pick<Settings, 'reviewDays' | 'lawDays'>

/** The latest day for the whole review, from the decision; for a law the day from which it holds, where that is to come. */
export function latestReviewDue(
  calendar: Calendar,
  { category, decidedOn, effectiveOn }: Deadline,
  { reviewDays, lawDays }: TimeGiven,
): Day {
  if (category !== 'legal_requirement' || effectiveOn === null)
    return addDays(decidedOn, reviewDays[category])
  return effectiveOn > decidedOn ? effectiveOn : addBusinessDays(calendar, decidedOn, lawDays)
}

/** The triager may shorten it, to a day that is still to come. */
export function reviewDue(
  calendar: Calendar,
  deadline: Deadline,
  given: TimeGiven,
  shortenedTo: Day | null,
): Day {
  const latest = latestReviewDue(calendar, deadline, given)
  if (shortenedTo === null) return latest
  if (shortenedTo < deadline.decidedOn || shortenedTo > latest)
    refuse('deadline_outside', daysSaid(deadline.decidedOn, { day: shortenedTo, latest }), 'dueOn')
  return shortenedTo
}

type Law = { number: number; effectiveOn: Day; dueOn: Day | null }

/** A version comes into force by the day of each law that holds its review; where that had passed, by its deadline. */
export function checkInForceBy(laws: readonly Law[], inForceOn: Day, today: Day): void {
  for (const { number, effectiveOn, dueOn } of laws) {
    const latest = laterDay(laterDay(effectiveOn, dueOn ?? effectiveOn), today)
    if (inForceOn > latest)
      refuse(
        'effective_after_law',
        { day: sayDay(inForceOn, today), number, latest: sayDay(latest, today) },
        'effectiveOn',
      )
  }
}

/** The earliest day by which one of its causes wants a review; null where none of them says one. */
export function dueOfCauses(causes: readonly { dueOn: Day | null }[]): Day | null {
  return causes.flatMap(({ dueOn }) => dueOn ?? []).sort()[0] ?? null
}

const daysSaid = (from: Day, { day, latest }: { day: Day; latest: Day }) => ({
  day: sayDay(day, from),
  from: sayDay(from, from),
  latest: sayDay(latest, from),
})

/** Who reported something, by name; a machine has no other. Null where nobody knows any more. */
function reporterOf(source: string | null, person: Named | null): Named | null {
  if (source !== null) return { slackId: null, name: `the source ${source}` }
  return person ? named(person) : null
}

type Triaged = {
  event: {
    id: string
    number: number
    category: EventCategory
    happenedOn: Day
    what: string
    tags: string
    link: string | null
    reason: string | null
    source: string | null
  }
  obligation: { dueOn: Day }
  reporter: Named | null
}

/** What those who decide on a report see of it. */
export function triageItemOf(
  { event, obligation, reporter }: Triaged,
  { criteria, proposed }: { criteria: string; proposed: readonly Proposal[] },
  as: HolderAs,
): TriageItem {
  const tags = JSON.parse(event.tags) as string[]
  const { id: subject, number, category, happenedOn, what, link, reason: reopened } = event
  return {
    is: 'triage',
    as,
    ...{ subject, number, category, happenedOn, what, tags, link, reopened },
    dueOn: obligation.dueOn,
    reporter: reporterOf(event.source, reporter),
    criteria,
    proposed: proposed.map(({ id: policy, ...about }) => ({ policy, ...about })),
  }
}
