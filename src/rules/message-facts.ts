import type {
  ChangeKind,
  Day,
  HolderAs,
  Instant,
  NoticeKind,
  ReviewKind,
  ReviewScope,
  SubmissionKind,
} from './terms.ts'

/** What a message says, as facts of the moment of sending. Views turn them into words and blocks. */

/** Mentioned where Slack knows them, else named. */
export type Named = { name: string; slackId: string | null }
export type About = { code: string; title: string }

export type ReviewItem = About & {
  is: 'review'
  as: HolderAs
  kind: ReviewKind
  cadenceMonths: number
  /** Submit by. */
  dueOn: Day
  reviewDueOn: Day
  waivedUntil: Day | null
  lastReviewedOn: Day | null
  /** What caused an out-of-cycle review, in the reporters' words. */
  causes: string[]
  holders: Named[]
  /** Whom the holder stands in for. */
  standInFor: Named | null
  isStarted: boolean
  /** Who hears next if nothing is started, and when. */
  nextToHear: { people: Named[]; on: Day } | null
}

export type EndorseItem = About & {
  is: 'endorse'
  as: HolderAs
  kind: SubmissionKind
  dueOn: Day
  number: string | null
  changeKind: ChangeKind | null
  scope: ReviewScope
  /** In the owner's words. */
  summary: string | null
  statement: string | null
  considered: string[]
  causes: string[]
  writtenBy: Named[]
  submittedBy: Named
  submittedAt: Instant
  /** Whose decision is awaited. */
  awaited: Named[]
  standInFor: Named | null
  sha256: string | null
  /** Lines against the version in force; null where there is nothing to compare, or the texts are too different. */
  difference: { added: number; removed: number; firstLines: string[] } | null
  eventsSince: number
}

export type AcknowledgeItem = About & {
  is: 'acknowledge'
  as: HolderAs
  number: string
  /** The number of the version that the person acknowledged last; null for none. */
  lastGiven: string | null
  dueOn: Day | null
  summary: string | null
}

export type MissingItem = About & {
  is: 'who is missing'
  as: HolderAs
  number: string
  asked: number
  given: number
  /** At most 10; `more` says how many others. */
  missing: Named[]
  more: number
}

export type FillItem = About & {
  is: 'fill'
  as: HolderAs
  dueOn: Day
  /** The owner who can hold it no more; null where none is named. */
  left: Named | null
  /** Null where they did not leave, but cannot be reached here: a bot, or of another workspace. */
  leftOn: Day | null
  /** The words of a register that name no person: "Head of IT". */
  statedOwner: string | null
  standIn: Named | null
}

export type OutcomeItem = About & {
  is: 'outcome'
  kind: SubmissionKind
  result: 'endorsed' | 'sent back'
  number: string | null
  by: Named[]
  reason: string | null
  comment: string | null
  inForceOn: Day | null
  nextReviewDueOn: Day | null
  submitAgainBy: Day | null
}

export type DistributionItem = About & {
  is: 'distribution'
  number: string
  changeKind: ChangeKind
  summary: string | null
  endorsedBy: Named[]
  inForceOn: Day
  /** Calendar days to acknowledge, counted from this message; null where nothing is asked. */
  daysToAcknowledge: number | null
}

export type TroubleItem = { is: 'trouble'; sentence: string }

export type MessageItem =
  | ReviewItem
  | EndorseItem
  | AcknowledgeItem
  | MissingItem
  | FillItem
  | OutcomeItem
  | DistributionItem
  | TroubleItem

export type MessageFacts = {
  kind: NoticeKind
  /** The workspace's day at the moment of sending. */
  today: Day
  zone: string
  /** Where texts are read; null where no portal is set. */
  portalUrl: string | null
  items: MessageItem[]
}

/** What is posted: complete as plain text, with blocks beside it. */
export type Message = { text: string; blocks: unknown[] }
export type Compose = (facts: MessageFacts) => Message
