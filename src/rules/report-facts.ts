import type { About, Named } from './message-facts.ts'
import type { Day, EventCategory, HolderAs, Instant, Quarter, ReviewState } from './terms.ts'

/** What messages say of a report. */

export type Reported = {
  /** E-41. */
  number: number
  category: EventCategory
}

/** A report that a policy manager is to decide on. */
export type TriageItem = Reported & {
  is: 'triage'
  as: HolderAs
  /** The event. */
  subject: string
  dueOn: Day
  happenedOn: Day
  what: string
  tags: string[]
  link: string | null
  reporter: Named | null
  /** What makes an event of its category significant here. */
  criteria: string
  /** Why it was opened again; null the first time. */
  reopened: string | null
  /** Policies with why each is proposed. */
  proposed: (About & { why: string })[]
}

/** A review out of cycle that an event caused, and what became of it. */
export type CausedReview = About & { dueOn: Day; state: ReviewState }

/** What became of a report; of one that was merged, what became of the one that stands for it. */
export type ReportItem = Reported & {
  is: 'report'
  subject: string
  /** The number of the report that stands for this one. */
  mergedInto: number | null
  /** While it waits for another decision: why, and what became of the reviews of the one before. */
  reopened: { reason: string; reviews: CausedReview[] } | null
  /** Null while it waits for a decision. */
  decided: {
    as: 'significant' | 'not significant' | 'withdrawn'
    by: Named | null
    /** The routing rule that decided, where no person did. */
    rule: string | null
    on: Day
    reason: string | null
    reviews: CausedReview[]
  } | null
}

/** The events of a quarter, to be attested by a policy manager. */
export type AttestItem = {
  is: 'attest'
  as: HolderAs
  /** The quarter. */
  subject: Quarter
  dueOn: Day
  significant: number
  notSignificant: number
  undecided: number
}

/** How it ended; `attested` is null where it is no longer the reader's. */
export type AttestedItem = {
  is: 'attested'
  subject: Quarter
  attested: { by: Named | null; at: Instant; significant: number } | null
}
