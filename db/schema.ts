import type {
  AcknowledgmentState,
  ChangeKind,
  Day,
  EventCategory,
  EventState,
  HolderAs,
  Instant,
  Lane,
  NoticeKind,
  NoticeState,
  ObligationKind,
  ObligationState,
  PolicyStatus,
  Quarter,
  ReviewKind,
  ReviewOutcome,
  ReviewScope,
  ReviewState,
  SubmissionKind,
  SubmissionState,
  VersionState,
  WaiverState,
  Way,
  WorkspaceKind,
} from '../src/rules/terms.ts'

/**
 * Every table, in the order in which a policy lives: the data dictionary. Days and instants are text,
 * flags are 0 or 1, lists are JSON text, on both engines. Every key begins with the workspace.
 */

export type Flag = 0 | 1
/** JSON text. */
export type JsonText = string

export type WorkspaceRow = {
  workspace: string
  name: string
  kind: WorkspaceKind
  /** Null until Slack has claimed it. */
  slackTeam: string | null
  /** Null until going live; nothing is sent before. */
  liveAt: Instant | null
  createdAt: Instant
}

export type SettingRow = { workspace: string; key: string; value: JsonText }

export type PersonRow = {
  workspace: string
  id: string
  /** Null until matched with Slack's directory, for who came by e-mail from a register. */
  slackId: string | null
  /** In lower case. */
  email: string | null
  name: string
  zone: string | null
  isBot: Flag
  isGuest: Flag
  /** Of another workspace. */
  isOutsider: Flag
  isAdmin: Flag
  firstSeenAt: Instant
  deactivatedAt: Instant | null
  /** Operational: joined then, and not asked yet for everything in force. */
  waitsSince: Instant | null
}

export type PolicyRow = {
  workspace: string
  id: string
  code: string
  title: string
  /** Code and title in one normal form, to find them again: NFC, lower case, single spaces. */
  codeKey: string
  titleKey: string
  status: PolicyStatus
  owner: string | null
  /** The words of a register that name no person: "Head of IT". */
  statedOwner: string | null
  cadenceMonths: number
  statedCadence: string | null
  preferredMonth: number | null
  /** Null: the workspace's rule. */
  approvalRule: JsonText | null
  audience: JsonText
  tags: JsonText
  components: JsonText
  lastReviewedOn: Day | null
  activeOn: Day | null
  retiredOn: Day | null
  /** The row as it was last imported, so that a second import changes only what the file changed. */
  importedRow: JsonText | null
  revision: number
  createdAt: Instant
}

export type PolicyRoleRow = {
  workspace: string
  policy: string
  person: string
  role: 'deputy' | 'approver'
  position: number
}

export type VersionRow = {
  workspace: string
  id: string
  policy: string
  number: string
  state: VersionState
  /** Null where the text is not held. */
  content: string | null
  sha256: string | null
  changeKind: ChangeKind
  summary: string | null
  /** The day it is to come into force; null: at once when endorsed. */
  effectiveOn: Day | null
  author: string | null
  /** JSON list of people who changed the text. */
  editors: JsonText
  endorsedAt: Instant | null
  inForceAt: Instant | null
  endedAt: Instant | null
  endReason: string | null
  /** The version since which an acknowledgment counts for this one: the last major one. */
  countsFrom: string
  revision: number
  createdAt: Instant
}

export type ReviewRow = {
  workspace: string
  id: string
  policy: string
  kind: ReviewKind
  state: ReviewState
  scope: ReviewScope
  outcome: ReviewOutcome | null
  openedOn: Day
  dueOn: Day
  waivedUntil: Day | null
  startedAt: Instant | null
  submittedAt: Instant | null
  concludedAt: Instant | null
  concludedOn: Day | null
  /** The version that was examined or made. */
  version: string | null
  /** The other review whose whole conclusion concluded this one too, or in which it goes on. */
  concludedWith: string | null
  /** JSON list of what was considered: incidents, law and contracts, changes, audit findings. */
  considered: JsonText
  note: string | null
  voidReason: string | null
  revision: number
}

export type EventRow = {
  workspace: string
  id: string
  /** Counted from 1 in a workspace; shown as E-41. */
  number: number
  category: EventCategory
  state: EventState
  happenedOn: Day
  what: string
  tags: JsonText
  link: string | null
  /** Who reported it; null where a machine did, which `source` names. */
  reporter: string | null
  source: string | null
  reportedAt: Instant
  /** Of a law: from when on it holds. */
  effectiveOn: Day | null
  decidedBy: string | null
  /** The routing rule that decided in place of a person, as it read then. */
  decidedByRule: string | null
  decidedAt: Instant | null
  /** Why it is in its state: of the decision, of withdrawing it, or of opening it again. */
  reason: string | null
  /** The report of the same thing that stands for this one. */
  mergedInto: string | null
}

