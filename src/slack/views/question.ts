import type { About, Message, MissingItem } from '../../rules/message-facts.ts'
import { missingPiece } from './acknowledgment.ts'
import { section } from './blocks.ts'
import { beside, showPress } from './buttons.ts'
import { free, mrkdwn, stacked } from './mrkdwn.ts'
import type { Setting } from './piece.ts'
import { titled } from './policy-row.ts'

/** Answers to what somebody asked in their own words, where no command has the same. */

export function missingMessage(item: MissingItem, setting: Setting): Message {
  const { blocks, line } = missingPiece(item, { ...setting, isOnly: true })
  return { text: line.plain, blocks }
}

type Near = Pick<About, 'code' | 'title'> & { id: string }

export function nearTitlesMessage(typed: string, near: readonly Near[]): Message {
  const none = mrkdwn`No policy is called "${free(typed, 150)}".`
  const head =
    near.length === 0
      ? mrkdwn`${none} "/policy list" shows every policy.`
      : mrkdwn`${none} ${near.length === 1 ? 'The nearest is this one:' : 'The nearest are these:'}`
  const lines = near.map(titled)
  return {
    text: stacked(head, ...lines).plain,
    blocks: [
      section(head),
      ...near.map((one, index) => beside(lines[index] as typeof head, showPress(one.id), one)),
    ],
  }
}

/** A window opens by a press alone. */
export function openMessage(words: string, command: string): Message {
  const line = mrkdwn`Press to go on: a window opens.`
  const press = { action: 'menu:again', words, value: command }
  return { text: line.plain, blocks: [beside(line, press, { code: '', title: words })] }
}
