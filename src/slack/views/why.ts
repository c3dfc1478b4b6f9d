import type { MessageFacts, ReviewItem } from '../../rules/message-facts.ts'
import { mrkdwn, type Phrase } from './mrkdwn.ts'
import type { Setting } from './piece.ts'
import { nextToHear } from './review.ts'

/** The small print under a message: why this person is told, and who hears next. */
export function whyTold({ kind, items }: MessageFacts, setting: Setting): Phrase[] {
  if (kind === 'stand-in') {
    return [
      mrkdwn`You are told because whom you stand in for can no longer be reached here, and you are next in line.`,
    ]
  }
  if (kind !== 'reminder') return []
  const same = withOneNext(items.filter((item): item is ReviewItem => item.is === 'review'))
  const hears = same[0] ? nextToHear(same[0], setting, items.length === 1 ? [] : same) : null
  return [mrkdwn`${reason(items)}`, ...(hears === null ? [] : [mrkdwn`${hears}.`])]
}

function reason(items: MessageFacts['items']): string {
  const has = (as: string) => items.some((item) => 'as' in item && item.as === as && item.is !== 'fill')
  if (has('holder')) return 'You are told because you own or were asked about these.'
  if (has('escalation')) return 'You are told beside whoever holds these; they are reminded too.'
  return 'You are told because policies need an owner.'
}

/** The reviews of which someone hears next, where it is the same for all of them; none where they differ. */
export function withOneNext(reviews: readonly ReviewItem[]): ReviewItem[] {
  const telling = reviews.filter(
    ({ nextToHear, isStarted, as }) => as === 'holder' && nextToHear !== null && !isStarted,
  )
  const different = new Set(telling.map(({ nextToHear }) => JSON.stringify(nextToHear)))
  return different.size === 1 ? telling : []
}
