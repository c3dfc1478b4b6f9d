import { peopleFacts } from '../../db/list.ts'
import { policiesByIds } from '../../db/policies.ts'
import { changeSettings } from '../actions/change-settings.ts'
import { perform } from '../actions/perform.ts'
import { readSettings } from '../actions/surroundings.ts'
import { refuse } from '../rules/refusal.ts'
import type { RoutingRule } from '../rules/routing.ts'
import { sayValue } from '../rules/say-setting.ts'
import {
  defaults,
  eventSettings,
  parseSettingKey,
  peopleSettings,
  type SettingKey,
  type Settings,
  settingKeys,
} from '../rules/settings.ts'
import { counted, listed } from '../words.ts'
import { type Output, writeJson } from './output.ts'
import { keyOf, type OpenRecord, operator, type Where, withRecord } from './record.ts'
import { table } from './table.ts'

type Value = Settings[SettingKey]

/** All settings, or those named. People are shown by their e-mail address, as they are given. */
export async function getSettings(options: Where & { keys?: string[] }, output: Output): Promise<number> {
  const keys = (options.keys ?? []).map(parseSettingKey)
  return await withRecord(options, async (record) => {
    const shown = await readValues(record, keys.length > 0 ? keys : settingKeys)
    if (options.json) writeJson(output, Object.fromEntries(shown))
    else output.out(sayOne(shown) ?? sayValues(output, shown))
    return 0
  })
}

/** Changes one setting, checked; the change is an entry of the record. */
export async function setSetting(
  options: Where & { key: string; values: string[] },
  output: Output,
): Promise<number> {
  const key = parseSettingKey(options.key)
  if (options.values.length === 0) {
    refuse('bad_usage', {
      problem: `A value for ${key} is missing ("none" sets its default again)`,
      command: 'perennial settings set',
    })
  }
  return await withRecord(options, async (record) => {
    const request = { changes: [{ key, text: options.values.join(' ') }] }
    await perform(record.world, operator(), changeSettings, request, await keyOf(record, 'settings', request))
    const shown = await readValues(record, [key])
    if (options.json) writeJson(output, Object.fromEntries(shown))
    else output.out(`${key} is now ${shown.map(([name, value]) => say(name, value)).join()}.\n`)
    return 0
  })
}

async function readValues(
  { database, workspace }: OpenRecord,
  keys: readonly SettingKey[],
): Promise<[SettingKey, Value][]> {
  const settings = await readSettings(database.kysely, workspace.workspace)
  const named = peopleSettings.flatMap((key) => settings[key] as string[])
  const people = await peopleFacts(database.kysely, workspace.workspace, named)
  const address = (id: string) => people.get(id)?.email ?? people.get(id)?.name ?? id
  const codes = await codesIn(database, workspace.workspace, settings.routingRules)
  return keys.map((key) => {
    if (key === 'routingRules') return [key, codes]
    const value = settings[key]
    return [key, peopleSettings.includes(key) ? (value as string[]).map(address) : value]
  })
}

/** Rules as they are given: their policies by code. */
async function codesIn(
  { kysely }: OpenRecord['database'],
  workspace: string,
  rules: readonly RoutingRule[],
): Promise<RoutingRule[]> {
  const named = await policiesByIds(
    kysely,
    workspace,
    rules.flatMap(({ policies }) => policies),
  )
  const codeOf = new Map(named.map(({ id, code }) => [id, code]))
  return rules.map((rule) => ({ ...rule, policies: rule.policies.map((id) => codeOf.get(id) ?? id) }))
}

/** Lines that no column holds. */
function sayOne(shown: readonly [SettingKey, Value][]): string | null {
  const [[key, value] = []] = shown
  const isLong = shown.length === 1 && eventSettings.some((one) => one === key) && typeof value === 'object'
  return isLong && key ? `${say(key, value)}\n` : null
}

/** What does not fit a column is counted; of what is told apart by category, what is the workspace's own. */
function brief(key: SettingKey, value: Value): string {
  if (key === 'routingRules')
    return (value as RoutingRule[]).length === 0
      ? 'not set'
      : counted((value as RoutingRule[]).length, 'rule')
  if (!eventSettings.some((one) => one === key) || typeof value !== 'object') return say(key, value)
  const shipped = defaults[key] as Record<string, string | number>
  const own = Object.entries(value as typeof shipped).filter(([name, one]) => shipped[name] !== one)
  return own.length === 0 ? 'as shipped' : `own for ${listed(own.map(([name]) => name))}`
}

function say(key: SettingKey, value: Value): string {
  if (key !== 'routingRules' && Array.isArray(value) && value.length > 0) return listed(value.map(String))
  return sayValue(key, value) ?? 'not set'
}

function sayValues(output: Output, shown: readonly [SettingKey, Value][]): string {
  const columns = [
    { head: 'Setting', text: ([key]: [SettingKey, Value]) => key as string },
    { head: 'Value', text: (one: [SettingKey, Value]) => brief(...one), gives: 20 },
  ]
  const unset = shown.filter(([key, value]) => say(key, value) === 'not set').length
  const hint = `${counted(unset, 'setting')} not set. Change one with: perennial settings set timeZone Europe/Vienna\n`
  return `${table(output, columns, shown)}\n${hint}`
}
