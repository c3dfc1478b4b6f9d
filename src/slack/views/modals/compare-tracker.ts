import type { ListedEvent } from '../../../rules/attestation.ts'
import type { Incident, Way } from '../../../rules/comparison.ts'
import type { Day, Quarter } from '../../../rules/terms.ts'
import { categoryWords, sayDay, sayQuarter } from '../../../words.ts'
import { quarterAbout } from '../attest.ts'
import { section } from '../blocks.ts'
import { beside } from '../buttons.ts'
import { eventCode } from '../event.ts'
import { bold, dotted, free, mrkdwn, type Phrase } from '../mrkdwn.ts'
import { choose, type Filled, type Form, type FormBlock, listIn } from './form.ts'
import { groupBlocks } from './groups.ts'
import { note } from './shown.ts'

/** The windows in which an incident tracker's export is compared with the reports of a quarter. */

export type CompareForm = { quarter: Quarter; fromOn: Day; toOn: Day; today: Day }

export function compareForm({ quarter, fromOn, toOn, today }: CompareForm, filled: Filled): Form {
  return {
    title: 'Compare',
    submit: 'Compare',
    blocks: [
      note(
        `The export of your incident tracker against the reports of the ${sayQuarter(quarter)}, from ${sayDay(fromOn, today)} to ${sayDay(toOn, today)}. It needs a number or title and the day of each incident, best also its link.`,
      ),
      fileField(listIn(filled, 'file').length > 0),
      choose(filled, 'dateOrder', 'Days such as 03/04/2027', orders, {
        isOptional: true,
        hint: 'Only where the days of the file could be read in two ways.',
      }),
    ],
  }
}

const orders = [
  { value: 'dmy', words: 'Day before month: 3 April' },
  { value: 'mdy', words: 'Month before day: 4 March' },
]

function fileField(isKept: boolean): FormBlock {
  const hint = isKept
    ? 'The file that you attached before is kept. Attach another to replace it.'
    : 'CSV, up to 5 MB and 5,000 incidents.'
  return {
    type: 'input',
    block_id: 'file',
    label: { type: 'plain_text', text: 'Export of the tracker', emoji: false },
    element: { type: 'file_input', action_id: 'value', filetypes: ['csv', 'tsv'], max_files: 1 },
    optional: isKept,
    hint: { type: 'plain_text', text: hint, emoji: false },
  }
}

type Placed = Incident & { value: string }
type Paired = Incident & { event: number; by: Way }

export type ComparedForm = {
  quarter: Quarter
  name: string
  sha256: string
  rowCount: number
  /** Rows of other days, or said twice. */
  otherDays: number
  unreported: Placed[]
  likely: Paired[]
  matched: Paired[]
  untracked: ListedEvent[]
  /** Whether the quarter is still to be attested. */
  isOpen: boolean
  today: Day
}

export function comparedForm(facts: ComparedForm, page: number): Form {
  const { quarter, name, sha256, rowCount, otherDays, isOpen, today } = facts
  const head = bold(mrkdwn`${free(name, 80)} against the reports of the ${sayQuarter(quarter)}`)
  const attest = { action: 'attest', words: 'Attest…', value: quarter }
  const next = mrkdwn`The counts and the hash of the file are kept with the attestation.`
  return {
    title: 'Compared',
    blocks: [
      section(head) as FormBlock,
      note(
        `${rowCount} rows; ${otherDays} of other quarters, or said twice, are left out. SHA-256 of the file: ${sha256}`,
      ),
      ...groupBlocks(
        [
          {
            title: 'In the tracker and not reported',
            lines: facts.unreported.map((one) => ({ block: unreported(one, today) })),
            none: 'none',
          },
          { title: 'Likely the same', lines: facts.likely.map((one) => pair(one, today)), none: 'none' },
          { title: 'Reported and not in the tracker', lines: facts.untracked.map(untracked), none: 'none' },
          { title: 'Matched', lines: facts.matched.map((one) => pair(one, today)), none: 'none' },
        ],
        page,
      ),
      ...(isOpen ? [beside(next, attest, quarterAbout(quarter)) as FormBlock] : []),
    ],
  }
}

function incidentLine({ id, title, openedOn, severity }: Incident, today: Day): Phrase {
  return dotted(
    id === null || id === title ? null : free(id, 60),
    free(title, 120),
    openedOn === null ? mrkdwn`no day that can be read` : mrkdwn`${sayDay(openedOn, today)}`,
    severity === null ? null : free(severity, 40),
  )
}

function unreported(incident: Placed, today: Day): FormBlock {
  const press = { action: 'report_incident', words: 'Report…', value: incident.value }
  const about = { code: incident.id ?? '', title: incident.title }
  return beside(incidentLine(incident, today), press, about) as FormBlock
}

const ways: Record<Way, string> = {
  link: 'by the link',
  number: 'by the number',
  'short number': 'by a number alone: look whether it is the same',
  'day and words': 'by the day and words of the title: look whether it is the same',
}

function pair(one: Paired, today: Day): Phrase {
  return dotted(incidentLine(one, today), mrkdwn`${eventCode(one.event)} ${ways[one.by]}`)
}

function untracked({ number, category, title }: ListedEvent): Phrase {
  return dotted(mrkdwn`${eventCode(number)} ${categoryWords[category].name}`, free(title, 120))
}
