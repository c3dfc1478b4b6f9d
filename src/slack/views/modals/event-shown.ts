import type { CausedReview, TriageItem } from '../../../rules/report-facts.ts'
import type { Day, EventState } from '../../../rules/terms.ts'
import { categoryWords, sayDay } from '../../../words.ts'
import { section } from '../blocks.ts'
import { actions, type Press } from '../buttons.ts'
import { eventCode, headOf, reportBlocks } from '../event.ts'
import { bold, dotted, free, mrkdwn, stacked } from '../mrkdwn.ts'
import type { Form, FormBlock } from './form.ts'
import { note } from './shown.ts'

/** A report with its history, for whoever opens it. */

export type HistoryLine = { at: string; who: string; did: string; reason: string | null }

export type EventShown = Pick<
  TriageItem,
  'subject' | 'number' | 'category' | 'what' | 'tags' | 'link' | 'happenedOn' | 'criteria'
> & {
  state: EventState
  /** The report that stands for this one. */
  mergedInto: number | null
  /** Whether the reader sees more than its category and what came of it. */
  isOpenToReader: boolean
  reviews: CausedReview[]
  history: HistoryLine[]
  presses: Press[]
  today: Day
}

const states: Record<EventState, string> = {
  reported: 'waits for a decision',
  significant: 'significant',
  'not significant': 'not significant',
  merged: 'merged',
  withdrawn: 'withdrawn',
}

const mostReviews = 20

export function eventForm(facts: EventShown): Form {
  const { subject, category, number, happenedOn, mergedInto, state, today, presses } = facts
  const is = mergedInto === null ? states[state] : `the same as ${eventCode(mergedInto)}`
  const line = dotted(
    mrkdwn`${bold(mrkdwn`${categoryWords[category].name}`)} ${eventCode(number)}`,
    mrkdwn`happened on ${sayDay(happenedOn, today)}`,
    mrkdwn`${is}`,
  )
  const details = facts.isOpenToReader
    ? [...(reportBlocks(facts) as FormBlock[]), ...reviewed(facts), ...history(facts)]
    : [
        note(
          'Its details are for who reported it, the policy managers, and who owns or endorses what is reviewed.',
        ),
      ]
  const buttons = actions(`event:${subject}`, headOf(facts), presses, { isOnly: true })
  return { title: 'Event', blocks: [section(line) as FormBlock, ...details, ...(buttons as FormBlock[])] }
}

const reviewStates: Record<CausedReview['state'], string> = {
  open: 'open',
  'in progress': 'begun',
  submitted: 'submitted, awaits endorsement',
  concluded: 'concluded',
  void: 'void',
}

function reviewed({ reviews, today }: EventShown): FormBlock[] {
  if (reviews.length === 0) return []
  const lines = reviews
    .slice(0, mostReviews)
    .map(({ code, title, state, dueOn }) =>
      dotted(
        mrkdwn`${free(title, 80)} (${free(code, 60)})`,
        mrkdwn`${reviewStates[state]}`,
        mrkdwn`due ${sayDay(dueOn, today)}`,
      ),
    )
  const more = reviews.length > lines.length ? [mrkdwn`… and ${reviews.length - lines.length} more`] : []
  return [section(stacked(bold(mrkdwn`Reviews because of it`), ...lines, ...more)) as FormBlock]
}

function history({ history: lines }: EventShown): FormBlock[] {
  return lines.map(({ at, who, did, reason }) => {
    const head = mrkdwn`${at} · ${free(who, 120)} ${did}`
    return section(reason === null ? head : mrkdwn`${head}: ${free(reason, 600)}`) as FormBlock
  })
}
