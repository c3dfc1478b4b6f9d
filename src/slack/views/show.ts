import type { Cause } from '../../rules/disclosure.ts'
import type { Message, Named } from '../../rules/message-facts.ts'
import type { Day, ReviewKind, ReviewState, SubmissionKind, VersionState } from '../../rules/terms.ts'
import { counted, listed, sayCadence, sayDay, sayReviewDue, sayWhenDue } from '../../words.ts'
import { section } from './blocks.ts'
import { actions, type Press, withMenu } from './buttons.ts'
import { openedBecause } from './causes.ts'
import { channelNamed, dotted, free, listedPhrases, mrkdwn, type Phrase, stacked } from './mrkdwn.ts'
import { headed, names, type Setting, sayInForce, submissionWords } from './piece.ts'
import type { PolicyRowFacts } from './policy-row.ts'

/** One policy: who is responsible, what is in force, what is open, and what the reader can do about it. */

export type ShownReview = {
  kind: ReviewKind
  state: ReviewState
  dueOn: Day
  waivedUntil: Day | null
  /** The day of the owner's part; null once that is done. */
  submitBy: Day | null
  holders: Named[]
  causes: Cause[]
  /** What was asked and awaits its decision. */
  waiver: { until: Day; askedBy: Named; awaited: Named[] } | null
}

export type ShowFacts = PolicyRowFacts & {
  deputies: Named[]
  approvers: Named[]
  hasOwnApprovers: boolean
  cadenceMonths: number
  statedCadence: string | null
  lastReviewedOn: Day | null
  inForceOn: Day | null
  isTextHeld: boolean
  making: { number: string; state: VersionState } | null
  reviews: ShownReview[]
  awaiting: {
    kind: SubmissionKind
    number: string | null
    by: Named
    on: Day
    dueOn: Day | null
    awaited: Named[]
  } | null
  audience: { everyone: boolean; channels: string[]; groups: string[]; people: Named[] }
  acknowledged: { asked: number; given: number; excused: number } | null
  /** The newest of what went to others than Slack's people, and how many there are. */
  outside: { newest: { number: string; audience: string; sentOn: Day; document: string }[]; count: number }
  tags: string[]
  components: string[]
  /** What can be done now, each a button. */
  presses: Press[]
  /** What is done now and then to the policy itself, in the menu beside what it says of itself. */
  menu: Press[]
}

export function showMessage(facts: ShowFacts, setting: Setting): Message {
  const first = dotted(headed(facts), mrkdwn`${facts.status}`)
  const about = stacked(...people(facts, setting), ...rhythm(facts, setting), ...reach(facts, setting))
  const now = [...versions(facts, setting), ...open(facts, setting)]
  const { block, left } = withMenu(about, `menu:${facts.policy}`, facts.menu)
  return {
    text: stacked(first, about, ...now).plain,
    blocks: [
      section(first),
      block,
      ...(now.length === 0 ? [] : [section(stacked(...now))]),
      ...actions(`show:${facts.policy}`, facts, facts.presses, setting),
      ...actions(`more:${facts.policy}`, facts, left, setting),
    ],
  }
}

function people(
  { owner, statedOwner, deputies, approvers, hasOwnApprovers }: ShowFacts,
  setting: Setting,
): Phrase[] {
  const named = owner ? mrkdwn`${setting.name(owner)}${owner.hasLeft ? ', who has left' : ''}` : null
  const stated =
    statedOwner === null ? mrkdwn`nobody` : mrkdwn`"${free(statedOwner, 120)}", which names no person`
  const whose = hasOwnApprovers ? mrkdwn`` : mrkdwn` (of the workspace)`
  const endorsing = names(setting, approvers)
  return [
    mrkdwn`Owner: ${named ?? stated}`,
    mrkdwn`Deputies: ${names(setting, deputies) ?? 'none'}`,
    endorsing === null
      ? mrkdwn`Approvers: nobody, so nothing can be submitted`
      : mrkdwn`Approvers: ${endorsing}${whose}`,
  ]
}

function rhythm({ cadenceMonths, statedCadence, lastReviewedOn }: ShowFacts, { today }: Setting): Phrase[] {
  const stated = statedCadence === null ? mrkdwn`` : mrkdwn` (the register says "${free(statedCadence, 60)}")`
  const last = lastReviewedOn === null ? 'not known' : sayDay(lastReviewedOn, today)
  return [mrkdwn`Rhythm: ${sayCadence(cadenceMonths)}${stated}`, mrkdwn`Last review: ${last}`]
}