export type ReviewCauseRow = {
  workspace: string
  review: string
  event: string
  /** By when this cause alone wants the review; null where only the review's own date is known. */
  dueOn: Day | null
}

/** Opened when a quarter is over; the first is attested from the day of going live on. */
export type AttestationRow = {
  workspace: string
  quarter: Quarter
  /** Both days included. */
  fromOn: Day
  toOn: Day
  openedAt: Instant
  /** Null until it is attested; what follows too. */
  attestedBy: string | null
  attestedAt: Instant | null
  /** The exact list that was shown, in one form, and its SHA-256. */
  list: JsonText | null
  sha256: string | null
  significant: number | null
  notSignificant: number | null
  undecided: number | null
  statement: string | null
  /** Of the tracker's export it was compared with: its SHA-256 and the counts. */
  comparison: JsonText | null
}

/** An incident tracker's export that a quarter's reports are compared with; another one takes its place. */
export type TrackerFileRow = {
  workspace: string
  quarter: Quarter
  name: string
  sha256: string
  /** Rows of the file; `incidents` are those of about the quarter. */
  rowCount: number
  incidents: JsonText
  comparedBy: string
  comparedAt: Instant
}

export type WaiverRow = {
  workspace: string
  id: string
  review: string
  askedBy: string
  reason: string
  /** The day asked for. */
  until: Day
  askedAt: Instant
  state: WaiverState
  /** When it was decided, withdrawn or void. */
  endedAt: Instant | null
  decidedBy: string | null
  onBehalfOf: string | null
  /** The day asked for, or an earlier one. */
  grantedUntil: Day | null
  /** In the words of who decided. */
  comment: string | null
  voidReason: string | null
}

export type SubmissionRow = {
  workspace: string
  id: string
  policy: string
  /** Null for an editorial version submitted without a review. */
  review: string | null
  kind: SubmissionKind
  state: SubmissionState
  version: string | null
  /** What every endorsement of it is bound to: the text's, or the retirement statement's; null where no text is held. */
  sha256: string | null
  scope: ReviewScope
  /** The outcome in the owner's words, or the retirement statement. */
  statement: string | null
  /** A text attached to a reaffirmation of a version whose text is not held. */
  content: string | null
  considered: JsonText
  submittedBy: string
  submittedAt: Instant
  endedAt: Instant | null
  /** Why it was sent back or made void. */
  reason: string | null
}

export type EndorsementRow = {
  workspace: string
  id: string
  submission: string
  approver: string
  onBehalfOf: string | null
  decision: 'endorsed' | 'sent back'
  sha256: string | null
  comment: string | null
  way: Way
  document: string | null
  recordedBy: string | null
  at: Instant
  /** Set when the submission changed after it was given. */
  voidedAt: Instant | null
}

export type DelegationRow = {
  workspace: string
  id: string
  person: string
  deputy: string
  fromOn: Day
  untilOn: Day
  /** Operational: the next day on which what is open changes hands; null where none is left. */
  movesOn: Day | null
}

export type ObligationRow = {
  workspace: string
  id: string
  kind: ObligationKind
  policy: string | null
  /** What it is about: a review, a submission, a version, a policy, an event, a quarter. */
  subject: string
  openedOn: Day
  dueOn: Day
  state: ObligationState
  settledAt: Instant | null
  voidReason: string | null
  /** The date of the newest escalation told. */
  escalatedOn: Day | null
  /** Operational: when to look at escalation next. */
  escalateAt: Instant | null
}

export type HolderRow = {
  workspace: string
  obligation: string
  /** A person's id, or a channel's. */
  holder: string
  as: HolderAs
  isChannel: Flag
  /** Who should hold it, where this one stands in. */
  standInFor: string | null
  snoozedUntil: Day | null
  /** Operational: the date of the newest rung told. */
  rung: Day | null
  /** Operational: the day of the first message about it. */
  toldOn: Day | null
  /** Operational: when to wake for it. */
  nextReminderAt: Instant | null
}

export type DistributionRow = {
  workspace: string
  id: string
  policy: string
  version: string
  asks: 'acknowledge' | 'tell'
  state: 'pending' | 'asking' | 'done'
  audience: JsonText
  /** The sealed list of people: how many, and the hash over their ids in order. */
  peopleCount: number | null
  peopleSha256: string | null
  leftOut: JsonText
  /** The last position asked. */
  cursor: number
  isForJoiners: Flag
  /** That asks anew; null where only who has not been asked for the version is. */
  campaign: string | null
  createdAt: Instant
  endedAt: Instant | null
  trouble: string | null
}

