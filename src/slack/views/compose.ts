import type { Compose, FillItem, MessageFacts, MessageItem, ReviewItem } from '../../rules/message-facts.ts'
import { acknowledgmentPiece, missingPiece } from './acknowledgment.ts'
import { attestedPiece, attestPiece } from './attest.ts'
import { type Block, context, section } from './blocks.ts'
import { lengthOf } from './check-message.ts'
import { distributionPiece } from './distribution.ts'
import { endorsementPiece, endorsementRequestPiece } from './endorsement.ts'
import { triagePiece } from './event.ts'
import { firstLine } from './first-line.ts'
import { limits } from './limits.ts'
import { makeNamer, mrkdwn, type Phrase } from './mrkdwn.ts'
import { outcomePiece } from './outcome.ts'
import { isOver, type Piece, type Setting } from './piece.ts'
import { reportPiece } from './report-outcome.ts'
import { reviewPiece } from './review.ts'
import { settledPiece } from './settled.ts'
import { troublePiece } from './trouble.ts'
import { assignAll, haveOneStory, leaverOf, vacancyPiece } from './vacancy.ts'
import { decidePiece, excusedPiece, waiverPiece } from './waiver.ts'
import { whyTold, withOneNext } from './why.ts'

/** With more of them, each policy keeps to one line. */
const mostSummaries = 5

/** One message, whatever there is to say: what has no room is counted, never split off. */
export const compose: Compose = (facts) => {
  if (facts.items.length === 0)
    throw new Error('A message says at least one thing; these facts have no item.')
  const { today, zone, portalUrl } = facts
  const isOnly = facts.items.filter((item) => !isOver(item)).length === 1
  const setting: Setting = { today, zone, portalUrl, isOnly, name: makeNamer() }
  const first = firstLine(facts, setting)
  const pieces = piecesOf(facts, setting)
  const why = whyTold(facts, setting)
  const vacant = facts.items.filter((item): item is FillItem => item.is === 'fill')
  const all = assignAll(vacant.length, setting, facts.kind === 'vacancies' ? leaverOf(vacant) : null)
  const shown = withinBlocks(first, pieces, why, all.length)
  const small = [...why, ...andMore(pieces.length - shown.length, facts)]
  return {
    text: textOf(first, pieces, facts),
    blocks: [
      ...(first === null ? [] : [section(first)]),
      ...withOwnIds(shown.flatMap(({ blocks }) => blocks)),
      ...all,
      ...(small.length === 0 ? [] : [context(joined(small))]),
    ],
  }
}

function piecesOf(facts: MessageFacts, setting: Setting): Piece[] {
  const reviews = facts.items.filter((item): item is ReviewItem => item.is === 'review')
  const vacant = facts.items.filter((item): item is FillItem => item.is === 'fill')
  const tellsNext = facts.kind !== 'reminder' || withOneNext(reviews).length === 0
  const tellsWhy = facts.kind !== 'vacancies' || !haveOneStory(vacant)

  const pieceOf = (item: MessageItem): Piece => {
    switch (item.is) {
      case 'review':
        return reviewPiece(item, setting, tellsNext)
      case 'endorse':
        return facts.kind === 'endorsement request'
          ? endorsementRequestPiece(item, setting)
          : endorsementPiece(item, setting)
      case 'acknowledge':
        return acknowledgmentPiece(
          item,
          setting,
          facts.kind !== 'reminder' && facts.items.length <= mostSummaries,
        )
      case 'who is missing':
        return missingPiece(item, setting)
      case 'fill':
        return vacancyPiece(item, setting, tellsWhy)
      case 'outcome':
        return outcomePiece(item, setting)
      case 'distribution':
        return distributionPiece(item, setting)
      case 'settled':
        return settledPiece(item, setting)
      case 'triage':
        return triagePiece(item, setting)
      case 'report':
        return reportPiece(item, setting)
      case 'decide':
        return decidePiece(item, setting)
      case 'waiver':
        return waiverPiece(item, setting)
      case 'excused':
        return excusedPiece(item, setting)
      case 'attest':
        return attestPiece(item, setting)
      case 'attested':
        return attestedPiece(item, setting)
      case 'trouble':
        return troublePiece(item)
    }
  }
  return facts.items.map(pieceOf)
}

function joined(phrases: readonly Phrase[]): Phrase {
  return phrases.reduce((all, one) => mrkdwn`${all} ${one}`)
}

/** What has no room is counted, with where the whole of it is. */
function andMore(count: number, { kind }: MessageFacts): Phrase[] {
  const where = kind === 'distribution' || kind === 'outcome' ? '/policy list' : '/policy due'
  return count === 0 ? [] : [mrkdwn`… and ${count} more: ${where}`]
}

/** Room for "… and 1,000 more: /policy list" and the space before it. */
const roomForMore = 40

/** A message that speaks of one thing twice still names each block once. */
function withOwnIds(blocks: readonly Block[]): Block[] {
  const seen = new Map<string, number>()
  return blocks.map((block) => {
    if (block.block_id === undefined) return block
    const count = (seen.get(block.block_id) ?? 0) + 1
    seen.set(block.block_id, count)
    return count === 1 ? block : { ...block, block_id: `${block.block_id.slice(0, 240)}:${count}` }
  })
}

/** As many items from the first on as Slack takes, and a person reads. */
function withinBlocks(
  first: Phrase | null,
  pieces: readonly Piece[],
  why: readonly Phrase[],
  more: number,
): Piece[] {
  let blocks = 1 + more + (first === null ? 0 : 1)
  let length = (first?.marked.length ?? 0) + lengthOfAll(why) + roomForMore
  const shown: Piece[] = []
  for (const piece of pieces) {
    blocks += piece.blocks.length
    length += lengthOf(piece.blocks)
    if (blocks > limits.blocksPerMessage || length > limits.textInBlocks) break
    shown.push(piece)
  }
  return shown
}

const lengthOfAll = (phrases: readonly Phrase[]) =>
  phrases.reduce((sum, { marked }) => sum + marked.length + 1, 0)

/** Complete without the blocks: it is what a phone shows and a screen reader reads. */
function textOf(first: Phrase | null, pieces: readonly Piece[], facts: MessageFacts): string {
  const lines = first === null ? [] : [first.plain]
  let length = lines.join('').length + roomForMore
  let told = 0
  for (const { line } of pieces) {
    length += line.plain.length + 1
    if (length > limits.messageText) break
    lines.push(line.plain)
    told += 1
  }
  return [...lines, ...andMore(pieces.length - told, facts).map(({ plain }) => plain)].join('\n')
}
