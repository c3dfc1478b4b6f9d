/** The words of the product as types. Read this file first. */

/** A calendar day, `YYYY-MM-DD`: the workspace's day, never an instant. */
export type Day = string
/** An instant in UTC, `YYYY-MM-DDTHH:MM:SS.sssZ`: one format, so that text order is time order. */
export type Instant = string
/** A calendar quarter, `2027-Q1`: text order is time order. */
export type Quarter = string

export type PolicyStatus = 'draft' | 'active' | 'retired'

/** What a policy counts as in the posture, as many as are true of it; the register is narrowed by the same words. */
export type Posture =
  | 'in compliance'
  | 'due in 30 days'
  | 'overdue'
  | 'awaiting endorsement'
  | 'without owner'
  | 'without text'
  | 'out of cycle'
  | 'acknowledgments missing'

export type VersionState =
  | 'draft'
  | 'submitted'
  | 'sent back'
  | 'endorsed'
  | 'in force'
  | 'superseded'
  | 'withdrawn'

export type ChangeKind = 'major' | 'minor' | 'editorial'

export type ReviewKind = 'scheduled' | 'out of cycle'
export type ReviewState = 'open' | 'in progress' | 'submitted' | 'concluded' | 'void'
export type ReviewScope = 'whole policy' | 'limited'
export type ReviewOutcome = 'reaffirmed' | 'revised' | 'retired'

/** What awaits endorsement. */
export type SubmissionKind = 'version' | 'reaffirmation' | 'retirement'
export type SubmissionState = 'awaiting' | 'endorsed' | 'sent back' | 'recalled' | 'void'

export const eventCategories = [
  'security_event',
  'service_change',
  'business_model_change',
  'legal_requirement',
  'organization_change',
  'platform_change',
] as const
export type EventCategory = (typeof eventCategories)[number]
/** Who reads what an event says; see disclosure.ts. */
export type EventReaders = {
  /** Also those who reported the same thing. */
  reporters: readonly string[]
  /** Who decides on reports. */
  managers: readonly string[]
  auditors: readonly string[]
  /** The workspace's approvers. */
  approvers: readonly string[]
  /** The people of each policy that the event concerns. */
  concerned: readonly Concerned[]
}
export type Concerned = {
  owner: string | null
  deputies: readonly string[]
  /** Its own; where it has none, the workspace's decide. */
  approvers: readonly string[]
  /** Who holds its review or its endorsement now, also as a stand-in. */
  holders: readonly string[]
}

export type EventState = 'reported' | 'significant' | 'not significant' | 'merged' | 'withdrawn'

/** A deferral of a review, asked for and decided on. */
export type WaiverState = 'open' | 'granted' | 'refused' | 'withdrawn' | 'void'

export type ObligationKind = 'triage' | 'review' | 'endorse' | 'acknowledge' | 'decide' | 'fill' | 'attest'
export type ObligationState = 'open' | 'met' | 'void'
export type HolderAs = 'holder' | 'escalation'

export type AcknowledgmentState = 'open' | 'given' | 'void'

export type NoticeState = 'ready' | 'sending' | 'sent' | 'in doubt' | 'withdrawn' | 'dead'
export type NoticeKind =
  | 'reminder'
  | 'endorsement request'
  | 'sent back'
  | 'outcome'
  | 'distribution'
  | 'acknowledgment request'
  | 'stand-in'
  | 'vacancies'
  | 'triage request'
  | 'report outcome'
  | 'event accepted'
  | 'review opened'
  | 'review changed'
  | 'waiver request'
  | 'waiver outcome'
  | 'excused'
  | 'trouble'
/** Urgent goes before bulk, so that a mailing never delays a due date. */
export type Lane = 'urgent' | 'bulk'

/** Who acts. `operator` works on the machine itself; `calendar` is the passing of time; a `source` is a machine that reports. */
export type Actor =
  | { kind: 'person'; id: string }
  | { kind: 'operator'; user: string }
  | { kind: 'calendar' }
  | { kind: 'directory' }
  | { kind: 'source'; name: string }

export type Role =
  | 'operator'
  | 'calendar'
  | 'directory'
  | 'source'
  | 'manager'
  | 'administrator'
  | 'owner'
  | 'deputy'
  | 'holder'
  | 'approver'
  | 'reporter'
  | 'asker'
  | 'member'
  /** Reads everything and writes nothing, in place of a member. */
  | 'auditor'

/** The way by which something came to the record. */
export type Way = 'slack' | 'command line' | 'outside' | 'calendar' | 'webhook'

export type Audience = { everyone: boolean; channels: string[]; groups: string[]; people: string[] }

/** How many approvers must endorse: any one, all of them, or a number; in order one after the other. */
export type ApprovalRule = { quorum: 'any' | 'all' | number; inOrder: boolean }

export type WorkspaceKind = 'real' | 'rehearsal'
