import type { OutcomeItem } from '../../rules/message-facts.ts'
import { sayBy, sayDay } from '../../words.ts'
import { quote, section } from './blocks.ts'
import { dotted, mrkdwn, type Phrase } from './mrkdwn.ts'
import { headed, names, type Piece, type Setting, sayInForce, submissionWords } from './piece.ts'

/** How a submission was decided: the reason and the comment stand apart, in the decider's words. */
export function outcomePiece(item: OutcomeItem, setting: Setting): Piece {
  const { today } = setting
  const line = dotted(
    mrkdwn`${headed(item)}, ${submissionWords(item)}`,
    decided(item, setting),
    item.submitAgainBy === null ? null : mrkdwn`submit again ${sayBy(item.submitAgainBy, today)}`,
    item.inForceOn === null ? null : mrkdwn`${sayInForce(item.inForceOn, today)}`,
    item.nextReviewDueOn === null ? null : mrkdwn`next review due ${sayDay(item.nextReviewDueOn, today)}`,
  )
  return { blocks: [section(line), ...quote('Reason', item.reason), ...quote('Comment', item.comment)], line }
}

function decided({ result, by }: OutcomeItem, setting: Setting): Phrase {
  const who = names(setting, by)
  return who === null ? mrkdwn`${result}` : mrkdwn`${result} by ${who}`
}
