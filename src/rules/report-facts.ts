import type { About, Named } from './message-facts.ts'
import type { Day, EventCategory, HolderAs } from './terms.ts'

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
  /** Policies with a tag of the report. */
  proposed: (About & { tags: string[] })[]
}

/** What became of a report; of one that was merged, what became of the one that stands for it. */
export type ReportItem = Reported & {
  is: 'report'
  subject: string
  /** The number of the report that stands for this one. */
  mergedInto: number | null
  /** Null while it waits for a decision. */
  decided: {
    as: 'significant' | 'not significant' | 'withdrawn'
    by: Named | null
    on: Day
    reason: string | null
    reviews: (About & { dueOn: Day })[]
  } | null
}
