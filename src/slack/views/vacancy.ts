import type { FillItem, Named } from '../../rules/message-facts.ts'
import { sayDay, sayWhenDue } from '../../words.ts'
import { type Block, section } from './blocks.ts'
import { actions } from './buttons.ts'
import { aside, dotted, free, mrkdwn, type Phrase } from './mrkdwn.ts'
import { headed, type Piece, type Setting } from './piece.ts'

/** `tellsWhy` is off where the first line has told it for all. */
export function vacancyPiece(item: FillItem, setting: Setting, tellsWhy: boolean): Piece {
  const line = dotted(
    headed(item),
    tellsWhy ? mrkdwn`no owner${why(item, setting)}` : null,
    mrkdwn`to be filled, ${sayWhenDue(item.dueOn, setting.today)}`,
    item.standIn === null ? null : aside(mrkdwn`${setting.name(item.standIn)} stands in`),
  )
  const assign = { action: 'hand_over', words: 'Assign…', value: item.policy, isMain: true }
  return { blocks: [section(line), ...actions(`fill:${item.policy}`, item, [assign], setting)], line }
}

/** ` since Jo left on Monday 1 March`, `, as none is named`: why there is no owner. */
export function why({ left, leftOn, statedOwner }: FillItem, { name, today }: Setting): Phrase {
  if (left !== null)
    return leftOn === null
      ? mrkdwn`, as ${name(left)} cannot be reached here`
      : mrkdwn` since ${name(left)} left on ${sayDay(leftOn, today)}`
  if (statedOwner === null) return mrkdwn`, as none is named`
  return mrkdwn`, as "${free(statedOwner, 120)}" names no person`
}

/** Whether all of them have the same story. */
export function haveOneStory(items: readonly FillItem[]): boolean {
  const stories = items.map(({ left, leftOn, statedOwner }) =>
    JSON.stringify([left?.slackId, left?.name, leftOn, statedOwner]),
  )
  return new Set(stories).size === 1
}

/** Where there are several: one owner for all of them, or one by one. */
export function assignAll(count: number, setting: Setting, left: Named | null = null): Block[] {
  const presses = [
    ...(count < 2 ? [] : [{ action: 'assign_all', words: 'Assign all…', value: 'fill' }]),
    ...(left?.slackId ? [{ action: 'hand_over_all', words: 'Hand over all…', value: left.slackId }] : []),
  ]
  return actions('fill:all', { code: '', title: 'policies without an owner' }, presses, setting)
}

/** The one person who left all of them; null where there are several, or none. */
export function leaverOf(items: readonly FillItem[]): Named | null {
  const left = items.map((item) => item.left)
  const ids = new Set(left.map((person) => person?.slackId))
  return ids.size === 1 ? (left[0] ?? null) : null
}
