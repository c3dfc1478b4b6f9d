import type { OutcomeItem } from '../../rules/message-facts.ts'
import { sayBy, sayDay } from '../../words.ts'
import { quote, section } from './blocks.ts'
import { actions, openPress, type Press } from './buttons.ts'
import { dotted, free, mrkdwn, type Phrase } from './mrkdwn.ts'
import { deciders, headed, names, type Piece, type Setting, sayInForce, submissionWords } from './piece.ts'
import { submittedWords } from './settled.ts'

/** How a submission was decided: the reason and the comment stand apart, in the decider's words. */
export function outcomePiece(item: OutcomeItem, setting: Setting): Piece {
  const { today } = setting
  const line = dotted(
    mrkdwn`${headed(item)}, ${submissionWords(item)}`,
    decided(item, setting),
    item.again === null ? null : mrkdwn`${submittedWords(item.again, setting)}`,
    submitAgain(item, setting),
    item.inForceOn === null ? null : mrkdwn`${sayInForce(item.inForceOn, today)}`,
    item.nextReviewDueOn === null ? null : mrkdwn`next review due ${sayDay(item.nextReviewDueOn, today)}`,
  )
  const press: Press =
    item.review === null
      ? openPress(item.policy)
      : { action: 'review', words: 'Review', value: item.review, isMain: true }
  const said = (what: string, words: string | null) =>
    words === null ? null : mrkdwn`${what}: ${free(words, 300)}`
  return {
    blocks: [
      section(line),
      ...quote('Reason', item.reason),
      ...quote('Comment', item.comment),
      ...actions(`outcome:${item.subject}`, item, [press], setting),
    ],
    line: dotted(line, said('reason', item.reason), said('comment', item.comment)),
  }
}

function submitAgain({ submitAgainBy, submitAgainWith }: OutcomeItem, setting: Setting): Phrase | null {
  if (submitAgainBy === null) return null
  const by = sayBy(submitAgainBy, setting.today)
  const others = names(setting, submitAgainWith)
  return others === null ? mrkdwn`submit again ${by}` : mrkdwn`to be submitted again by ${others}, ${by}`
}

function decided({ result, by }: OutcomeItem, setting: Setting): Phrase {
  const who = deciders(setting, by)
  return who === null ? mrkdwn`${result}` : mrkdwn`${result} by ${who}`
}