/** Written once while a distribution is read; sealed by count and hash in an entry. */
export type DistributionPersonRow = {
  workspace: string
  distribution: string
  position: number
  person: string
}

/** What went to people whom Slack does not reach: customers, contractors. Recorded with the document that shows it. */
export type OutsideDistributionRow = {
  workspace: string
  id: string
  policy: string
  version: string
  /** In the words of who recorded it. */
  audience: string
  sentOn: Day
  document: string
  recordedBy: string
  recordedAt: Instant
}

/** The row is the person's part of the obligation to acknowledge: there may be a hundred million. */
export type AcknowledgmentRow = {
  workspace: string
  version: string
  person: string
  /** Empty for who was not asked in Slack: recorded from a document alone. */
  distribution: string
  state: AcknowledgmentState
  voidReason: string | null
  isJoiner: Flag
  askedAt: Instant
  deliveredAt: Instant | null
  /** Counted from delivery. */
  dueOn: Day | null
  acknowledgedAt: Instant | null
  sha256: string | null
  statement: string | null
  way: Way | null
  recordedBy: string | null
  document: string | null
  /** Why they need not acknowledge it; `recordedBy` is who excused them. */
  excuse: string | null
  /** The day to which its reminders are put off. */
  snoozedUntil: Day | null
  /** Operational, as of a holder. */
  rung: Day | null
  nextReminderAt: Instant | null
}

/** What was acknowledged of a version that a campaign then asked for anew. Rows are never changed. */
export type AcknowledgmentBeforeRow = {
  workspace: string
  version: string
  person: string
  distribution: string
  isJoiner: Flag
  askedAt: Instant
  deliveredAt: Instant | null
  dueOn: Day | null
  acknowledgedAt: Instant
  sha256: string | null
  statement: string | null
  way: Way | null
  recordedBy: string | null
  document: string | null
}

/** Everything in force asked for anew, of all whom it is for; each of its policies has a distribution of its own. */
export type CampaignRow = {
  workspace: string
  id: string
  startedBy: string
  startedAt: Instant
  /** What it was narrowed to; empty lists narrow nothing. */
  components: JsonText
  tags: JsonText
  state: 'asking' | 'asked'
  /** The last policy whose distribution was opened; null once all are. */
  cursor: string | null
  policyCount: number
  /** Requests that were made: a person's for a version is one. */
  requestCount: number
  askedAt: Instant | null
}

/** One message to one person or channel. Operational. */
export type NoticeRow = {
  workspace: string
  /** Says what it is for, so that the same message twice is one notice. */
  id: string
  recipient: string
  isChannel: Flag
  kind: NoticeKind
  lane: Lane
  state: NoticeState
  createdAt: Instant
  notBefore: Instant
  /** Who is sending it, until when (the engine's own clock, milliseconds), and which try it is. */
  leaseOwner: string | null
  leaseUntil: number | null
  attempt: number
  sentAt: Instant | null
  channel: string | null
  ts: string | null
  text: string | null
  reason: string | null
  mayRepeat: Flag
  /** Whether what it shows may still change: something in it is owed, or waits for a decision. */
  isLive: Flag
  /** The entry that changed what it shows; null where it shows the truth. */
  staleBy: number | null
}

export type NoticeItemRow = {
  workspace: string
  notice: string
  position: number
  obligation: ItemKind
  /** An obligation, a distribution, a submission, a version: what the kind says. */
  subject: string
  as: HolderAs
}
export type ItemKind =
  | ObligationKind
  | 'who is missing'
  | 'outcome'
  | 'distribution'
  | 'report'
  | 'waiver'
  | 'excuse'
  | 'trouble'

export type EntryRow = {
  workspace: string
  sequence: number
  at: Instant
  actor: string
  action: string
  key: string
  subject: string
  /** The exact bytes that were hashed. */
  bytes: string
  hash: string
}

/** Free text beside its salted hash in an entry; null once redacted. */
export type EntryTextRow = {
  workspace: string
  sequence: number
  hash: string
  salt: string
  text: string | null
}

/** The chain's head: one row a workspace, locked by every change of its record. */
export type HeadRow = { workspace: string; sequence: number; hash: string }

