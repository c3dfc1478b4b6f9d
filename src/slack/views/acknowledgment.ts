import type { AcknowledgeItem, MissingItem } from '../../rules/message-facts.ts'
import { sayBy, sayWhenDue } from '../../words.ts'
import { firstLines, quote, section } from './blocks.ts'
import { acknowledgePress, actions, excusePress, readPress } from './buttons.ts'
import { aside, dotted, free, listedPhrases, mrkdwn, type Phrase } from './mrkdwn.ts'
import { type Piece, type Setting, versioned } from './piece.ts'

export function acknowledgmentPiece(item: AcknowledgeItem, setting: Setting, tellsSummary: boolean): Piece {
  const line = dotted(versioned(item), owed(item, setting), aside(sinceWhen(item)))
  const summary = tellsSummary ? quote('What it is about', firstLines(item.summary)) : []
  const presses = [readPress(item.subject, item.code, setting), acknowledgePress(item.subject)]
  return {
    blocks: [section(line), ...summary, ...actions(`acknowledge:${item.subject}`, item, presses, setting)],
    line,
  }
}

function owed({ as, dueOn }: AcknowledgeItem, { today }: Setting): Phrase {
  if (dueOn === null) return as === 'holder' ? mrkdwn`to be acknowledged` : mrkdwn`not acknowledged yet`
  if (as === 'holder' && dueOn >= today) return mrkdwn`acknowledge ${sayBy(dueOn, today)}`
  return mrkdwn`the acknowledgment is ${sayWhenDue(dueOn, today)}`
}

/** What it is to the person: new, or the next of one they know. */
function sinceWhen({ lastGiven, number }: AcknowledgeItem): Phrase {
  if (lastGiven === number) return mrkdwn`which you acknowledged before, and everyone is asked for anew`
  return lastGiven === null
    ? mrkdwn`your first acknowledgment of it`
    : mrkdwn`changed since ${free(lastGiven, 60)}, which you acknowledged`
}

/** At most ten names; the rest as a number. */
export function missingPiece(item: MissingItem, setting: Setting): Piece {
  const others = item.more + Math.max(0, item.missing.length - 10)
  const shown = [
    ...item.missing.slice(0, 10).map(setting.name),
    ...(others > 0 ? [mrkdwn`${others} more`] : []),
  ]
  const line = dotted(
    versioned(item),
    mrkdwn`${item.given} of ${item.asked} acknowledged`,
    item.excused === 0 ? null : mrkdwn`${item.excused} excused`,
    shown.length === 0 ? null : mrkdwn`missing: ${listedPhrases(shown, 11)}`,
  )
  const all = { action: 'missing', words: 'All', value: item.subject, isMain: true }
  const presses = [all, excusePress(item.subject)]
  return { blocks: [section(line), ...actions(`missing:${item.subject}`, item, presses, setting)], line }
}
