import type { FillItem } from '../../rules/message-facts.ts'
import { sayDay, sayWhenDue } from '../../words.ts'
import { section } from './blocks.ts'
import { aside, dotted, mrkdwn, type Phrase } from './mrkdwn.ts'
import { headed, type Piece, type Setting } from './piece.ts'

/** `tellsWhy` is off where the first line has told it for all. */
export function vacancyPiece(item: FillItem, setting: Setting, tellsWhy: boolean): Piece {
  const line = dotted(
    headed(item),
    tellsWhy ? mrkdwn`no owner${since(item, setting)}` : null,
    mrkdwn`to be filled, ${sayWhenDue(item.dueOn, setting.today)}`,
    item.standIn === null ? null : aside(mrkdwn`${setting.name(item.standIn)} stands in`),
  )
  return { blocks: [section(line)], line }
}

/** ` since Jo left on Monday 1 March`, or nothing where nobody is known to have left. */
export function since({ left, leftOn }: FillItem, { name, today }: Setting): Phrase {
  if (left === null) return mrkdwn``
  const on = leftOn === null ? '' : `on ${sayDay(leftOn, today)}`
  return on === '' ? mrkdwn` since ${name(left)} left` : mrkdwn` since ${name(left)} left ${on}`
}

/** Whether all of them have the same story. */
export function haveOneStory(items: readonly FillItem[]): boolean {
  const stories = items.map(({ left, leftOn }) => JSON.stringify([left?.slackId, left?.name, leftOn]))
  return new Set(stories).size === 1
}
