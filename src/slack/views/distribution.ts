import type { DistributionItem } from '../../rules/message-facts.ts'
import { sayBy, sayWhenDue, sayWithin } from '../../words.ts'
import { firstLines, quote, section } from './blocks.ts'
import { acknowledgePress, actions, readPress } from './buttons.ts'
import { aside, dotted, mrkdwn, type Phrase } from './mrkdwn.ts'
import { deciders, type Piece, type Setting, sayInForce, versioned } from './piece.ts'

/** A version in force, before its audience. Counts the days to acknowledge from today. */
export function distributionPiece(item: DistributionItem, setting: Setting): Piece {
  const news = mrkdwn`${versioned(item)}, is ${sayInForce(item.inForceOn, setting.today)}`
  const asked = whatIsAsked(item, setting)
  const details = dotted(mrkdwn`${item.changeKind} change`, endorsedBy(item, setting), asked)
  const changes = quote('What changed and why', firstLines(item.summary))
  const presses = [
    readPress(item.subject, item.code, setting),
    ...(item.daysToAcknowledge === null ? [] : [acknowledgePress(item.subject)]),
  ]
  return {
    blocks: [
      section(news),
      ...changes,
      section(details),
      ...actions(`distribution:${item.subject}`, item, presses, setting),
    ],
    line: dotted(news, asked),
  }
}

function endorsedBy({ endorsedBy }: DistributionItem, setting: Setting): Phrase | null {
  const who = deciders(setting, endorsedBy)
  return who === null ? null : aside(mrkdwn`endorsed by ${who}`)
}

function whatIsAsked({ daysToAcknowledge, dueOn }: DistributionItem, { today }: Setting): Phrase {
  if (daysToAcknowledge === null) return mrkdwn`nothing to do`
  if (dueOn !== null && dueOn < today) return mrkdwn`the acknowledgment is ${sayWhenDue(dueOn, today)}`
  if (dueOn !== null) return mrkdwn`acknowledge ${sayBy(dueOn, today)}`
  return mrkdwn`acknowledge ${sayWithin(daysToAcknowledge, today)}`
}