/** Who runs a job, until when, by the engine's own clock in milliseconds. Operational. */
export type LeaseRow = { name: string; owner: string; until: number }
/** Direct-message channels by person. Operational. */
export type DmChannelRow = { workspace: string; person: string; channel: string }
/** What is not to be tried before an instant, and why: a token, a channel. Operational. */
export type PauseRow = { workspace: string; subject: string; reason: string; since: Instant }
/** Who has opened their Home in Slack, and which entry changed what it shows. Operational. */
export type HomeRow = {
  workspace: string
  person: string
  openedAt: Instant
  /** Its pages and filter, to draw it anew as it stood; null as it begins. */
  showing: JsonText | null
  /** Slack's own, of the Home as it was last drawn. */
  hash: string | null
  staleBy: number | null
}

/** A gesture in Slack that was seen: the same envelope may be delivered again, also to another process. Operational. */
export type GestureRow = { workspace: string; key: string; at: Instant }
/** What Slack told of people, groups and channels, until a round takes it in. Operational. */
export type SlackEventRow = {
  workspace: string
  /** Slack's id of the delivery. */
  event: string
  /** What happened to what and when: Slack may tell it by several deliveries. */
  occurrence: string
  type: string
  /** The person, channel or group it is about: Slack's id. */
  subject: string
  /** Who came into a channel or group, or left it: Slack's ids, in JSON. */
  people: JsonText
  at: Instant
  takenAt: Instant | null
}

/** Whose reminders are still to be counted anew: everyone after an id. Operational. */
export type ReplanRow = { workspace: string; part: 'people' | 'obligations'; after: string }

export type Schema = {
  workspaces: WorkspaceRow
  settings: SettingRow
  people: PersonRow
  policies: PolicyRow
  policyRoles: PolicyRoleRow
  versions: VersionRow
  reviews: ReviewRow
  events: EventRow
  reviewCauses: ReviewCauseRow
  attestations: AttestationRow
  trackerFiles: TrackerFileRow
  waivers: WaiverRow
  submissions: SubmissionRow
  endorsements: EndorsementRow
  delegations: DelegationRow
  obligations: ObligationRow
  obligationHolders: HolderRow
  distributions: DistributionRow
  distributionPeople: DistributionPersonRow
  outsideDistributions: OutsideDistributionRow
  acknowledgments: AcknowledgmentRow
  acknowledgmentsBefore: AcknowledgmentBeforeRow
  campaigns: CampaignRow
  notices: NoticeRow
  noticeItems: NoticeItemRow
  entries: EntryRow
  entryTexts: EntryTextRow
  heads: HeadRow
  leases: LeaseRow
  dmChannels: DmChannelRow
  pauses: PauseRow
  homes: HomeRow
  gestures: GestureRow
  slackEvents: SlackEventRow
  replans: ReplanRow
}

export type Table = keyof Schema

/** Tables of the record: their rows are exactly what the entries say. Each with its key, after the workspace. */
export const recordKeys = {
  workspaces: [],
  settings: ['key'],
  people: ['id'],
  policies: ['id'],
  policyRoles: ['policy', 'person', 'role'],
  versions: ['id'],
  reviews: ['id'],
  events: ['id'],
  reviewCauses: ['review', 'event'],
  attestations: ['quarter'],
  trackerFiles: ['quarter'],
  waivers: ['id'],
  submissions: ['id'],
  endorsements: ['id'],
  delegations: ['id'],
  obligations: ['id'],
  obligationHolders: ['obligation', 'holder', 'as'],
  distributions: ['id'],
  outsideDistributions: ['id'],
  acknowledgments: ['version', 'person'],
  acknowledgmentsBefore: ['version', 'person', 'distribution'],
  campaigns: ['id'],
} as const satisfies Partial<Record<Table, readonly string[]>>

export type RecordTable = keyof typeof recordKeys

/** Columns of record tables that their own room writes; no entry speaks of them. */
export const operationalColumns: { [T in RecordTable]?: readonly (keyof Schema[T])[] } = {
  people: ['waitsSince'],
  delegations: ['movesOn'],
  obligations: ['escalateAt'],
  obligationHolders: ['rung', 'toldOn', 'nextReminderAt'],
  acknowledgments: ['rung', 'nextReminderAt'],
}

/** Free text by people: enters the chain as a salted hash beside the text. */
export const freeText: { [T in RecordTable]?: readonly (keyof Schema[T])[] } = {
  versions: ['content', 'summary', 'endReason'],
  reviews: ['note', 'voidReason'],
  events: ['what', 'link', 'reason'],
  attestations: ['list', 'statement'],
  trackerFiles: ['name', 'incidents'],
  waivers: ['reason', 'comment'],
  submissions: ['statement', 'content', 'reason'],
  endorsements: ['comment', 'document'],
  outsideDistributions: ['audience', 'document'],
  acknowledgments: ['document', 'excuse'],
  acknowledgmentsBefore: ['document'],
}
