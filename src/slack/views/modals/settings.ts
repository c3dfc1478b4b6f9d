import { section } from '../blocks.ts'
import { beside } from '../buttons.ts'
import { bold, mrkdwn, underneath } from '../mrkdwn.ts'
import type { Filled, Form, FormBlock } from './form.ts'
import { calendar, distribution, endorsement, events, people, programme } from './setting-fields.ts'
import { escalation, given, reminders } from './time-fields.ts'

/** What the fields of a section show beside what stands in them. */
export type SettingsForm = {
  /** People whom no field of Slack can show, by setting. */
  others: Partial<Record<string, string[]>>
  /** What each setting begins as, in the words in which it is typed. */
  begins: Readonly<Record<string, string>>
}

type Draw = (form: SettingsForm, filled: Filled) => FormBlock[]

/** Each is a window of its own. */
export const sections = {
  people: { title: 'People', says: 'Policy managers, approvers and auditors', draw: people },
  calendar: {
    title: 'Calendar and hours',
    says: 'Time zone, holidays, weekend, and from when to when people are written to',
    draw: calendar,
  },
  reminders: {
    title: 'Reminders',
    says: 'On which days whoever owes something is reminded',
    draw: reminders,
  },
  escalation: { title: 'Escalation', says: 'When others hear of what is late', draw: escalation },
  given: { title: 'Days to act', says: 'How many days people have for each thing', draw: given },
  endorsement: {
    title: 'Endorsement',
    says: 'How many endorse, in which order, and what holds where there is one person alone',
    draw: endorsement,
  },
  distribution: {
    title: 'Distribution, channels',
    says: 'What minor versions ask, the governance channel and the portal',
    draw: distribution,
  },
  events: { title: 'Tags and events', says: 'By what reports and policies are sorted', draw: events },
  programme: { title: 'The programme', says: 'The parts that policies are to cover', draw: programme },
} as const satisfies Record<string, { title: string; says: string; draw: Draw }>

export type SectionName = keyof typeof sections

/** A row of the menu: what its button opens. */
type Row = { title: string; says: string; action: string; value: string }

/** The sections, and windows of their own beside them. */
const rows: Row[] = [
  ...Object.entries(sections).map(([value, { title, says }]) => ({ title, says, action: 'settings', value })),
  {
    title: 'Routing rules',
    says: 'Which policies a report proposes, and which reports need no triage',
    action: 'rules',
    value: 'rules',
  },
  {
    title: 'Criteria and deadlines',
    says: 'What makes an event significant, and how long its reviews have',
    action: 'criteria',
    value: 'criteria',
  },
  {
    title: 'Ask for everything',
    says: 'Once a year everybody acknowledges anew what is in force',
    action: 'campaign',
    value: 'campaign',
  },
]

export function settingsMenu(): Form {
  return {
    title: 'Settings',
    blocks: rows.map(({ title, says, action, value }) => {
      const words = underneath(bold(mrkdwn`${title}`), mrkdwn`${says}`)
      const row = beside(words, { action, words: 'Change', value }, { code: '', title })
      return { ...row, block_id: `${action}:${value}` } as FormBlock
    }),
  }
}

export function settingsForm(name: SectionName, form: SettingsForm, filled: Filled): Form {
  const { title, says, draw } = sections[name]
  return {
    title,
    submit: 'Save',
    blocks: [section(mrkdwn`${says}.`) as FormBlock, ...draw(form, filled)],
  }
}
