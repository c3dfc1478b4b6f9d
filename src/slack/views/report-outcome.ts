import type { CausedReview, ReportItem } from '../../rules/report-facts.ts'
import { categoryWords, sayDay } from '../../words.ts'
import { quote, section } from './blocks.ts'
import { actions } from './buttons.ts'
import { eventCode, headOf, mostNamed, openEvent, titleOf } from './event.ts'
import { bold, dotted, free, listedPhrases, mrkdwn, type Phrase } from './mrkdwn.ts'
import type { Piece, Setting } from './piece.ts'

/** What became of a report, for who reported it, decided on it, or has policies reviewed because of it. */

/** `E-41: significant. Reviews opened for Access control and Incident management, due Monday 12 April.` */
export function reportPiece(item: ReportItem, setting: Setting): Piece {
  const { decided, reopened } = item
  const line = dotted(
    mrkdwn`${bold(mrkdwn`${categoryWords[item.category].name}`)} ${eventCode(item.number)}`,
    item.mergedInto === null ? null : mrkdwn`the same as ${eventCode(item.mergedInto)}`,
    outcome(item, setting),
  )
  const reason = decided?.reason ?? reopened?.reason ?? null
  return {
    blocks: [
      section(line),
      ...quote('Reason', reason),
      ...actions(`report:${item.subject}`, headOf(item), [openEvent(item.subject)], setting),
    ],
    line: reason === null ? line : dotted(line, mrkdwn`reason: ${free(reason, 300)}`),
  }
}

function outcome({ decided, reopened }: ReportItem, setting: Setting): Phrase {
  if (decided === null) {
    const waits = mrkdwn`waits for the decision of a policy manager`
    if (reopened === null) return waits
    return joined([mrkdwn`open again: ${waits}`, ...adjusted(reopened.reviews, setting)])
  }
  if (decided.as === 'withdrawn')
    return joined([mrkdwn`withdrawn${whoDecided(decided, setting)}`, ...adjusted(decided.reviews, setting)])
  const how = decided.rule === null ? `${decided.as}, decided` : decided.as
  return joined([mrkdwn`${how}${whoDecided(decided, setting)}`, ...opened(decided.reviews, setting)])
}

function whoDecided({ by, rule, on }: NonNullable<ReportItem['decided']>, { today, name }: Setting): Phrase {
  const day = sayDay(on, today)
  if (rule !== null) return mrkdwn` by the rule "${free(rule, 200)}" on ${day}`
  return by === null ? mrkdwn` on ${day}` : mrkdwn` by ${name(by)} on ${day}`
}

function opened(reviews: readonly CausedReview[], { today }: Setting): Phrase[] {
  const held = reviews.filter(({ state }) => state !== 'void')
  return held.length === 0 ? [] : [mrkdwn`reviews opened for ${titles(held)}, ${dueBy(held, today)}`]
}

/** What became of the reviews of a decision that holds no more. */
function adjusted(reviews: readonly CausedReview[], { today }: Pick<Setting, 'today'>): Phrase[] {
  const of = (...states: CausedReview['state'][]) => reviews.filter(({ state }) => states.includes(state))
  const [ended, going, stay] = [of('void'), of('open', 'in progress'), of('submitted', 'concluded')]
  return [
    ...(ended.length === 0 ? [] : [mrkdwn`void: ${review(ended)} of ${titles(ended)}`]),
    ...(going.length === 0
      ? []
      : [mrkdwn`held by other events: ${review(going)} of ${titles(going)}, ${dueBy(going, today)}`]),
    ...(stay.length === 0 ? [] : [mrkdwn`submitted before, so it stays: ${review(stay)} of ${titles(stay)}`]),
  ]
}

const review = (reviews: readonly unknown[]) => (reviews.length === 1 ? 'the review' : 'the reviews')

const titles = (reviews: readonly CausedReview[]) => listedPhrases(reviews.map(titleOf), mostNamed)

function dueBy(reviews: readonly CausedReview[], today: string): string {
  const days = [...new Set(reviews.map(({ dueOn }) => dueOn))].sort()
  return `${days.length === 1 ? 'due' : 'the last due'} ${sayDay(days.at(-1) ?? today, today)}`
}

const joined = (phrases: readonly Phrase[]) => phrases.reduce((all, one) => mrkdwn`${all}; ${one}`)
