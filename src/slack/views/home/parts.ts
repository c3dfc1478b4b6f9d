import type { types } from '@slack/bolt'
import { type Block, section } from '../blocks.ts'
import { bold, dotted, mrkdwn, type Phrase } from '../mrkdwn.ts'
import { lastPage, type Paged, range, turning } from '../paging.ts'
import type { Piece, Setting } from '../piece.ts'

/** What the parts of a Home are made of. */

/** How many of each list a page has: all of them together keep within the 100 blocks of a view. */
export const homeSizes = {
  'home:triage': 2,
  'home:decide': 2,
  'home:attest': 1,
  'home:fill': 3,
  'home:review': 8,
  'home:endorse': 5,
  'home:acknowledge': 5,
  'home:own': 10,
  'home:register': 20,
} as const
export type HomeList = keyof typeof homeSizes

export function isHomeList(list: string): list is HomeList {
  return list in homeSizes
}

export type HomeBlock = Block | types.HeaderBlock | types.DividerBlock

export type Shown<Item> = { page: number; total: number; items: Item[] }

/** The page that a person looks at, as long as there is one. */
export function pageWithin(list: HomeList, wanted: number, total: number): number {
  return Math.min(wanted, lastPage({ total, size: homeSizes[list] }))
}

export function header(text: string): types.HeaderBlock {
  return { type: 'header', text: { type: 'plain_text', text } }
}

export function headline(words: string, paged: Paged, narrowed: readonly Phrase[] = []): Phrase {
  return dotted(bold(mrkdwn`${words}`), ...narrowed, range(paged))
}

export function listOf<Item>(
  list: HomeList,
  { page, total, items }: Shown<Item>,
  words: string,
  setting: Setting,
  pieceOf: (item: Item) => Piece,
): Block[] {
  if (total === 0) return []
  const paged: Paged = { list, filter: '', page, size: homeSizes[list], total }
  return [
    section(headline(words, paged)),
    ...items.flatMap((item) => pieceOf(item).blocks),
    ...turning(paged, setting),
  ]
}
