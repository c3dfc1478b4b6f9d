import type { About } from '../../../rules/message-facts.ts'
import type { Day, SubmissionKind } from '../../../rules/terms.ts'
import { sayDay } from '../../../words.ts'
import { section } from '../blocks.ts'
import { dotted, mrkdwn } from '../mrkdwn.ts'
import { headed, submissionWords } from '../piece.ts'
import {
  choose,
  day,
  type Filled,
  type Form,
  type FormBlock,
  type Option,
  people,
  radio,
  text,
  textIn,
} from './form.ts'
import { note } from './shown.ts'

/** What happened outside Slack, and the document that shows it. */

export const whatIsRecorded = ['endorsement', 'acknowledgments', 'distribution'] as const

export type RecordForm = About & {
  /** Those that are or were in force, the newest first. */
  versions: { id: string; number: string; inForceOn: Day; isInForce: boolean }[]
  awaiting: {
    kind: SubmissionKind
    number: string | null
    sha256: string | null
    /** Whose endorsement is still awaited, by id. */
    approvers: { id: string; name: string }[]
    isSingle: boolean
  } | null
  today: Day
}

export function recordForm(facts: RecordForm, filled: Filled): Form {
  const options = offered(facts)
  const chosen = textIn(filled, 'what')
  if (options.length === 0)
    return {
      title: 'Record',
      blocks: [
        section(headed(facts)),
        note('Nothing awaits endorsement and no version has been in force yet.'),
      ],
    }
  return {
    title: 'Record',
    submit: 'Record',
    blocks: [
      section(headed(facts)),
      radio(filled, 'what', 'What happened outside Slack', options, { isDispatched: true }),
      ...(options.some(({ value }) => value === chosen) ? fieldsOf(chosen, facts, filled) : []),
    ],
  }
}

function offered({ versions, awaiting }: RecordForm): Option[] {
  return [
    ...(awaiting === null || awaiting.approvers.length === 0
      ? []
      : [{ value: 'endorsement', words: 'An endorsement', more: "In a board's minutes, for example" }]),
    ...(versions.length === 0
      ? []
      : [
          { value: 'acknowledgments', words: 'Acknowledgments', more: 'Signed by contractors, for example' },
          { value: 'distribution', words: 'A distribution', more: 'To customers, for example' },
        ]),
  ]
}

function fieldsOf(chosen: string, facts: RecordForm, filled: Filled): FormBlock[] {
  if (chosen === 'endorsement') return endorsement(facts, filled)
  return chosen === 'acknowledgments' ? acknowledgments(facts, filled) : distribution(facts, filled)
}

const document = (filled: Filled) =>
  text(filled, 'document', 'Document', {
    most: 2_000,
    hint: 'The link, or the name of the file and where it is kept. The record names it.',
  })

function endorsement({ awaiting }: RecordForm, filled: Filled): FormBlock[] {
  if (awaiting === null) return []
  const { approvers, isSingle, sha256 } = awaiting
  const options = approvers.map(({ id, name }) => ({ value: id, words: name }))
  const hash = sha256 === null ? mrkdwn`text not held` : mrkdwn`SHA-256 ${sha256}`
  return [
    section(dotted(submissionWords(awaiting), hash)),
    choose(filled, 'approver', 'Who endorsed it', options, {
      hint: 'Counts from today, as if given here. It is marked as recorded by you.',
    }),
    document(filled),
    isSingle
      ? text(filled, 'comment', 'Compensating step', {
          most: 3_000,
          isLong: true,
          hint: 'No second person decides. Say what is done instead.',
        })
      : text(filled, 'comment', 'Comment', { most: 3_000, isLong: true, isOptional: true }),
  ]
}

function version({ versions, today }: RecordForm, filled: Filled): FormBlock {
  const options = versions.map(({ id, number, inForceOn, isInForce }) => ({
    value: id,
    words: `Version ${number}`,
    more: `In force ${isInForce ? 'since' : 'from'} ${sayDay(inForceOn, today)}`,
  }))
  return choose(filled, 'version', 'Version', options)
}

function acknowledgments(facts: RecordForm, filled: Filled): FormBlock[] {
  return [
    version(facts, filled),
    people(filled, 'people', 'People in Slack'),
    text(filled, 'addresses', 'Others, by their e-mail addresses', {
      most: 3_000,
      isLong: true,
      isOptional: true,
      hint: 'One a line or with commas between, such as Jo Moss <jo@example.com>.',
    }),
    document(filled),
    note('Who has acknowledged this version already keeps the day on which they did.'),
  ]
}

function distribution(facts: RecordForm, filled: Filled): FormBlock[] {
  return [
    version(facts, filled),
    text(filled, 'audience', 'To whom', {
      most: 300,
      hint: 'Such as: all customers of the billing service.',
    }),
    day(filled, 'sentOn', 'When', { hint: 'The day on which it went out.' }),
    document(filled),
  ]
}
