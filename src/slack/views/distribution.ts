import type { DistributionItem } from '../../rules/message-facts.ts'
import { sayWithin } from '../../words.ts'
import { firstLines, quote, section } from './blocks.ts'
import { aside, dotted, mrkdwn, type Phrase, readLink } from './mrkdwn.ts'
import { names, type Piece, type Setting, sayInForce, versioned } from './piece.ts'

/** A version in force, before its audience. Counts the days to acknowledge from today. */
export function distributionPiece(item: DistributionItem, setting: Setting): Piece {
  const news = mrkdwn`${versioned(item)}, is ${sayInForce(item.inForceOn, setting.today)}`
  const asked = whatIsAsked(item, setting)
  const details = dotted(
    mrkdwn`${item.changeKind} change`,
    endorsedBy(item, setting),
    asked,
    readLink(setting.portalUrl, item.code),
  )
  const changes = quote('What changed and why', firstLines(item.summary))
  return { blocks: [section(news), ...changes, section(details)], line: dotted(news, asked) }
}

function endorsedBy({ endorsedBy }: DistributionItem, setting: Setting): Phrase | null {
  const who = names(setting, endorsedBy)
  return who === null ? null : aside(mrkdwn`endorsed by ${who}`)
}

function whatIsAsked({ daysToAcknowledge }: DistributionItem, { today }: Setting): Phrase {
  if (daysToAcknowledge === null) return mrkdwn`nothing to do`
  return mrkdwn`acknowledge ${sayWithin(daysToAcknowledge, today)}`
}
