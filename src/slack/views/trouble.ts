import type { TroubleItem } from '../../rules/message-facts.ts'
import { section } from './blocks.ts'
import { free, mrkdwn } from './mrkdwn.ts'
import type { Piece } from './piece.ts'

/** What is wrong in one sentence, which may quote what people wrote. */
export function troublePiece({ sentence }: TroubleItem): Piece {
  const words = free(sentence, 600)
  const line = words.plain === '' ? mrkdwn`No words were given for it.` : words
  return { blocks: [section(line)], line }
}
