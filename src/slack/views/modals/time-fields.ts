import { type Filled, type FormBlock, text } from './form.ts'
import type { SettingsForm } from './settings.ts'
import { note } from './shown.ts'

/** The settings that say when: one line of text each, and what it is left empty. */

type Field = { name: string; label: string; hint: string }

const drawn =
  (says: string, fields: readonly Field[]) =>
  ({ begins }: SettingsForm, filled: Filled): FormBlock[] => [
    note(says),
    ...fields.map(({ name, label, hint }) =>
      text(filled, name, label, {
        isOptional: true,
        most: 120,
        hint: `${hint} Left empty: ${begins[name]}.`,
      }),
    ),
  ]

export const reminders = drawn(
  'Days before the due day, each fewer than the one before, the last one 0; then how it goes on once it has passed: weekly, daily or business days. What was told already is not told again.',
  [
    {
      name: 'reviewReminders',
      label: 'Reviews',
      hint: 'Before the day to submit by, such as 60 30 7 0 weekly.',
    },
    { name: 'endorseReminders', label: 'Endorsements', hint: 'Such as 3 1 0 daily.' },
    { name: 'acknowledgeReminders', label: 'Acknowledgments', hint: 'Such as 10 5 0 weekly.' },
    { name: 'triageReminders', label: 'Reports to decide on', hint: 'Such as 1 0 daily.' },
    { name: 'decideReminders', label: 'Waivers to decide on', hint: 'Such as 2 0 daily.' },
    { name: 'fillReminders', label: 'Policies without an owner', hint: 'Such as 5 0 business days.' },
    { name: 'attestReminders', label: 'The list of the quarter', hint: 'Such as 7 1 0 weekly.' },
  ],
)

export const escalation = drawn(
  'Others are told beside whoever owes it, once each; of reviews then weekly from the due date.',
  [
    {
      name: 'escalateToDeputies',
      label: 'Deputies and policy managers, of a review not started',
      hint: 'Days before its due date, such as 21.',
    },
    {
      name: 'escalateToManagers',
      label: 'Policy managers, of any review',
      hint: 'Days before its due date, such as 5.',
    },
    {
      name: 'escalateToApprovers',
      label: 'Approvers, of a review',
      hint: 'Days after its due date, such as 3.',
    },
    {
      name: 'escalateToChannel',
      label: 'The governance channel, of a review',
      hint: 'Days after its due date, such as 14.',
    },
    {
      name: 'escalateDecisions',
      label: 'Policy managers, of an endorsement or a report',
      hint: 'Business days after its day, such as 3.',
    },
    {
      name: 'escalateAcknowledgments',
      label: 'Policy managers, of acknowledgments',
      hint: 'Days after their day, such as 7.',
    },
  ],
)

export const given = drawn('For what opens from now on: a day that was set stays as it is.', [
  {
    name: 'submitDays',
    label: 'Between submitting and the due date of a review',
    hint: 'Business days, such as 15; never more than a quarter of its time.',
  },
  {
    name: 'resubmitDays',
    label: 'To submit again what was sent back',
    hint: 'Business days, such as 10; never past the due date.',
  },
  {
    name: 'endorseDays',
    label: 'To endorse',
    hint: 'Business days, such as 10; never past the due date.',
  },
  { name: 'triageDays', label: 'To decide on a report', hint: 'Business days, such as 1.' },
  { name: 'decideDays', label: 'To decide on a waiver', hint: 'Business days, such as 5.' },
  { name: 'fillDays', label: 'To name an owner', hint: 'Business days, such as 20.' },
  { name: 'acknowledgeDays', label: 'To acknowledge', hint: 'Days from the message on, such as 21.' },
  { name: 'joinerDays', label: 'To acknowledge, for who has joined', hint: 'Days, such as 14.' },
])
