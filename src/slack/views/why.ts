import type {
  AcknowledgeItem,
  DistributionItem,
  MessageFacts,
  ReviewItem,
} from '../../rules/message-facts.ts'
import { statementOf } from '../../words.ts'
import { free, mrkdwn, type Phrase } from './mrkdwn.ts'
import { isOver, type Setting } from './piece.ts'
import { nextToHear } from './review.ts'

/** The small print under a message: why this person is told, and who hears next. */
export function whyTold({ kind, items: all }: MessageFacts, setting: Setting): Phrase[] {
  const items = all.filter((item) => !isOver(item))
  if (items.length === 0) return []
  if (kind === 'stand-in') {
    return [
      mrkdwn`You are told because whom you stand in for can no longer be reached here, and you are next in line.`,
      ...statement(items),
    ]
  }
  if (kind !== 'reminder') return statement(items)
  const same = withOneNext(items.filter((item): item is ReviewItem => item.is === 'review'))
  const hears = same[0] ? nextToHear(same[0], setting, items.length === 1 ? [] : same) : null
  return [mrkdwn`${reason(items)}`, ...(hears === null ? [] : [mrkdwn`${hears}.`]), ...statement(items)]
}

function reason(items: MessageFacts['items']): string {
  if (items.every(({ is }) => is === 'attest')) return 'You are told because you manage the policies.'
  const has = (as: string) => items.some((item) => 'as' in item && item.as === as && item.is !== 'fill')
  if (has('holder')) return 'You are told because you own or were asked about these.'
  if (has('escalation')) return 'You are told beside whoever holds these; they are reminded too.'
  return 'You are told because policies need an owner.'
}

/** What Acknowledge records: a person agrees to what they can read. */
function statement(items: MessageFacts['items']): Phrase[] {
  const asked = items.filter(
    (item): item is AcknowledgeItem | DistributionItem =>
      item.is === 'acknowledge' || (item.is === 'distribution' && item.daysToAcknowledge !== null),
  )
  if (asked.length === 0) return []
  const said = asked.map(statementOf)
  return said.length === 1
    ? [mrkdwn`With Acknowledge you say: ${free(said[0]!, 600)}`]
    : [mrkdwn`With Acknowledge you say of the version above it, for example: ${free(said[0]!, 600)}`]
}

/** The reviews of which someone hears next, where it is the same for all of them; none where they differ. */
export function withOneNext(reviews: readonly ReviewItem[]): ReviewItem[] {
  const telling = reviews.filter(
    ({ nextToHear, isStarted, as }) => as === 'holder' && nextToHear !== null && !isStarted,
  )
  const different = new Set(telling.map(({ nextToHear }) => JSON.stringify(nextToHear)))
  return different.size === 1 ? telling : []
}
