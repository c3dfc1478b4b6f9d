import type { Day } from '../../../rules/terms.ts'
import { counted, listed, sayDay, sayNumber } from '../../../words.ts'
import { section } from '../blocks.ts'
import { bold, dotted, free, mrkdwn, type Phrase } from '../mrkdwn.ts'
import type { Reached } from './audience.ts'
import { type Filled, type Form, type FormBlock, several, ticks } from './form.ts'
import { note } from './shown.ts'

/** Everything in force asked for anew: what would be asked, of how many, until when; and how far the last time is. */

export type Progress = {
  by: string
  on: Day
  isAsking: boolean
  policies: number
  /** What it was narrowed to, in words. */
  narrowed: string[]
  asked: number
  given: number
  missing: number
  /** Codes of those whose audience could not be read yet. */
  unread: string[]
}

export type CampaignForm = {
  newest: Progress | null
  components: string[]
  tags: string[]
  codes: string[]
  reached: Reached
  days: number
  /** The last day of who hears of it today. */
  dueOn: Day
  /** Names what the preview is of. */
  mark: string
  today: Day
}

export function campaignForm(facts: CampaignForm, filled: Filled): Form {
  const { newest } = facts
  const title = 'Ask for everything'
  if (newest?.isAsking) return { title, blocks: progress(newest, facts.today) }
  return {
    title,
    submit: 'Ask',
    blocks: [
      ...(newest === null ? [] : progress(newest, facts.today)),
      section(
        mrkdwn`Everybody is asked to acknowledge anew what is in force and meant for them, in one message with a button for each policy. What was acknowledged before stays on the record, and who still owes a request is not asked twice.`,
      ),
      ...fields(facts, filled),
      section(bold(preview(facts))) as FormBlock,
      note(
        `They have ${facts.days} days from the day it comes: until ${sayDay(facts.dueOn, facts.today)} where it comes today. It comes between 09:00 and 18:00 of their own business day.`,
      ),
      ...confirmation(facts, filled),
    ],
  }
}

/** Named by what the preview is of: the tick is of that alone. */
function confirmation({ codes, reached, mark }: CampaignForm, filled: Filled): FormBlock[] {
  if (codes.length === 0) return []
  const whom = reached.is === 'read' ? counted(reached.people, 'person', 'people') : 'everybody'
  const words = `Ask ${whom} for ${counted(codes.length, 'policy', 'policies')}`
  const options = [{ value: mark, words }]
  return [ticks(filled, `confirm~${mark}`, 'It cannot be taken back', options, { isOptional: false })]
}

/** Longer ones Slack does not offer. */
const offered = (words: readonly string[]) =>
  words
    .filter((word) => word.trim() !== '' && word.length <= 75)
    .map((word) => ({ value: word, words: word }))

function fields({ components, tags }: CampaignForm, filled: Filled): FormBlock[] {
  const field = (name: 'components' | 'tags', label: string, words: readonly string[]): FormBlock[] =>
    offered(words).length === 0
      ? []
      : [
          several(filled, name, label, offered(words), {
            isDispatched: true,
            hint: 'Left empty: no matter which.',
          }),
        ]
  return [
    ...field('components', 'Only these components of the programme', components),
    ...field('tags', 'Only policies with one of these tags', tags),
  ]
}

function preview({ codes, reached }: CampaignForm): Phrase {
  if (codes.length === 0) return mrkdwn`No policy that has a version in force and an audience fits this.`
  const what = mrkdwn`${counted(codes.length, 'policy', 'policies')}: ${free(listed(codes, 8), 600)}`
  if (reached.is !== 'read')
    return mrkdwn`${what}. How many people that concerns cannot be counted now${reached.is === 'unread' ? mrkdwn`: ${free(reached.why, 300)}` : ''}.`
  const { people } = reached
  const get = people === 1 ? 'gets' : 'get'
  return mrkdwn`${counted(people, 'person', 'people')} ${get} one message each, for ${what}.`
}

function progress(newest: Progress, today: Day): FormBlock[] {
  const { by, on, isAsking, policies, narrowed, asked, given, missing, unread } = newest
  const gone = asked - given - missing
  const head = isAsking ? mrkdwn`Being asked now` : mrkdwn`Asked the last time`
  return [
    section(
      dotted(
        mrkdwn`${bold(head)}: started by ${free(by, 100)} on ${sayDay(on, today)}`,
        ...narrowed.map((word) => free(word, 200)),
      ),
    ) as FormBlock,
    section(
      dotted(
        mrkdwn`${counted(asked, 'request')} for ${counted(policies, 'policy', 'policies')}`,
        mrkdwn`${sayNumber(given)} acknowledged`,
        mrkdwn`${sayNumber(missing)} missing`,
        gone === 0 ? null : mrkdwn`${sayNumber(gone)} no longer owed`,
      ),
    ) as FormBlock,
    ...(isAsking ? [note('Another one can be started once everyone has been asked.')] : []),
    ...(unread.length === 0
      ? []
      : [note(`Not asked yet, since their audience could not be read: ${listed(unread, 10)}.`)]),
  ]
}
