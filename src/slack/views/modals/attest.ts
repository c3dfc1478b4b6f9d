import type { ListedEvent, QuarterCounts, QuarterList } from '../../../rules/attestation.ts'
import type { Day, EventCategory } from '../../../rules/terms.ts'
import { categoryWords, sayDay, sayQuarter } from '../../../words.ts'
import { quarterAbout, sayCounts } from '../attest.ts'
import { section } from '../blocks.ts'
import { beside } from '../buttons.ts'
import { eventCode } from '../event.ts'
import { bold, dotted, free, listedPhrases, mrkdwn, type Phrase } from '../mrkdwn.ts'
import { type Filled, type Form, type FormBlock, text, ticks } from './form.ts'
import { type Group, groupBlocks } from './groups.ts'
import { note } from './shown.ts'

/** The window in which a quarter's events are attested. */

/** How the reports of now compare with a tracker's export. */
export type SaidOfFile = {
  name: string
  by: string
  on: Day
  matched: number
  likely: number
  unreported: number
  untracked: number
}

export type AttestForm = {
  list: QuarterList
  counts: QuarterCounts
  sha256: string
  file: SaidOfFile | null
  today: Day
}

export function attestForm(facts: AttestForm, filled: Filled, page: number): Form {
  const { list, counts, sha256, today } = facts
  const head = dotted(bold(mrkdwn`Events of the ${sayQuarter(list.quarter)}`), sayCounts(counts))
  const period = `Reported from ${sayDay(list.fromOn, today)} to ${sayDay(list.toOn, today)}, both days included.`
  return {
    title: 'Attest',
    submit: 'Attest',
    blocks: [
      section(head) as FormBlock,
      note(period),
      ...groupBlocks(groupsOf(list, today), page),
      fileBlock(facts),
      ticks(filled, 'isComplete', 'What you attest', [complete], { isOptional: false }),
      text(filled, 'statement', 'Anything to add', {
        most: 3_000,
        isLong: true,
        isOptional: counts.undecided === 0,
        hint:
          counts.undecided === 0
            ? 'The record keeps it.'
            : 'Why the attestation does not wait for what is not decided yet. The record keeps it.',
      }),
      note(`SHA-256 of the list: ${sha256}`),
    ],
  }
}

const complete = { value: 'yes', words: 'This list of significant events is complete' }

function groupsOf({ events, later }: QuarterList, today: Day): Group[] {
  const significant = events.filter(({ state }) => state === 'significant')
  const categories = Object.entries(categoryWords) as [EventCategory, { name: string }][]
  return [
    ...categories.map(([category, { name }]) => ({
      title: name,
      lines: significant.filter((event) => event.category === category).map((event) => line(event, today)),
      none: 'none',
    })),
    {
      title: 'Not decided yet',
      lines: events.filter(({ state }) => state === 'reported').map((event) => line(event, today)),
      none: null,
    },
    {
      title: 'Reported in an earlier quarter, and decided or reopened since, or not decided yet',
      lines: later.map((event) =>
        dotted(line(event, today), mrkdwn`${event.state === 'reported' ? 'not decided yet' : event.state}`),
      ),
      none: null,
    },
  ]
}

/** `E-4 · happened on Monday 1 March · A laptop was lost · reviews: ISP-07 open, due Monday 12 April`. */
function line({ number, happenedOn, title, reviews }: ListedEvent, today: Day): Phrase {
  return dotted(
    mrkdwn`${eventCode(number)}`,
    mrkdwn`happened on ${sayDay(happenedOn, today)}`,
    free(title, 120),
    reviews.length === 0
      ? null
      : mrkdwn`reviews: ${listedPhrases(
          reviews.map(
            ({ code, state, dueOn }) => mrkdwn`${free(code, 40)} ${state}, due ${sayDay(dueOn, today)}`,
          ),
          3,
        )}`,
  )
}

function fileBlock({ list: { quarter }, file, today }: AttestForm): FormBlock {
  const press = { action: 'compare_tracker', words: 'Compare with a tracker…', value: quarter }
  const words = file === null ? mrkdwn`Not compared with an incident tracker.` : sayFile(file, today)
  return beside(words, press, quarterAbout(quarter)) as FormBlock
}

function sayFile({ name, by, on, ...counts }: SaidOfFile, today: Day): Phrase {
  const { matched, likely, unreported, untracked } = counts
  const said = `${matched} matched, ${likely} likely the same, ${unreported} not reported, ${untracked} not in the tracker`
  return mrkdwn`Compared with ${free(name, 80)} by ${free(by, 80)} on ${sayDay(on, today)}: ${said}.`
}
