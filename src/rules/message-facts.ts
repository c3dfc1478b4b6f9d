import type { Cause } from './disclosure.ts'
import type { AttestedItem, AttestItem, ReportItem, TriageItem } from './report-facts.ts'
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
import type { DecideItem, ExcusedItem, WaiverDecision, WaiverItem } from './waiver-facts.ts'

/** What a message says, as facts of the moment of sending. Views turn them into words and blocks. */

/** Mentioned where Slack knows them, else named. */
export type Named = { name: string; slackId: string | null }

export function named({ name, slackId }: Named): Named {
  return { name, slackId }
}

/** Who decided; both names stay where it was a deputy. */
export type Decider = Named & {
  onBehalfOf?: Named
  /** Given outside Slack: who recorded it, and from which document. */
  outside?: { recordedBy: Named | null; document: string }
}

export type About = { policy: string; code: string; title: string }

export type ReviewItem = About & {
  is: 'review'
  as: HolderAs
  obligation: string
  /** The review. */
  subject: string
  kind: ReviewKind
  cadenceMonths: number
  /** Submit by. */
  dueOn: Day
  reviewDueOn: Day
  waivedUntil: Day | null
  lastReviewedOn: Day | null
  /** What caused an out-of-cycle review, as far as the receiver may read it. */
  causes: Cause[]
  /** Whether something of the policy awaits endorsement that was submitted before this was opened. */
  isAfterSubmission: boolean
  holders: Named[]
  /** Whom the holder stands in for. */
  standInFor: Named | null
  isStarted: boolean
  snoozedUntil: Day | null
  /** What was asked and awaits its decision. */
  waiver: { waiver: string; until: Day; isOwn: boolean } | null
  /** Whether the reader may ask for one now. */
  mayWaive: boolean
  /** Whether the reader may give the policy to someone else. */
  mayHandOver: boolean
  /** Who hears next if nothing is started, and when. */
  nextToHear: { people: Named[]; on: Day } | null
}

export type EndorseItem = About & {
  is: 'endorse'
  as: HolderAs
  obligation: string
  /** The submission. */
  subject: string
  kind: SubmissionKind
  dueOn: Day
  number: string | null
  changeKind: ChangeKind | null
  /** Of a version: the day that was asked for; null as soon as it is endorsed. */
  effectiveOn: Day | null
  scope: ReviewScope
  /** In the owner's words. */
  summary: string | null
  statement: string | null
  considered: string[]
  causes: Cause[]
  /** Of a review that was submitted late, or was waived; days after its due date. */
  late: { dueOn: Day; waivedUntil: Day | null; days: number } | null
  writtenBy: Named[]
  submittedBy: Named
  submittedAt: Instant
  /** Whose decision is awaited. */
  awaited: Named[]
  standInFor: Named | null
  sha256: string | null
  /** The version whose text is decided on; null where none is held. */
  text: string | null
  /** Whether a text is in force beside which this one can be read. */
  canCompare: boolean
  /** Lines against the version in force; null where there is nothing to compare, or the texts are too different. */
  difference: { added: number; removed: number; firstLines: string[] } | null
  eventsSince: number
}

export type AcknowledgeItem = About & {
  is: 'acknowledge'
  as: HolderAs
  /** The version. */
  subject: string
  number: string
  /** The number of the version that the person acknowledged last; null for none. */
  lastGiven: string | null
  dueOn: Day | null
  summary: string | null
}

export type MissingItem = About & {
  is: 'who is missing'
  as: HolderAs
  /** The version. */
  subject: string
  number: string
  asked: number
  given: number
  excused: number
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
  /** The submission. */
  subject: string
  /** The review that goes on after a submission was sent back; null where it was submitted again, or there is none. */
  review: string | null
  kind: SubmissionKind
  result: 'endorsed' | 'sent back'
  number: string | null
  by: Decider[]
  reason: string | null
  comment: string | null
  inForceOn: Day | null
  nextReviewDueOn: Day | null
  submitAgainBy: Day | null
  /** Who is to submit it again, where that is not the reader. */
  submitAgainWith: Named[]
  /** How it was submitted again after it was sent back. */
  again: Submitted | null
}

export type DistributionItem = About & {
  is: 'distribution'
  /** The version. */
  subject: string
  number: string
  changeKind: ChangeKind
  summary: string | null
  endorsedBy: Decider[]
  inForceOn: Day
  /** Calendar days to acknowledge, counted from this message; null where nothing is asked. */
  daysToAcknowledge: number | null
  /** The day until which to acknowledge, once this message is known to have come. */
  dueOn: Day | null
  /** Where a campaign asks, with what the person acknowledged last; null where the version is new to the audience. */
  again: { given: { number: string; on: Day } | null } | null
}

type OtherVersion = { version: string; number: string }

/** What became of a submission. */
export type Decision =
  | { is: 'awaited'; from: Named[] }
  | { is: 'endorsed'; by: Decider[]; at: Instant }
  | { is: 'sent back'; by: Decider[]; at: Instant; reason: string | null }
  | { is: 'recalled'; at: Instant }
  | { is: 'void'; reason: string | null }

export type Submitted = { how: 'submitted'; by: Named | null; at: Instant; decision: Decision }

/** How something that a message spoke of ended. */
export type Ending =
  /** By the reader; `inForce` where another version is meanwhile. */
  | { how: 'acknowledged'; at: Instant; inForce: OtherVersion | null }
  | { how: 'all acknowledged'; asked: number }
  | { how: 'superseded'; by: OtherVersion | null }
  | Submitted
  | { how: 'decided'; decision: Decision }
  /** By the reader, where others are still awaited. */
  | { how: 'endorsed by you'; at: Instant; awaited: Named[] }
  | { how: 'concluded'; on: Day | null }
  | { how: 'reassigned'; to: Named[] }
  | { how: 'filled'; owner: Named | null }
  | { how: 'waiver ended'; waiver: WaiverDecision }
  /** From acknowledging it, by somebody, with a reason. */
  | { how: 'excused'; by: Named | null; reason: string | null }
  | { how: 'void'; reason: string | null }

/** Something that was owed when the message was sent, and is no more. */
export type SettledItem = About & {
  is: 'settled'
  was: 'review' | 'endorse' | 'acknowledge' | 'who is missing' | 'fill' | 'distribution' | 'decide'
  as: HolderAs
  dueOn: Day | null
  number: string | null
  ending: Ending
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
  | SettledItem
  | TriageItem
  | ReportItem
  | DecideItem
  | WaiverItem
  | ExcusedItem
  | AttestItem
  | AttestedItem
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
