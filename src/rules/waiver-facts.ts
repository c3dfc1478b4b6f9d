import { type About, type Decider, type Named, named } from './message-facts.ts'
import type { Day, HolderAs, Instant, ReviewKind, WaiverState } from './terms.ts'
import { latestWaiver } from './waiver.ts'

/** What messages say of waivers, and of who is excused. */

/** How a waiver that was asked for ended. */
export type WaiverDecision =
  | { is: 'granted'; by: Decider; at: Instant; until: Day; isShorter: boolean; comment: string | null }
  | { is: 'refused'; by: Decider; at: Instant; comment: string | null }
  | { is: 'withdrawn'; by: Named; at: Instant }
  | { is: 'void'; reason: string | null }

/** A waiver of the same review that was decided before. */
export type EarlierWaiver = { until: Day; decision: WaiverDecision }

/** A request for a waiver, to who decides on it. */
export type DecideItem = About & {
  is: 'decide'
  as: HolderAs
  /** The waiver. */
  subject: string
  /** By when to decide. */
  dueOn: Day
  kind: ReviewKind
  cadenceMonths: number
  reviewDueOn: Day
  waivedUntil: Day | null
  askedBy: Named
  /** In the words of who asked. */
  reason: string
  until: Day
  /** The latest day that is possible. */
  latest: Day
  earlier: EarlierWaiver[]
  awaited: Named[]
  standInFor: Named | null
}

/** What was decided, to who asked and to whose review it is. */
export type WaiverItem = About & {
  is: 'waiver'
  subject: string
  kind: ReviewKind
  cadenceMonths: number
  reviewDueOn: Day
  askedBy: Named
  /** The day that was asked for. */
  until: Day
  decision: WaiverDecision
  /** By when the owner's part is due now; null once that is done. */
  submitBy: Day | null
}

/** Somebody need not acknowledge a version. */
export type ExcusedItem = About & {
  is: 'excused'
  /** The version. */
  subject: string
  number: string
  by: Named | null
  reason: string | null
}

type Policy = { id: string; code: string; title: string; cadenceMonths: number }
type Review = { kind: ReviewKind; dueOn: Day; waivedUntil: Day | null }
type Waiver = {
  id: string
  askedBy: string
  reason: string
  until: Day
  state: WaiverState
  endedAt: Instant | null
  decidedBy: string | null
  onBehalfOf: string | null
  grantedUntil: Day | null
  comment: string | null
  voidReason: string | null
}
type People = ReadonlyMap<string, Named>
/** A waiver with its review and policy, and everyone whom it names. */
export type WaiverFacts = {
  waiver: Waiver
  review: Review
  policy: Policy
  earlier: Waiver[]
  people: People
}

/** How one that awaits no decision any more ended; null while it does. */
export function decisionOfWaiver(waiver: Waiver, people: People): WaiverDecision | null {
  const { state, until, grantedUntil, comment, voidReason } = waiver
  const at = waiver.endedAt ?? ''
  switch (state) {
    case 'open':
      return null
    case 'granted': {
      const day = grantedUntil ?? until
      return { is: state, by: deciderOf(waiver, people), at, until: day, isShorter: day < until, comment }
    }
    case 'refused':
      return { is: state, by: deciderOf(waiver, people), at, comment }
    case 'withdrawn':
      return { is: state, by: nameOf(people, waiver.askedBy), at }
    case 'void':
      return { is: state, reason: voidReason }
  }
}

function deciderOf({ decidedBy, onBehalfOf }: Waiver, people: People): Decider {
  const by = nameOf(people, decidedBy)
  return onBehalfOf === null ? by : { ...by, onBehalfOf: nameOf(people, onBehalfOf) }
}

function nameOf(people: People, id: string | null): Named {
  const person = people.get(id ?? '')
  return person ? named(person) : { name: 'somebody', slackId: null }
}

type Asking = { as: HolderAs; dueOn: Day; awaited: Named[]; standInFor: string | null }

/** What is asked for, with what was decided of the same review before. */
export function decideItemOf(facts: WaiverFacts, { standInFor, ...asking }: Asking): DecideItem {
  const { waiver, review, earlier, people } = facts
  return {
    is: 'decide',
    ...aboutOf(facts),
    ...asking,
    subject: waiver.id,
    waivedUntil: review.waivedUntil,
    askedBy: nameOf(people, waiver.askedBy),
    reason: waiver.reason,
    until: waiver.until,
    latest: latestWaiver(review.dueOn),
    earlier: earlier.flatMap((one): EarlierWaiver[] => {
      const decision = decisionOfWaiver(one, people)
      return decision?.is === 'granted' || decision?.is === 'refused' ? [{ until: one.until, decision }] : []
    }),
    standInFor: standInFor === null ? null : nameOf(people, standInFor),
  }
}

/** Null while it awaits its decision. */
export function waiverItemOf(facts: WaiverFacts, submitBy: Day | null): WaiverItem | null {
  const { waiver, people } = facts
  const decision = decisionOfWaiver(waiver, people)
  if (!decision) return null
  const { id: subject, until } = waiver
  const askedBy = nameOf(people, waiver.askedBy)
  return { is: 'waiver', ...aboutOf(facts), subject, askedBy, until, decision, submitBy }
}

function aboutOf({ policy, review }: WaiverFacts) {
  const { id, code, title, cadenceMonths } = policy
  return { policy: id, code, title, cadenceMonths, kind: review.kind, reviewDueOn: review.dueOn }
}
