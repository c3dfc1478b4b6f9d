import type { AcknowledgeItem, EndorseItem, Message } from '../../rules/message-facts.ts'
import { counted, sayDay, sayWhenDue } from '../../words.ts'
import { acknowledgmentPiece } from './acknowledgment.ts'
import { beside } from './buttons.ts'
import { endorsementPiece } from './endorsement.ts'
import { pagedMessage } from './list.ts'
import { dotted, free, mrkdwn } from './mrkdwn.ts'
import type { Paged } from './paging.ts'
import { type Piece, type Setting, submissionWords } from './piece.ts'
import { titled } from './policy-row.ts'

/** What awaits one person: their endorsement, their acknowledgment. */

export function endorsementsMessage(facts: Paged & { items: EndorseItem[] }, setting: Setting): Message {
  const { items, total } = facts
  const head = mrkdwn`${counted(total, 'submission')} ${total === 1 ? 'awaits' : 'await'} your endorsement`
  const isAlone = items.length === 1 && total === 1
  const rows = items.map((item) =>
    isAlone ? endorsementPiece(item, { ...setting, isOnly: true }) : endorsementRow(item, setting),
  )
  const none = mrkdwn`Nothing awaits your endorsement. What is submitted for it will be here, and you will be told at once.`
  return pagedMessage(facts, { head, rows, none }, setting)
}

/** Many in one sitting: a line and a button each, and the rest is asked where it is decided. */
function endorsementRow(item: EndorseItem, { today }: Setting): Piece {
  const line = dotted(
    titled(item),
    submissionWords(item),
    mrkdwn`${sayWhenDue(item.dueOn, today)}`,
    mrkdwn`submitted by ${free(item.submittedBy.name, 50)}`,
  )
  const press = { action: 'endorse', words: 'Endorse', value: item.subject }
  return { blocks: [beside(line, press, item)], line }
}

export function acknowledgmentsMessage(
  facts: Paged & { items: AcknowledgeItem[] },
  setting: Setting,
): Message {
  const { items, total } = facts
  const head = mrkdwn`${counted(total, 'policy', 'policies')} ${total === 1 ? 'is' : 'are'} waiting for your acknowledgment`
  const only = { ...setting, isOnly: total === 1 }
  const rows = items.map((item) => acknowledgmentPiece(item, only, total === 1))
  const none = mrkdwn`You have nothing to acknowledge. A policy that concerns you will be here once it changes.`
  return pagedMessage(facts, { head, rows, none }, setting)
}

export function notAskedSentence(typed: string): string {
  return `You are not asked to acknowledge "${typed}". "/policy ack" shows all that you are asked to.`
}

/** What became of one that is not asked of the reader, or no more. */
export function acknowledgedSentence(
  { code, number, on }: { code: string; number: string | null; on: string | null },
  today: string,
): string {
  if (number === null) return `"${code}" has no version in force, so there is nothing to acknowledge.`
  if (on === null) return `You are not asked to acknowledge version ${number} of "${code}".`
  return `You acknowledged version ${number} of "${code}" on ${sayDay(on, today)}.`
}
