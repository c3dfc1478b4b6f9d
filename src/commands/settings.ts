import { peopleFacts } from '../../db/list.ts'
import { changeSettings } from '../actions/change-settings.ts'
import { perform } from '../actions/perform.ts'
import { readSettings } from '../actions/surroundings.ts'
import { refuse } from '../rules/refusal.ts'
import { parseSettingKey, peopleSettings, type SettingKey, settingKeys } from '../rules/settings.ts'
import { counted, listed } from '../words.ts'
import { type Output, writeJson } from './output.ts'
import { keyOf, type OpenRecord, operator, type Where, withRecord } from './record.ts'
import { table } from './table.ts'

type Value = string | number | boolean | null | (string | number)[]

/** All settings, or those named. People are shown by their e-mail address, as they are given. */
export async function getSettings(options: Where & { keys?: string[] }, output: Output): Promise<number> {
  const keys = (options.keys ?? []).map(parseSettingKey)
  return await withRecord(options, async (record) => {
    const shown = await readValues(record, keys.length > 0 ? keys : settingKeys)
    if (options.json) writeJson(output, Object.fromEntries(shown))
    else output.out(sayValues(output, shown))
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
    else output.out(`${key} is now ${shown.map(([, value]) => say(value)).join()}.\n`)
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
  return keys.map((key) => {
    const value = settings[key]
    return [key, peopleSettings.includes(key) ? (value as string[]).map(address) : value]
  })
}

function say(value: Value): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return 'not set'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return Array.isArray(value) ? listed(value.map(String)) : String(value)
}

function sayValues(output: Output, shown: readonly [SettingKey, Value][]): string {
  const columns = [
    { head: 'Setting', text: ([key]: [SettingKey, Value]) => key as string },
    { head: 'Value', text: ([, value]: [SettingKey, Value]) => say(value), gives: 20 },
  ]
  const unset = shown.filter(([, value]) => say(value) === 'not set').length
  const hint = `${counted(unset, 'setting')} not set. Change one with: perennial settings set timeZone Europe/Vienna\n`
  return `${table(output, columns, shown)}\n${hint}`
}
