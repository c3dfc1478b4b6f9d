import type { DistributionItem } from '../../rules/message-facts.ts'
import { sayBy, sayDay, sayWhenDue, sayWithin } from '../../words.ts'
import { firstLines, quote, section } from './blocks.ts'
import { acknowledgePress, actions, readPress } from './buttons.ts'
import { aside, dotted, free, mrkdwn, type Phrase } from './mrkdwn.ts'
import { deciders, type Piece, type Setting, sayInForce, versioned } from './piece.ts'

/** A version in force, before its audience. Counts the days to acknowledge from today. */
export function distributionPiece(item: DistributionItem, setting: Setting): Piece {
  const news = mrkdwn`${versioned(item)}, is ${sayInForce(item.inForceOn, setting.today)}`
  const asked = whatIsAsked(item, setting)
  const details =
    item.again === null
      ? dotted(mrkdwn`${item.changeKind} change`, endorsedBy(item, setting), asked)
      : dotted(asked, aside(whyAgain(item.again, setting)))
  // What everyone has had in front of them since it came into force is news to nobody.
  const changes = item.again === null ? quote('What changed and why', firstLines(item.summary)) : []
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

/** Why it comes although nothing has changed. */
function whyAgain({ given }: NonNullable<DistributionItem['again']>, { today }: Setting): Phrase {
  return given === null
    ? mrkdwn`everyone is asked anew`
    : mrkdwn`everyone is asked anew: you acknowledged ${free(given.number, 60)} on ${sayDay(given.on, today)}`
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
