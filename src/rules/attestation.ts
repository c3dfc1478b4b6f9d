import { canonical } from './audit-chain.ts'
import { dayIn } from './calendar.ts'
import { sha256 } from './digest.ts'
import type { Period } from './quarter.ts'
import type { Day, EventCategory, EventState, Instant, Quarter, ReviewState } from './terms.ts'

/**
 * The list of a quarter's events. An event belongs to the quarter in which it was reported, by the workspace's day:
 * that day never changes, so that each event is in exactly one list, whenever it is decided or reopened.
 */

/** How far a review is that was opened because of an event. */
export type CausedReview = { code: string; state: ReviewState; dueOn: Day }

export type ListedEvent = {
  number: number
  category: EventCategory
  state: EventState
  happenedOn: Day
  reportedOn: Day
  /** The report's first words, on one line. */
  title: string
  reviews: CausedReview[]
}

export type QuarterList = Period & {
  quarter: Quarter
  events: ListedEvent[]
  /** Of earlier quarters, decided or reopened after the newest of these was attested, or undecided since. */
  later: ListedEvent[]
}

export type QuarterCounts = { significant: number; notSignificant: number; undecided: number }

type Event = {
  id: string
  number: number
  category: EventCategory
  state: EventState
  happenedOn: Day
  reportedAt: Instant
  what: string
}
type Cause = CausedReview & { event: string }

const longestTitle = 200

/** On one line, and never cut within a character. */
export function titleOf(what: string): string {
  const line = [...what.replace(/\s+/g, ' ').trim()]
  return line.length <= longestTitle ? line.join('') : `${line.slice(0, longestTitle - 1).join('')}…`
}

export function listedEvents(
  zone: string,
  events: readonly Event[],
  causes: readonly Cause[],
): ListedEvent[] {
  const reviews = new Map<string, CausedReview[]>()
  for (const { event, ...review } of causes) reviews.set(event, [...(reviews.get(event) ?? []), review])
  return events.map(({ id, number, category, state, happenedOn, reportedAt, what }) => ({
    number,
    category,
    state,
    happenedOn,
    reportedOn: dayIn(zone, reportedAt),
    title: titleOf(what),
    reviews: reviews.get(id) ?? [],
  }))
}

export function countsOf(events: readonly Pick<ListedEvent, 'state'>[]): QuarterCounts {
  const counts = new Map<EventState, number>()
  for (const { state } of events) counts.set(state, (counts.get(state) ?? 0) + 1)
  return countsBy(counts)
}

export function countsBy(counts: ReadonlyMap<EventState, number>): QuarterCounts {
  return {
    significant: counts.get('significant') ?? 0,
    notSignificant: counts.get('not significant') ?? 0,
    undecided: counts.get('reported') ?? 0,
  }
}

/** The exact list as it was shown: the same facts give the same text, and so the same hash. */
export function textOfList(list: QuarterList): string {
  return canonical(list)
}

export function hashOfList(list: QuarterList): string {
  return sha256(textOfList(list))
}