function reach({ audience, acknowledged, outside, tags, components }: ShowFacts, setting: Setting): Phrase[] {
  const { everyone, channels, groups, people } = audience
  const parts = [
    ...(everyone ? [mrkdwn`everyone`] : []),
    ...channels.map(channelNamed),
    ...(groups.length === 0 ? [] : [mrkdwn`${counted(groups.length, 'user group')}`]),
    ...people.map(setting.name),
  ]
  return [
    parts.length === 0 ? mrkdwn`Audience: nobody yet` : mrkdwn`Audience: ${listedPhrases(parts, 6)}`,
    ...(acknowledged === null || acknowledged.asked + acknowledged.excused === 0
      ? []
      : [
          mrkdwn`Acknowledged: ${acknowledged.given} of ${acknowledged.asked}${acknowledged.excused === 0 ? '' : `, ${acknowledged.excused} excused`}`,
        ]),
    ...sentOutside(outside, setting),
    ...(tags.length === 0 ? [] : [mrkdwn`Tags: ${free(listed(tags), 300)}`]),
    ...(components.length === 0 ? [] : [mrkdwn`Components: ${free(listed(components), 300)}`]),
  ]
}

function sentOutside({ newest, count }: ShowFacts['outside'], { today }: Setting): Phrase[] {
  const more = count - newest.length
  return [
    ...newest.map(
      ({ number, audience, sentOn, document }) =>
        mrkdwn`Outside Slack: ${free(number, 60)} went to ${free(audience, 200)} on ${sayDay(sentOn, today)} (${free(document, 120)})`,
    ),
    ...(more > 0 ? [mrkdwn`… and ${more} earlier outside Slack`] : []),
  ]
}

function versions(facts: ShowFacts, { today }: Setting): Phrase[] {
  const { inForce, inForceOn, isTextHeld, waiting, making, status } = facts
  const since = inForceOn === null ? 'in force' : sayInForce(inForceOn, today)
  const none = status === 'retired' ? [] : [mrkdwn`No version is in force.`]
  return [
    ...(inForce === null
      ? none
      : [
          mrkdwn`Version ${free(inForce, 60)} is ${since}${isTextHeld ? '' : ', its text is not held here'}.`,
        ]),
    ...(waiting === null
      ? []
      : [mrkdwn`Version ${free(waiting.number, 60)} is endorsed${fromDay(waiting.effectiveOn, today)}.`]),
    ...(making === null || making.state === 'submitted'
      ? []
      : [mrkdwn`Version ${free(making.number, 60)} is ${making.state}.`]),
  ]
}

function fromDay(day: Day | null, today: Day): Phrase {
  return day === null ? mrkdwn`` : mrkdwn` and comes into force on ${sayDay(day, today)}`
}

function open({ reviews, awaiting }: ShowFacts, setting: Setting): Phrase[] {
  return [
    ...reviews.map((review) => reviewWords(review, setting)),
    ...(awaiting === null ? [] : [awaitingWords(awaiting, setting)]),
  ]
}

function reviewWords(review: ShownReview, setting: Setting): Phrase {
  const { today } = setting
  const { kind, state, submitBy } = review
  const who = names(setting, review.holders, 3)
  const states: Partial<Record<ReviewState, string>> = { open: 'not started', 'in progress': 'started' }
  return dotted(
    mrkdwn`${kind === 'scheduled' ? 'Scheduled' : 'Out-of-cycle'} review ${sayReviewDue(review, today)}`,
    mrkdwn`${states[state] ?? state}`,
    submitBy === null ? null : mrkdwn`to be submitted by ${sayDay(submitBy, today)}`,
    who === null ? null : mrkdwn`with ${who}`,
    openedBecause(review.causes),
    waiverWords(review, setting),
  )
}

function waiverWords({ waiver }: ShownReview, setting: Setting): Phrase | null {
  if (waiver === null) return null
  const from = names(setting, waiver.awaited, 3) ?? mrkdwn`nobody`
  return mrkdwn`${setting.name(waiver.askedBy)} asks to waive it until ${sayDay(waiver.until, setting.today)}, which waits for ${from}`
}

function awaitingWords(awaiting: NonNullable<ShowFacts['awaiting']>, setting: Setting): Phrase {
  const { by, on, dueOn, awaited } = awaiting
  const from = names(setting, awaited)
  const what = submissionWords(awaiting)
  const when = dueOn === null ? null : mrkdwn`${sayWhenDue(dueOn, setting.today)}`
  return dotted(
    mrkdwn`Awaits endorsement: ${what}, submitted by ${setting.name(by)} on ${sayDay(on, setting.today)}`,
    from === null ? null : mrkdwn`from ${from}`,
    when,
  )
}
