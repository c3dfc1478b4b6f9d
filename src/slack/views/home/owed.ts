import type { AcknowledgeItem, EndorseItem, FillItem, ReviewItem } from '../../../rules/message-facts.ts'
import type { AttestItem, TriageItem } from '../../../rules/report-facts.ts'
import type { DecideItem } from '../../../rules/waiver-facts.ts'
import { counted } from '../../../words.ts'
import { acknowledgmentPiece } from '../acknowledgment.ts'
import { attestPiece } from '../attest.ts'
import { type Block, context } from '../blocks.ts'
import { endorsementPiece } from '../endorsement.ts'
import { triagePiece } from '../event.ts'
import { mrkdwn, type Phrase } from '../mrkdwn.ts'
import type { Piece, Setting } from '../piece.ts'
import { reviewPiece } from '../review.ts'
import { assignAll, vacancyPiece } from '../vacancy.ts'
import { decidePiece } from '../waiver.ts'
import { type HomeBlock, header, listOf, type Shown } from './parts.ts'

/** What one person owes, each with its buttons. */

/** The items of each list, by its name. */
export type OwedItems = {
  'home:triage': TriageItem
  'home:decide': DecideItem
  'home:attest': AttestItem
  'home:fill': FillItem
  'home:review': ReviewItem
  'home:endorse': EndorseItem
  'home:acknowledge': AcknowledgeItem
}
export type OwedList = keyof OwedItems

export type Owed = { [List in OwedList]: Shown<OwedItems[List]> }

type Drawing<Item> = {
  words: (total: number) => string
  pieceOf: (item: Item, setting: Setting) => Piece
  /** What can be done about all of them. */
  forAll?: (total: number, setting: Setting) => Block[]
}

const drawings: { [List in OwedList]: Drawing<OwedItems[List]> } = {
  'home:triage': {
    words: (total) => `${counted(total, 'report')} to decide on`,
    pieceOf: (item, setting) => triagePiece(item, setting, true),
  },
  'home:decide': {
    words: (total) => `${counted(total, 'waiver')} to decide on`,
    pieceOf: (item, setting) => decidePiece(item, setting, true),
  },
  'home:attest': {
    words: (total) => `${counted(total, 'quarter')} to attest`,
    pieceOf: attestPiece,
  },
  'home:fill': {
    words: (total) => `${counted(total, 'policy', 'policies')} without an owner`,
    pieceOf: (item, setting) => vacancyPiece(item, setting, true),
    forAll: assignAll,
  },
  'home:review': {
    words: (total) => counted(total, 'review'),
    pieceOf: (item, setting) => reviewPiece(item, setting, false),
  },
  'home:endorse': {
    words: (total) => `${counted(total, 'submission')} to endorse`,
    pieceOf: endorsementPiece,
  },
  'home:acknowledge': {
    words: (total) => counted(total, 'acknowledgment'),
    pieceOf: (item, setting) => acknowledgmentPiece(item, setting, false),
  },
}

function drawn<List extends OwedList>(owed: Owed, list: List, setting: Setting): Block[] {
  const shown: Shown<OwedItems[List]> = owed[list]
  const { words, pieceOf, forAll }: Drawing<OwedItems[List]> = drawings[list]
  return [
    ...listOf(list, shown, words(shown.total), setting, (item) => pieceOf(item, setting)),
    ...(forAll?.(shown.total, setting) ?? []),
  ]
}

const decisions: OwedList[] = ['home:triage', 'home:decide', 'home:attest', 'home:fill']
const work: OwedList[] = ['home:review', 'home:endorse', 'home:acknowledge']

/** Who manages is told also that nothing waits. */
export function decisionBlocks(owed: Owed, isManager: boolean, setting: Setting): HomeBlock[] {
  const blocks = decisions.flatMap((list) => drawn(owed, list, setting))
  const nothing = mrkdwn`Nothing waits for your decision. Reports, waivers and policies that have lost their owner will be here.`
  if (blocks.length === 0 && !isManager) return []
  return [header('To decide'), ...(blocks.length === 0 ? [context(nothing)] : blocks)]
}

/** `laterReviews` have not begun, and are due after more than a month. */
export function workBlocks(
  owed: Owed,
  { laterReviews, isHelped }: { laterReviews: number; isHelped: boolean },
  setting: Setting,
): HomeBlock[] {
  const blocks = work.flatMap((list) => drawn(owed, list, setting))
  const nothing = mrkdwn`Nothing is waiting for you. Reviews, endorsements and acknowledgments that you owe will be here, each with its button.`
  return [
    header('What you owe'),
    ...(blocks.length === 0 ? [context(nothing)] : blocks),
    ...(laterReviews === 0 ? [] : [context(later(laterReviews, isHelped))]),
  ]
}

function later(count: number, isHelped: boolean): Phrase {
  const lie = counted(count, 'review lies', 'reviews lie')
  if (!isHelped) return mrkdwn`${lie} further ahead.`
  return mrkdwn`${lie} further ahead: "/policy due mine" lists what is to come, and "/policy review" begins one early.`
}
