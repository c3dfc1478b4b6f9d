import { channel, choose, type Filled, type FormBlock, people as peopleField, text, ticks } from './form.ts'
import type { SettingsForm } from './settings.ts'
import { note } from './shown.ts'

/** The fields of the settings, by their section. */

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const optional = { isOptional: true }

export function people({ others }: SettingsForm, filled: Filled): FormBlock[] {
  const kept = (key: string): FormBlock[] =>
    others[key]?.length ? [note(`Not in Slack, and kept as they are: ${others[key].join(', ')}.`)] : []
  return [
    peopleField(filled, 'policyManagers', 'Policy managers', {
      hint: 'In the order in which they stand in.',
    }),
    ...kept('policyManagers'),
    peopleField(filled, 'approvers', 'Approvers', { hint: 'Of policies that name none of their own.' }),
    ...kept('approvers'),
    peopleField(filled, 'auditors', 'Auditors', {
      hint: 'They read everything and write nothing, and have no part in any policy.',
    }),
    ...kept('auditors'),
  ]
}

export function calendar({ begins }: SettingsForm, filled: Filled): FormBlock[] {
  const hour = (name: string, label: string, what: string) =>
    text(filled, name, label, { ...optional, most: 5, hint: `${what} Left empty: ${begins[name]}.` })
  return [
    text(filled, 'timeZone', 'Time zone', {
      ...optional,
      most: 60,
      hint: 'Of the IANA list, such as Europe/Vienna.',
    }),
    text(filled, 'country', 'Country', {
      ...optional,
      most: 2,
      hint: 'Two letters, such as AT: its holidays are closed days.',
    }),
    text(filled, 'region', 'Region', { ...optional, most: 6, hint: 'Its short code, such as BY.' }),
    ticks(
      filled,
      'weekend',
      'Weekend',
      weekdays.map((words, index) => ({ value: String(index + 1), words })),
    ),
    text(filled, 'closedDays', 'Own closed days', {
      ...optional,
      most: 3_000,
      isLong: true,
      hint: 'Such as 2027-12-24 2027-12-31.',
    }),
    hour('sendingHour', 'First hour', "Of each person's own day, when reminders go, such as 08:00."),
    hour('closingHour', 'Last hour', 'From then on what can wait goes the next morning, such as 17:00.'),
  ]
}

export function endorsement(_: SettingsForm, filled: Filled): FormBlock[] {
  return [
    text(filled, 'quorum', 'How many endorse', { most: 3, hint: 'any, all, or a number from 1 to 99.' }),
    yesOrNo(
      filled,
      'approveInOrder',
      'One after the other',
      'Each is asked once the one before has endorsed.',
    ),
    yesOrNo(
      filled,
      'singleApprover',
      'Single-approver mode',
      'Where a company has no second person: who wrote a version may then endorse it. Each use is a finding in the evidence, and asks what is done instead, such as a yearly look by an outside adviser.',
    ),
  ]
}

export function distribution(_: SettingsForm, filled: Filled): FormBlock[] {
  return [
    choose(filled, 'minorVersions', 'Minor versions', [
      { value: 'tell', words: 'Tell people' },
      { value: 'acknowledge', words: 'Ask people to acknowledge' },
    ]),
    channel(filled, 'governanceChannel', 'Governance channel', {
      ...optional,
      hint: 'Hears of reviews that stay undone long after their day.',
    }),
    text(filled, 'portalUrl', 'Address of the portal', {
      ...optional,
      most: 300,
      hint: 'Such as https://policies.example.com.',
    }),
  ]
}

export function events(_: SettingsForm, filled: Filled): FormBlock[] {
  return [
    text(filled, 'tags', 'Tags', {
      ...optional,
      most: 3_000,
      hint: 'Services, jurisdictions and whatever else reports are sorted by, with commas between. The kinds of data are there already.',
    }),
  ]
}

export function programme(_: SettingsForm, filled: Filled): FormBlock[] {
  return [
    text(filled, 'components', 'Components of the programme', {
      ...optional,
      most: 3_000,
      isLong: true,
      hint: 'Each on a line of its own. Left empty: the 29 that are built in.',
    }),
  ]
}

function yesOrNo(filled: Filled, name: string, label: string, hint: string): FormBlock {
  return choose(
    filled,
    name,
    label,
    [
      { value: 'yes', words: 'Yes' },
      { value: 'no', words: 'No' },
    ],
    { hint },
  )
}
