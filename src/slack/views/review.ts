import type { ReviewItem } from '../../rules/message-facts.ts'
import { sayCadence, sayDay, sayDue, sayWhenDue } from '../../words.ts'
import { section } from './blocks.ts'
import { actions, openPress, type Press } from './buttons.ts'
import { openedBecause } from './causes.ts'
import { aside, bold, dotted, free, listedPhrases, mrkdwn, type Phrase, readLink } from './mrkdwn.ts'
import { headed, names, type Piece, type Setting } from './piece.ts'
import { askWaiverPress, withdrawPress } from './waiver.ts'

/** A review as its holder, or whoever it is escalated to, is reminded of it. */
export function reviewPiece(item: ReviewItem, setting: Setting, tellsNext: boolean): Piece {
  const line =
    item.as === 'escalation'
      ? escalated(item, setting)
      : dotted(
          headed(item),
          part(item, setting),
          aside(occasion(item, setting)),
          causesOf(item),
          item.isAfterSubmission ? mrkdwn`what was submitted before still awaits endorsement` : null,
          standingIn(item, setting),
          item.isStarted ? aside(mrkdwn`started`) : null,
          snoozed(item, setting),
          waiverAsked(item, setting),
          tellsNext ? nextToHear(item, setting) : null,
          readLink(setting.portalUrl, item.code),
        )
  return {
    blocks: [
      section(line),
      ...actions(`review:${item.subject}:${item.as}`, item, presses(item, setting), setting),
    ],
    line,
  }
}

/** What is overdue cannot be snoozed, nor what is due today: no later morning is left. */
function presses(item: ReviewItem, { today }: Setting): Press[] {
  const { as, subject, obligation, policy, dueOn, kind, mayHandOver, mayWaive, waiver } = item
  const handOver = (words: string): Press[] =>
    mayHandOver ? [{ action: 'hand_over', words, value: policy }] : []
  if (as === 'escalation') return [openPress(policy), ...handOver('Give it to someone else')]
  return [
    { action: 'review', words: 'Review', value: subject, isMain: true },
    ...(item.isAfterSubmission ? [{ action: 'fold_in', words: 'Recall and fold in', value: policy }] : []),
    ...(dueOn > today ? [{ action: 'snooze', words: 'Snooze', value: obligation }] : []),
    ...(mayWaive && (dueOn < today || kind === 'out of cycle') ? [askWaiverPress(subject)] : []),
    ...(waiver?.isOwn ? [withdrawPress(waiver.waiver)] : []),
    ...handOver('Hand over'),
  ]
}

function snoozed({ snoozedUntil }: ReviewItem, { today }: Setting): Phrase | null {
  return snoozedUntil === null || snoozedUntil <= today
    ? null
    : mrkdwn`snoozed until ${sayDay(snoozedUntil, today)}`
}

function waiverAsked({ waiver }: ReviewItem, { today }: Setting): Phrase | null {
  return waiver === null
    ? null
    : mrkdwn`a waiver until ${sayDay(waiver.until, today)} is asked for and not decided`
}

function part({ dueOn }: ReviewItem, { today }: Setting): Phrase {
  if (dueOn < today) return mrkdwn`your review is ${sayWhenDue(dueOn, today)}`
  const due = sayDue(dueOn, today)
  const day = bold(mrkdwn`${sayDay(dueOn, today)}`)
  return due.startsWith('due')
    ? mrkdwn`your review is ${due} (${day})`
    : mrkdwn`your review is to be submitted by ${day} (${due})`
}

function occasion(item: ReviewItem, { today }: Setting): Phrase {
  const kind = item.kind === 'scheduled' ? sayCadence(item.cadenceMonths) : 'out-of-cycle review'
  const waived = item.waivedUntil === null ? '' : `, waived until ${sayDay(item.waivedUntil, today)}`
  const last =
    item.lastReviewedOn === null
      ? 'no earlier review on record'
      : `last done ${sayDay(item.lastReviewedOn, today)}`
  return mrkdwn`${kind}, due ${sayDay(item.reviewDueOn, today)}${waived}, ${last}`
}

function causesOf({ causes }: ReviewItem): Phrase | null {
  const because = openedBecause(causes)
  return because && aside(because)
}

function standingIn({ standInFor }: ReviewItem, { name }: Setting): Phrase | null {
  return standInFor === null ? null : aside(mrkdwn`you stand in for ${name(standInFor)}`)
}

/** Null where nobody hears next, or something was started. `of`: whose titles to name. */
export function nextToHear(
  { nextToHear: next, isStarted }: ReviewItem,
  setting: Setting,
  of: readonly ReviewItem[] = [],
): Phrase | null {
  const who = next === null || isStarted ? null : names(setting, next.people, 3)
  if (next === null || who === null) return null
  const hear = next.people.length === 1 ? 'hears' : 'hear'
  const titles = of.map(({ title, code }) => free(title.trim() === '' ? code : title, 80))
  const about = titles.length === 0 ? mrkdwn`` : mrkdwn` of ${listedPhrases(titles, 3)}`
  return aside(mrkdwn`${who} ${hear}${about} on ${sayDay(next.on, setting.today)} if nothing is started`)
}

/** Neutral: whose it is, how late, whether it was started. Its day is the review's own. */
function escalated(item: ReviewItem, setting: Setting): Phrase {
  const who = names(setting, item.holders)
  return dotted(
    headed(item),
    who === null ? mrkdwn`with nobody` : mrkdwn`with ${who}`,
    mrkdwn`the review is ${sayWhenDue(item.waivedUntil ?? item.reviewDueOn, setting.today)}`,
    item.waivedUntil === null
      ? null
      : aside(mrkdwn`waived, first due ${sayDay(item.reviewDueOn, setting.today)}`),
    item.isStarted ? mrkdwn`started` : mrkdwn`nobody has started`,
    causesOf(item),
  )
}
