import { sayNumber } from '../../words.ts'
import type { Block } from './blocks.ts'
import { actions, type Press } from './buttons.ts'
import { mrkdwn, type Phrase } from './mrkdwn.ts'
import type { Setting } from './piece.ts'

/** One page of a list: which list, narrowed to what, counted from 1. */
export type Paged = { list: string; filter: string; page: number; size: number; total: number }

export function lastPage({ total, size }: Pick<Paged, 'total' | 'size'>): number {
  return Math.max(1, Math.ceil(total / size))
}

/** `31–60 of 5,000`; nothing where all is shown. */
export function range({ page, size, total }: Paged): Phrase | null {
  if (total <= size) return null
  const from = (page - 1) * size + 1
  return mrkdwn`${sayNumber(from)}–${sayNumber(Math.min(total, page * size))} of ${sayNumber(total)}`
}

export function turning(paged: Paged, setting: Setting): Block[] {
  const { list, filter, page } = paged
  const to = (words: string, other: number): Press => ({
    action: `page:${words.toLowerCase()}`,
    words,
    value: JSON.stringify({ list, filter, page: other }),
  })
  const presses = [
    ...(page > 1 ? [to('Previous', page - 1)] : []),
    ...(page < lastPage(paged) ? [to('Next', page + 1)] : []),
  ]
  return actions(`page:${list}`, { code: '', title: 'page' }, presses, setting)
}
