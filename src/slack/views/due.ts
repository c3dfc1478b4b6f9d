import type { About, Message, Named } from '../../rules/message-facts.ts'
import type { Day, ObligationKind } from '../../rules/terms.ts'
import { counted, listed, sayWhenDue } from '../../words.ts'
import { section } from './blocks.ts'
import { beside, type Press, showPress } from './buttons.ts'
import { openEvent } from './event.ts'
import { type Narrowed, pagedMessage, sayNarrowed } from './list.ts'
import { dotted, free, mrkdwn, type Phrase } from './mrkdwn.ts'
import type { Paged } from './paging.ts'
import type { Piece, Setting } from './piece.ts'
import { titled } from './policy-row.ts'

/** What is due and with whom. */

export type DueFacts = Omit<About, 'policy'> & {
  /** Null of a report and of an attestation, which are about no policy. */
  policy: string | null
  kind: ObligationKind
  /** A review, a submission, a version: what the kind says. */
  subject: string
  dueOn: Day
  holders: Named[]
  /** How many were asked to acknowledge, and how many have. */
  acknowledged: { asked: number; given: number } | null
  /** The reader's own: what they can do about it. */
  mine: 'review' | 'endorse' | 'acknowledge' | 'hand_over' | 'significant' | 'grant_waiver' | 'attest' | null
}

type DueListFacts = Paged & { narrowed: Narrowed; items: DueFacts[] }

export function dueMessage(facts: DueListFacts, setting: Setting): Message {
  const head = mrkdwn`${counted(facts.total, 'item')} owed`
  const narrowed = sayNarrowed(facts.narrowed, 'with', setting)
  const none =
    narrowed.length === 0
      ? mrkdwn`Nothing is due, and nobody owes anything.`
      : mrkdwn`Nothing that is owed matches ${dotted(...narrowed)}. "/policy due" shows all of it.`
  const rows = facts.items.map((item) => dueRow(item, setting.today))
  return pagedMessage(facts, { head, narrowed, rows, none }, setting)
}

function dueRow(item: DueFacts, today: Day): Piece {
  const line = dotted(titled(item), mrkdwn`${what(item)} ${sayWhenDue(item.dueOn, today)}`, withWhom(item))
  const press = pressOf(item)
  return { blocks: [press === null ? section(line) : beside(line, press, item)], line }
}

const nouns: Record<ObligationKind, string> = {
  triage: 'triage',
  review: 'review',
  endorse: 'endorsement',
  acknowledge: 'acknowledgments',
  decide: 'decision on a waiver',
  fill: 'an owner',
  attest: 'attestation',
}

function what({ kind, acknowledged, mine }: DueFacts): Phrase {
  if (kind !== 'acknowledge' || acknowledged === null || mine !== null) return mrkdwn`${nouns[kind]}`
  return mrkdwn`${acknowledged.given} of ${acknowledged.asked} acknowledgments,`
}

function withWhom({ mine, holders, kind }: DueFacts): Phrase | null {
  if (mine !== null) return mrkdwn`yours`
  if (kind === 'acknowledge') return null
  const names = listed(
    holders.map(({ name }) => name),
    3,
  )
  return names === '' ? mrkdwn`with nobody` : mrkdwn`with ${free(names, 80)}`
}

const words = {
  review: 'Review',
  endorse: 'Endorse',
  acknowledge: 'Acknowledge',
  hand_over: 'Assign…',
  significant: 'Significant…',
  grant_waiver: 'Grant…',
  attest: 'Attest…',
} as const

function pressOf({ mine, subject, policy }: DueFacts): Press | null {
  if (mine === null) return policy === null ? openEvent(subject) : showPress(policy)
  return { action: mine, words: words[mine], value: mine === 'hand_over' ? (policy ?? '') : subject }
}
