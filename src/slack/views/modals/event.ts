import type { TriageItem } from '../../../rules/report-facts.ts'
import type { Day, EventCategory } from '../../../rules/terms.ts'
import { categoryWords, counted, listed, sayDay, sayDue } from '../../../words.ts'
import { quote, section } from '../blocks.ts'
import { eventCode, reportBlocks } from '../event.ts'
import { bold, dotted, mrkdwn } from '../mrkdwn.ts'
import { choose, day, type Filled, type Form, type FormBlock, several, text } from './form.ts'
import { note } from './shown.ts'

/** The windows for what is reported: to report it, and to decide what it means. */

export type ReportForm = {
  tags: string[]
  criteria: Record<EventCategory, string>
  decideBy: Day
  today: Day
  /** It is about a message to which Slack gave no link. */
  isWithoutLink: boolean
}

export function reportForm(
  { tags, criteria, decideBy, today, isWithoutLink }: ReportForm,
  filled: Filled,
): Form {
  return {
    title: 'Report',
    submit: 'Report',
    blocks: [
      note(
        `What may need a policy to be reviewed before its time. The policy managers decide by ${sayDay(decideBy, today)}, and you hear what came of it.`,
      ),
      choose(
        filled,
        'category',
        'Category',
        Object.entries(categoryWords).map(([value, { name }]) => ({
          value,
          words: name,
          more: criteria[value as EventCategory],
        })),
      ),
      day(filled, 'happenedOn', 'When it happened', {}),
      text(filled, 'what', 'What happened, or what changed', { most: 3_000, isLong: true }),
      several(
        filled,
        'tags',
        'Tags',
        tags.map((value) => ({ value, words: value })),
        { hint: 'Which data, services or countries it concerns.' },
      ),
      text(filled, 'link', 'Link', {
        most: 2_000,
        isOptional: true,
        hint: isWithoutLink
          ? 'Slack gave no link to the message. Copy it there, if you have it.'
          : 'A ticket, a page or a message, such as https://….',
      }),
    ],
  }
}

export type TriageForm = Pick<
  TriageItem,
  'subject' | 'number' | 'category' | 'what' | 'tags' | 'link' | 'happenedOn' | 'criteria' | 'reopened'
> & {
  proposed: { id: string; code: string; title: string; why: string }[]
  policies: { id: string; code: string; title: string }[]
  others: { id: string; number: number; category: EventCategory; what: string }[]
  latest: Day
  /** Business days for a review where a law holds already. */
  lawDays: number
  today: Day
}

function head(facts: TriageForm): FormBlock[] {
  const { category, number, happenedOn, today } = facts
  const line = dotted(
    mrkdwn`${bold(mrkdwn`${categoryWords[category].name}`)} ${eventCode(number)}`,
    mrkdwn`happened on ${sayDay(happenedOn, today)}`,
  )
  const blocks = [...reportBlocks(facts), ...quote('Why it is open again', facts.reopened)]
  return [section(line) as FormBlock, ...(blocks as FormBlock[])]
}

const mostExplained = 10

/** Why policies are ticked already. */
function whyProposed({ proposed }: TriageForm): FormBlock {
  if (proposed.length === 0)
    return note(
      'Nothing is proposed: no rule fits, and no policy shares a tag. "/policy settings" has the routing rules.',
    )
  const policies = proposed.map(({ code, why }) => `${code} (${why})`)
  return note(`Proposed: ${listed(policies, mostExplained)}.`)
}

const reason = (filled: Filled, hint: string) =>
  text(filled, 'reason', 'Reason', { most: 3_000, isLong: true, hint })

export function significantForm(facts: TriageForm, filled: Filled): Form {
  const { policies, latest, today, category, lawDays } = facts
  const isLaw = category === 'legal_requirement'
  return {
    title: 'Significant',
    submit: 'Open reviews',
    blocks: [
      ...head(facts),
      whyProposed(facts),
      ...(policies.length === 0
        ? [note('There is no policy that could be reviewed.')]
        : [
            several(
              filled,
              'policies',
              'Policies to review',
              policies.map(({ id, code, title }) => ({ value: id, words: `${code} ${title}` })),
              { isOptional: false },
            ),
          ]),
      reason(filled, 'Why it is significant. The record keeps it.'),
      ...(isLaw
        ? [
            day(filled, 'effectiveOn', 'When it comes into effect', {
              isOptional: true,
              hint: `The new version is due by then; where the day has passed, in ${counted(lawDays, 'business day')}.`,
            }),
          ]
        : []),
      day(filled, 'dueOn', 'Review due', {
        isOptional: true,
        hint: isLaw
          ? 'Only where it must be sooner.'
          : `Left empty: ${sayDay(latest, today)} (${sayDue(latest, today)}). Only where it must be sooner.`,
      }),
    ],
  }
}

export function notSignificantForm(facts: TriageForm, filled: Filled): Form {
  return {
    title: 'Not significant',
    submit: 'Decide',
    blocks: [...head(facts), reason(filled, 'Auditors ask for it, and who reported it reads it.')],
  }
}

export function mergeForm(facts: TriageForm, filled: Filled): Form {
  const options = facts.others.map(({ id, number, category, what }) => ({
    value: id,
    words: `${eventCode(number)} ${categoryWords[category].name}`,
    more: what,
  }))
  return {
    title: 'Merge',
    ...(options.length === 0 ? {} : { submit: 'Merge' }),
    blocks: [
      ...head(facts),
      ...(options.length === 0
        ? [note('There is no other report with which this one could be merged.')]
        : [
            choose(filled, 'into', 'The report of the same thing', options),
            reason(
              filled,
              'How one sees that it is the same. Whoever reported either hears what comes of it.',
            ),
          ]),
    ],
  }
}
