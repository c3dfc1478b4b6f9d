import type { Message } from './message-facts.ts'

/** How a message gets out, and how Slack's answers are sorted. */

export type Destination =
  | { kind: 'person'; slackId: string; knownChannel: string | null }
  | { kind: 'channel'; channel: string }

export type Posted = Message & {
  /** Travels in the message's metadata: by it a notice in doubt is looked up. */
  noticeId: string
}

export type SendOutcome =
  | { outcome: 'sent'; channel: string; ts: string }
  /** Known not sent; try again after this long. `holds` says what else must wait as long. */
  | { outcome: 'later'; afterMilliseconds: number; holds: 'channel' | 'workspace'; reason: string }
  /** This way is closed for good; `lost` says what was learnt about it. */
  | { outcome: 'never'; reason: string; lost: 'person' | 'channel' | null }
  /** It may or may not have arrived. */
  | { outcome: 'in doubt'; channel: string | null; reason: string }
  /** Nothing of this workspace can be sent until an administrator mends it. */
  | { outcome: 'stopped'; reason: string }

/** How drawing a sent message anew went. */
export type UpdateOutcome =
  | { outcome: 'drawn' }
  /** Nothing was drawn, or perhaps it was: the same again does no harm. `holds`: Slack asked for less. */
  | { outcome: 'later'; afterMilliseconds: number; holds: boolean; reason: string }
  /** It can be drawn no more: deleted, too old, or out of our reach. */
  | { outcome: 'never'; reason: string }
  | { outcome: 'stopped'; reason: string }

export type LookUp =
  | { found: 'sent'; channel: string; ts: string }
  | { found: 'absent' }
  | { found: 'unknown'; reason: string }

export type Sender = {
  post(to: Destination, message: Posted): Promise<SendOutcome>
  /** Puts other words and blocks in the place of a message of ours. */
  update(at: { channel: string; ts: string }, message: Message): Promise<UpdateOutcome>
  /** Looks for a notice in the conversation, newest first, back to an instant in epoch seconds. */
  lookUp(to: Destination, noticeId: string, sinceSeconds: number): Promise<LookUp>
}

/** A person as Slack's directory shows them. */
export type DirectoryPerson = {
  slackId: string
  email: string | null
  name: string
  zone: string | null
  isBot: boolean
  isGuest: boolean
  isOutsider: boolean
  isAdmin: boolean
  isDeactivated: boolean
}

export type DirectoryTeam = { id: string; name: string; botUserId: string }

/** Reads Slack's directory; every list is followed to its last page, or the read fails as a whole. */
export type Directory = {
  team(): Promise<DirectoryTeam>
  people(): AsyncIterable<DirectoryPerson[]>
  person(slackId: string): Promise<DirectoryPerson | null>
  channelMembers(channel: string): Promise<string[]>
  groupMembers(group: string): Promise<string[]>
}

/** A read that could not be completed: `channel` or `group` is closed to us, or Slack did not answer. */
export class IncompleteRead extends Error {
  readonly subject: string
  readonly isFinal: boolean

  constructor(subject: string, reason: string, isFinal: boolean) {
    super(reason)
    this.name = 'IncompleteRead'
    this.subject = subject
    this.isFinal = isFinal
  }
}
