import { peopleByEmails } from '../../db/people.ts'
import { markReplans } from '../../db/replans.ts'
import { refuse } from '../rules/refusal.ts'
import type { RoutingRule } from '../rules/routing.ts'
import {
  parseSetting,
  parseSettingKey,
  peopleSettings,
  requireHours,
  type SettingKey,
  type Settings,
} from '../rules/settings.ts'
import { timeDefaults } from '../rules/time-settings.ts'
import type { Act } from './act.ts'
import { askAgainEverywhere } from './ask-again.ts'
import { assignManagers } from './follow-succession.ts'
import { requireIndependence } from './independence.ts'
import type { Action } from './perform.ts'
import { recountDueDays } from './recount-due-days.ts'
import { requireActive, rolesOf } from './roles.ts'
import { resolveRules } from './routing-rules.ts'
import { followWaivers } from './waiver-deciders.ts'

/** `was` is the value that the change builds on, as JSON: where another stands by now, it is refused. */
export type ChangeSettings = { changes: { key: string; text: string; was?: string }[] }
/** What decides on who is asked to endorse. */
const decidingSettings: readonly SettingKey[] = ['approvers', 'quorum', 'approveInOrder', 'singleApprover']

/** What decides on when people are written to. */
const timeSettings: readonly SettingKey[] = [
  'timeZone',
  'country',
  'region',
  'weekend',
  'closedDays',
  ...(Object.keys(timeDefaults) as (keyof typeof timeDefaults)[]),
]

type Wanted = { key: SettingKey; value: unknown }

/** Settings as a person types them: each is checked, all or none are changed. */
export const changeSettings: Action<ChangeSettings, Wanted[], { changed: string[] }> = {
  name: 'change-settings',
  async load(act, request) {
    const wanted: Wanted[] = []
    for (const { key: typed, text, was } of request.changes) {
      const key = parseSettingKey(typed)
      if (was !== undefined && was !== JSON.stringify(act.settings[key]))
        refuse('stale', { what: 'these settings' })
      wanted.push({ key, value: await known(act, key, parseSetting(key, text)) })
    }
    if (wanted.some(({ key }) => key === 'country' || key === 'region')) checkPlace(act, wanted)
    await requireIndependence(act, valuesOf(wanted))
    requireHours({ ...act.settings, ...valuesOf(wanted) })
    return wanted
  },
  roles: (act) => rolesOf(act),
  async carryOut(act, wanted) {
    for (const { key, value } of wanted) await storeSetting(act, key, JSON.stringify(value))
    const values = valuesOf(wanted)
    const settings = { ...act.settings, ...values }
    const changed = { ...act, settings, calendar: act.calendarOf(settings) }
    if (values.policyManagers) await assignManagers(changed)
    if (wanted.some(({ key }) => decidingSettings.includes(key))) await askAgainEverywhere(changed)
    if (values.policyManagers || values.approvers) await followWaivers(changed, 'all')
    if (wanted.some(({ key }) => timeSettings.includes(key))) {
      if (act.liveAt === null) await recountDueDays(changed)
      else await markReplans(act.trx, act.workspace)
    }
    act.note('settings')
    return { changed: wanted.map(({ key }) => key) }
  },
}

/** People and policies by their ids. */
async function known(act: Act, key: SettingKey, value: unknown): Promise<unknown> {
  if (peopleSettings.includes(key)) return await idsOf(act, key, value as string[])
  return key === 'routingRules' ? await resolveRules(act, value as RoutingRule[]) : value
}

/** A place whose holidays nobody knows would have none, and nobody would notice. */
function checkPlace(act: Act, wanted: readonly Wanted[]): void {
  const { country, region } = { ...act.settings, ...valuesOf(wanted) }
  if (country === null) return
  const regions = act.holidays.regionsOf(country)
  if (regions === null)
    refuse(
      'bad_setting',
      { key: 'country', value: country, expected: 'one whose holidays are known, such as AT' },
      'country',
    )
  if (region === null || regions.includes(region)) return
  const some = regions.length === 0 ? 'none' : `none, or one of ${regions.join(', ')}`
  refuse(
    'bad_setting',
    { key: 'region', value: region, expected: `a region of ${country}: ${some}` },
    'region',
  )
}

function valuesOf(wanted: readonly Wanted[]): Partial<Settings> {
  return Object.fromEntries(wanted.map(({ key, value }) => [key, value]))
}

async function idsOf(act: Act, key: SettingKey, emails: readonly string[]): Promise<string[]> {
  const found = await peopleByEmails(act.trx, act.workspace, emails)
  const ids = emails.map((email) => {
    const accounts = found.filter((person) => person.email === email)
    const person = accounts.find((account) => account.deactivatedAt === null) ?? accounts[0]
    return person?.id ?? refuse('unknown_person', { email }, key)
  })
  await requireNameable(act, ids, key)
  return ids
}

const nameable: { [Key in SettingKey]?: string } = {
  policyManagers: 'policy manager',
  approvers: 'approver',
  auditors: 'auditor',
}

/** Refuses who cannot be what a setting names people as. */
export async function requireNameable(act: Act, ids: readonly string[], key: SettingKey): Promise<void> {
  await requireActive(act, ids, nameable[key] ?? key, key)
}

export async function storeSetting(act: Act, key: SettingKey | 'sources', value: string): Promise<void> {
  const known = await act.trx
    .selectFrom('settings')
    .select('key')
    .where('workspace', '=', act.workspace)
    .where('key', '=', key)
    .executeTakeFirst()
  if (known) await act.write('settings', { key }, { value })
  else await act.insert('settings', { key, value })
}
