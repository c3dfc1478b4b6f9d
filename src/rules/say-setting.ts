import type { RoutingRule } from './routing.ts'
import { writeRule } from './rule-text.ts'
import type { SettingKey, Settings } from './settings.ts'

/** A value as a person would type it; null where nothing is set. */
export function sayValue(key: SettingKey, value: Settings[SettingKey]): string | null {
  if (value === null) return null
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) {
    if (value.length === 0) return null
    return key === 'routingRules'
      ? (value as RoutingRule[]).map(writeRule).join('\n')
      : value.join(separatorOf(key, value))
  }
  if (typeof value !== 'object') return String(value)
  if ('before' in value) return `${value.before.join(' ')} ${value.after}`
  return Object.entries(value)
    .map(([name, one]) => `${name}: ${one}`)
    .join('\n')
}

/** Some have spaces in them, and components commas too. */
function separatorOf(key: SettingKey, values: readonly unknown[]): string {
  if (key === 'components') return '\n'
  return values.some((one) => String(one).includes(' ')) ? ', ' : ' '
}
