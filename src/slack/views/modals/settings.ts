import type { Settings } from '../../../rules/settings.ts'
import { section } from '../blocks.ts'
import { actions } from '../buttons.ts'
import { bold, mrkdwn } from '../mrkdwn.ts'
import { channel, choose, type Filled, type Form, type FormBlock, people, text, ticks } from './form.ts'
import { note } from './shown.ts'

/** People whom no field of Slack can show, by setting. */
export type SettingsForm = { others: Partial<Record<keyof Settings, string[]>> }

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const optional = { isOptional: true }

export function settingsForm({ others }: SettingsForm, filled: Filled): Form {
  const kept = (key: keyof Settings): FormBlock[] =>
    others[key]?.length ? [note(`Not in Slack, and kept as they are: ${others[key].join(', ')}.`)] : []
  return {
    title: 'Settings',
    submit: 'Save',
    blocks: [
      group('People'),
      people(filled, 'policyManagers', 'Policy managers', { hint: 'In the order in which they stand in.' }),
      ...kept('policyManagers'),
      people(filled, 'approvers', 'Approvers', { hint: 'Of policies that name none of their own.' }),
      ...kept('approvers'),
      people(filled, 'auditors', 'Auditors', {
        hint: 'They read everything and write nothing, and have no part in any policy.',
      }),
      ...kept('auditors'),
      group('Days'),
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
      group('Endorsement'),
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
        'Where a company has no second person. Each use is a finding, with its compensating step.',
      ),
      group('Distribution'),
      choose(filled, 'minorVersions', 'Minor versions', [
        { value: 'tell', words: 'Tell people' },
        { value: 'acknowledge', words: 'Ask people to acknowledge' },
      ]),
      channel(filled, 'governanceChannel', 'Governance channel', {
        ...optional,
        hint: 'Hears of reviews that are overdue by 10 days.',
      }),
      text(filled, 'portalUrl', 'Address of the portal', {
        ...optional,
        most: 300,
        hint: 'Such as https://policies.example.com.',
      }),
      group('Reports'),
      text(filled, 'tags', 'Tags', {
        ...optional,
        most: 3_000,
        hint: 'Services, jurisdictions and whatever else reports are sorted by, with commas between. The kinds of data are there already.',
      }),
      group('The programme'),
      text(filled, 'components', 'Components of the programme', {
        ...optional,
        most: 3_000,
        isLong: true,
        hint: 'Each on a line of its own. Left empty: the 29 that are built in.',
      }),
      ...(actions(
        'settings:reports',
        { code: '', title: '' },
        [
          { action: 'rules', words: 'Routing rules…', value: 'rules' },
          { action: 'criteria', words: 'Criteria and deadlines…', value: 'criteria' },
        ],
        { isOnly: true },
      ) as FormBlock[]),
    ],
  }
}

const group = (title: string): FormBlock => section(bold(mrkdwn`${title}`)) as FormBlock

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
