import type { About } from '../../../rules/message-facts.ts'
import type { Day } from '../../../rules/terms.ts'
import { sayWhenDue } from '../../../words.ts'
import { beside, openPress } from '../buttons.ts'
import { dotted, mrkdwn } from '../mrkdwn.ts'
import { headed, type Piece, type Setting } from '../piece.ts'

/** What is held about a policy, whatever its kind: by when, and the way to the policy. */
export type HeldItem = About & { dueOn: Day }

export function heldPiece(item: HeldItem, { today }: Setting): Piece {
  const line = dotted(headed(item), mrkdwn`your decision is ${sayWhenDue(item.dueOn, today)}`)
  return { blocks: [beside(line, openPress(item.policy), item)], line }
}
