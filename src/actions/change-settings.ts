import { peopleByEmails } from '../../db/people.ts'
import { refuse } from '../rules/refusal.ts'
import { parseSetting, parseSettingKey, peopleSettings, type SettingKey } from '../rules/settings.ts'
import type { Act } from './act.ts'
import { askAgainEverywhere } from './ask-again.ts'
import type { Action } from './perform.ts'
import { recountDueDays } from './recount-due-days.ts'
import { assignManagers } from './review-cycle.ts'
import { requireHolders, rolesOf } from './roles.ts'

export type ChangeSettings = { changes: { key: string; text: string }[] }
/** What decides on who is asked to endorse. */
const decidingSettings: readonly SettingKey[] = ['approvers', 'quorum', 'approveInOrder', 'singleApprover']

/** What decides on which days are business days. */
const calendarSettings: readonly SettingKey[] = ['timeZone', 'country', 'region', 'weekend', 'closedDays']

type Wanted = { key: SettingKey; value: unknown }

/** Settings as a person types them: each is checked, all or none are changed. */
export const changeSettings: Action<ChangeSettings, Wanted[], { changed: string[] }> = {
  name: 'change-settings',
  async load(act, request) {
    const wanted: Wanted[] = []
    for (const { key: typed, text } of request.changes) {
      const key = parseSettingKey(typed)
      const value = parseSetting(key, text)
      wanted.push({
        key,
        value: peopleSettings.includes(key) ? await idsOf(act, key, value as string[]) : value,
      })
    }
    return wanted
  },
  roles: (act) => rolesOf(act),
  async carryOut(act, wanted) {
    for (const { key, value } of wanted) await storeSetting(act, key, JSON.stringify(value))
    const values = Object.fromEntries(wanted.map(({ key, value }) => [key, value]))
    const settings = { ...act.settings, ...values }
    const changed = { ...act, settings, calendar: act.calendarOf(settings) }
    if (values.policyManagers) await assignManagers(changed)
    if (wanted.some(({ key }) => decidingSettings.includes(key))) await askAgainEverywhere(changed)
    const isOtherCalendar = wanted.some(({ key }) => calendarSettings.includes(key))
    if (isOtherCalendar && act.liveAt === null) await recountDueDays(changed)
    act.note('settings')
    return { changed: wanted.map(({ key }) => key) }
  },
}

async function idsOf(act: Act, key: SettingKey, emails: readonly string[]): Promise<string[]> {
  const found = await peopleByEmails(act.trx, act.workspace, emails)
  const ids = emails.map((email) => {
    const accounts = found.filter((person) => person.email === email)
    const person = accounts.find((account) => account.deactivatedAt === null) ?? accounts[0]
    return person?.id ?? refuse('unknown_person', { email }, key)
  })
  await requireHolders(act, ids, key)
  return ids
}

export async function storeSetting(act: Act, key: SettingKey, value: string): Promise<void> {
  const known = await act.trx
    .selectFrom('settings')
    .select('key')
    .where('workspace', '=', act.workspace)
    .where('key', '=', key)
    .executeTakeFirst()
  if (known) await act.write('settings', { key }, { value })
  else await act.insert('settings', { key, value })
}
