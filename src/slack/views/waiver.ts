import type {
  DecideItem,
  EarlierWaiver,
  ExcusedItem,
  WaiverDecision,
  WaiverItem,
} from '../../rules/waiver-facts.ts'
import { sayCadence, sayDay, sayMoment, sayWhenDue } from '../../words.ts'
import { type Block, quote, section } from './blocks.ts'
import { actions, type Press } from './buttons.ts'
import { aside, bold, dotted, free, mrkdwn, type Phrase, stacked } from './mrkdwn.ts'
import { deciders, headed, names, type Piece, type Setting, versioned } from './piece.ts'

/** A waiver as who decides on it sees it, and what comes of it. */

/** The words of who asked stand apart. `isShort` leaves out what the windows show too. */
export function decidePiece(item: DecideItem, setting: Setting, isShort = false): Piece {
  const line = dotted(...headline(item, setting))
  if (item.as === 'escalation') return { blocks: [section(line)], line }
  const blocks = [
    section(line),
    ...quote('Reason', item.reason),
    ...(isShort ? [] : [section(circumstances(item, setting))]),
    ...actions(`decide:${item.subject}`, item, decidePresses(item.subject), setting),
  ]
  return { blocks, line: dotted(line, mrkdwn`reason: ${free(item.reason, 300)}`) }
}

export function decidePresses(waiver: string): Press[] {
  return [
    { action: 'grant_waiver', words: 'Grant…', value: waiver, isMain: true },
    { action: 'refuse_waiver', words: 'Refuse…', value: waiver },
  ]
}

export function askWaiverPress(review: string): Press {
  return { action: 'waive', words: 'Ask for a waiver', value: review }
}

export function withdrawPress(waiver: string): Press {
  return { action: 'withdraw_waiver', words: 'Withdraw request', value: waiver }
}

function headline(item: DecideItem, { today, name }: Setting): (Phrase | null)[] {
  return [
    headed(item),
    mrkdwn`${name(item.askedBy)} asks to waive its ${reviewName(item)} until ${bold(mrkdwn`${sayDay(item.until, today)}`)}`,
    mrkdwn`the review is ${sayWhenDue(item.reviewDueOn, today)}`,
    mrkdwn`your decision is ${sayWhenDue(item.dueOn, today)}`,
    item.standInFor === null ? null : aside(mrkdwn`you stand in for ${name(item.standInFor)}`),
  ]
}

const reviewName = ({ kind, cadenceMonths }: Pick<DecideItem, 'kind' | 'cadenceMonths'>): string =>
  kind === 'scheduled' ? sayCadence(cadenceMonths) : 'out-of-cycle review'

/** What is possible at most, and what was decided before. */
export function circumstances(item: DecideItem, setting: Setting): Phrase {
  const { today } = setting
  const who = names(setting, item.awaited)
  const most = mrkdwn`${sayDay(item.latest, today)} is the latest day possible, 90 days after the review is due`
  const before = item.earlier.slice(-3).map((one) => mrkdwn`Before: ${earlierWords(one, setting)}`)
  return stacked(
    most,
    ...(item.earlier.length === 0 ? [mrkdwn`It was never waived before`] : before),
    ...(who === null ? [] : [mrkdwn`The decision is awaited from ${who}`]),
  )
}

function earlierWords({ until, decision }: EarlierWaiver, setting: Setting): Phrase {
  const asked = mrkdwn`a waiver until ${sayDay(until, setting.today)}`
  return mrkdwn`${asked}, ${decisionWords(decision, setting)}`
}

/** `granted until Monday 3 May by Ann on 12 March, 10:04`. */
export function decisionWords(decision: WaiverDecision, setting: Setting): Phrase {
  const { today, zone } = setting
  if (decision.is === 'void')
    return decision.reason === null ? mrkdwn`void` : mrkdwn`void: ${free(decision.reason, 200)}`
  const on = mrkdwn`on ${sayMoment(decision.at, zone, today)}${aside(mrkdwn` (${zone})`)}`
  if (decision.is === 'withdrawn') return mrkdwn`withdrawn by ${setting.name(decision.by)} ${on}`
  const by = deciders(setting, [decision.by]) ?? mrkdwn`somebody`
  if (decision.is === 'refused') return mrkdwn`refused by ${by} ${on}`
  return mrkdwn`granted until ${sayDay(decision.until, today)} by ${by} ${on}`
}

export function decisionComment(decision: WaiverDecision): Block[] {
  if (decision.is !== 'granted' && decision.is !== 'refused') return []
  return quote(decision.is === 'refused' ? 'Reason' : 'Comment', decision.comment)
}

/** What was asked for and decided, and what holds now. */
export function waiverPiece(item: WaiverItem, setting: Setting): Piece {
  const { decision, until, reviewDueOn, submitBy } = item
  const { today } = setting
  const isGranted = decision.is === 'granted'
  const asked = isGranted && decision.isShorter ? mrkdwn`asked for until ${sayDay(until, today)}` : null
  const line = dotted(
    mrkdwn`${headed(item)}, ${reviewName(item)}`,
    isGranted
      ? mrkdwn`the waiver is ${decisionWords(decision, setting)}`
      : mrkdwn`the waiver until ${sayDay(until, today)} is ${decisionWords(decision, setting)}`,
    asked,
    isGranted
      ? mrkdwn`its due date stays ${sayDay(reviewDueOn, today)}`
      : mrkdwn`the review is ${sayWhenDue(reviewDueOn, today)}`,
    submitBy === null ? null : mrkdwn`to be submitted by ${sayDay(submitBy, today)}`,
  )
  const comment = 'comment' in decision ? decision.comment : null
  return {
    blocks: [section(line), ...decisionComment(decision)],
    line: comment === null ? line : dotted(line, mrkdwn`"${free(comment, 300)}"`),
  }
}

export function excusedPiece(item: ExcusedItem, { name }: Setting): Piece {
  const by = item.by === null ? mrkdwn`` : mrkdwn` by ${name(item.by)}`
  const line = dotted(
    versioned(item),
    mrkdwn`you are excused from acknowledging it${by}`,
    mrkdwn`nothing to do; you are asked again for its next major version`,
  )
  return {
    blocks: [section(line), ...quote('Reason', item.reason)],
    line: item.reason === null ? line : dotted(line, mrkdwn`reason: ${free(item.reason, 300)}`),
  }
}
