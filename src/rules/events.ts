import { addBusinessDays, type Calendar } from './business-days.ts'
import { addDays, sayDay } from './calendar.ts'
import { type Named, named } from './message-facts.ts'
import { refuse } from './refusal.ts'
import type { TriageItem } from './report-facts.ts'
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

const daysToReview = 30
const businessDaysAfterLaw = 10

export type Deadline = { category: EventCategory; decidedOn: Day; effectiveOn: Day | null }

/**
 * The latest day for the whole review: 30 days from the decision; for a law the day from which it holds, or 10
 * business days where that has passed.
 */
export function latestReviewDue(calendar: Calendar, { category, decidedOn, effectiveOn }: Deadline): Day {
  if (category !== 'legal_requirement' || effectiveOn === null) return addDays(decidedOn, daysToReview)
  return effectiveOn > decidedOn ? effectiveOn : addBusinessDays(calendar, decidedOn, businessDaysAfterLaw)
}

/** The triager may shorten it, to a day that is still to come. */
export function reviewDue(calendar: Calendar, deadline: Deadline, shortenedTo: Day | null): Day {
  const latest = latestReviewDue(calendar, deadline)
  if (shortenedTo === null) return latest
  if (shortenedTo < deadline.decidedOn || shortenedTo > latest)
    refuse('deadline_outside', daysSaid(deadline.decidedOn, { day: shortenedTo, latest }), 'dueOn')
  return shortenedTo
}

const daysSaid = (from: Day, { day, latest }: { day: Day; latest: Day }) => ({
  day: sayDay(day, from),
  from: sayDay(from, from),
  latest: sayDay(latest, from),
})

type Tagged = { id: string; code: string; title: string; status: string; tags: string }

/** Active policies that share a tag with a report, with the tags that they share. `tags` is a JSON list. */
export function proposedBy<P extends Tagged>(
  tags: readonly string[],
  policies: readonly P[],
): (Pick<P, 'id' | 'code' | 'title'> & { tags: string[] })[] {
  const wanted = new Set(tags.map((tag) => tag.toLowerCase()))
  return policies.flatMap(({ id, code, title, status, tags: own }) => {
    const shared = (JSON.parse(own) as string[]).filter((tag) => wanted.has(tag.toLowerCase()))
    return status === 'active' && shared.length > 0 ? [{ id, code, title, tags: shared }] : []
  })
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
  }
  obligation: { dueOn: Day }
  reporter: Named | null
}

/** What those who decide on a report see of it. */
export function triageItemOf(
  { event, obligation, reporter }: Triaged,
  policies: readonly Tagged[],
  as: HolderAs,
): TriageItem {
  const tags = JSON.parse(event.tags) as string[]
  const { id: subject, number, category, happenedOn, what, link } = event
  const said = { subject, number, category, happenedOn, what, tags, link }
  return {
    is: 'triage',
    as,
    ...said,
    dueOn: obligation.dueOn,
    reporter: reporter ? named(reporter) : null,
    proposed: proposedBy(tags, policies).map(({ id: policy, ...about }) => ({ policy, ...about })),
  }
}
