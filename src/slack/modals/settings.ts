import type { PersonRow } from '../../../db/schema.ts'
import type { Act } from '../../actions/act.ts'
import { changeSettings, requireNameable } from '../../actions/change-settings.ts'
import { perform } from '../../actions/perform.ts'
import { refuse } from '../../rules/refusal.ts'
import { sayValue } from '../../rules/say-setting.ts'
import {
  defaults,
  parseSetting,
  peopleSettings,
  type SettingKey,
  type Settings,
} from '../../rules/settings.ts'
import { actorOf } from '../gesture.ts'
import { permitHere } from '../permit-here.ts'
import { type Filled, listIn, textIn } from '../views/modals/form.ts'
import {
  type SectionName,
  type SettingsForm,
  sections,
  settingsForm,
  settingsMenu,
} from '../views/modals/settings.ts'
import { requireWritable } from './channel.ts'
import { modal, type Submission } from './modal.ts'
import { changedIn, inOrder, shownIn } from './people.ts'
import { saySaved, settingWords } from './saved.ts'

/** The settings of a section; none of the menu, which opens one. */
const keysOf: Record<SectionName, readonly SettingKey[]> = {
  people: ['policyManagers', 'approvers', 'auditors'],
  calendar: ['timeZone', 'country', 'region', 'weekend', 'closedDays', 'sendingHour', 'closingHour'],
  reminders: [
    'reviewReminders',
    'endorseReminders',
    'acknowledgeReminders',
    'triageReminders',
    'decideReminders',
    'fillReminders',
    'attestReminders',
  ],
  escalation: [
    'escalateToDeputies',
    'escalateToManagers',
    'escalateToApprovers',
    'escalateToChannel',
    'escalateDecisions',
    'escalateAcknowledgments',
  ],
  given: [
    'submitDays',
    'resubmitDays',
    'endorseDays',
    'triageDays',
    'decideDays',
    'fillDays',
    'acknowledgeDays',
    'joinerDays',
  ],
  endorsement: ['quorum', 'approveInOrder', 'singleApprover'],
  distribution: ['minorVersions', 'governanceChannel', 'portalUrl'],
  events: ['tags'],
  programme: ['components'],
}

type Facts = SettingsForm & {
  section: SectionName | null
  keys: readonly SettingKey[]
  settings: Settings
  people: Map<string, PersonRow[]>
}

/** The menu, or one section on top of it. */
export const settings = modal<Facts>({
  title: 'Settings',
  async read({ act, subject }) {
    const section = subject in sections ? (subject as SectionName) : null
    const keys = section === null ? [] : keysOf[section]
    const people = new Map<string, PersonRow[]>()
    for (const key of keys)
      if (peopleSettings.includes(key)) people.set(key, await inOrder(act, act.settings[key] as string[]))
    const others = [...people].map(([key, rows]) => [key, shownIn(rows).others.map(({ name }) => name)])
    const begins = keys.map((key) => [key, sayValue(key, defaults[key]) ?? 'nothing'])
    return {
      section,
      keys,
      others: Object.fromEntries(others),
      begins: Object.fromEntries(begins),
      settings: act.settings,
      people,
    }
  },
  async permit({ act }) {
    await permitHere(act, 'change-settings', null)
  },
  begin: ({ keys, settings: stored, people }) =>
    Object.fromEntries(
      keys.map((key) => [
        key,
        peopleSettings.includes(key) ? shownIn(people.get(key) ?? []).slackIds : shownValue(key, stored[key]),
      ]),
    ),
  merges: true,
  from: () => ({ about: 'settings' }),
  draw: ({ section, ...form }, filled) =>
    section === null ? settingsMenu() : settingsForm(section, form, filled),
  submit: save,
})

function shownValue(key: SettingKey, value: Settings[SettingKey]): string | string[] {
  const isTicked = Array.isArray(value) && value.every((one) => typeof one === 'number')
  return isTicked ? value.map(String) : (sayValue(key, value) ?? '')
}

async function save({ desk, act, gesture, subject }: Submission, filled: Filled): Promise<string> {
  const changes: { key: SettingKey; text: string }[] = []
  for (const key of keysOf[subject as SectionName] ?? []) {
    const typed = await typedIn(act, key, filled)
    if (JSON.stringify(act.settings[key]) !== JSON.stringify(typed.value))
      changes.push({ key, text: typed.text })
  }
  const channel = changes.find(({ key }) => key === 'governanceChannel')?.text ?? ''
  if (channel !== '') await requireWritable(desk, channel, 'governanceChannel')
  if (changes.length > 0)
    await perform(desk.world, actorOf(gesture), changeSettings, { changes }, gesture.key)
  return saySaved(changes.map(({ key }) => settingWords[key]))
}

async function typedIn(act: Act, key: SettingKey, filled: Filled): Promise<{ value: unknown; text: string }> {
  if (peopleSettings.includes(key)) return await peopleTyped(act, key, filled)
  const list = listIn(filled, key)
  // No text stands for the default; no tick is a choice, and one that cannot be.
  if (key === 'weekend' && list.length === 0)
    refuse('bad_setting', { key: settingWords[key], value: 'no day', expected: '1 to 6 days' }, key)
  const text = list.length > 0 ? list.join(' ') : textIn(filled, key)
  return { value: parseSetting(key, text, settingWords[key]), text }
}

/** Settings name people by their address, whoever types them. */
async function peopleTyped(
  act: Act,
  key: SettingKey,
  filled: Filled,
): Promise<{ value: unknown; text: string }> {
  const stored = await inOrder(act, act.settings[key] as string[])
  const ids = await changedIn(act, stored, listIn(filled, key), key)
  await requireNameable(act, ids, key)
  const rows = await inOrder(act, ids)
  const addresses = rows.map(
    ({ email, name }) =>
      email ??
      refuse(
        'bad_request',
        { expected: 'people whose address Slack shows', came: `${name} without one` },
        key,
      ),
  )
  return { value: ids, text: addresses.join(' ') }
}
