import type { Json } from './blocks/check.ts'
import { LIMITS } from './limits.ts'

/** What Slack's own client refuses of a field before the app hears of it; null where nothing is wrong. */
export function problemOfField(element: Json, value: unknown, isOptional: boolean): string | null {
  const isEmpty = value === null || (Array.isArray(value) && value.length === 0)
  if (isEmpty) return isOptional ? null : 'Please complete this required field.'
  if (Array.isArray(value)) return tooMany(element, value)
  const check =
    typeof value === 'string' && Object.hasOwn(CHECKS, String(element.type))
      ? CHECKS[String(element.type)]
      : null
  return check ? check(String(value), element) : null
}

const CHECKS: Record<string, (text: string, element: Json) => string | null> = {
  plain_text_input: length,
  email_text_input: (text) =>
    /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text) ? null : 'Enter a valid email address.',
  url_text_input: (text) => (/^https?:\/\/\S+\.\S+$/.test(text) ? null : 'Enter a valid URL.'),
  number_input: number,
}

function length(text: string, { min_length, max_length }: Json): string | null {
  const most = typeof max_length === 'number' ? max_length : LIMITS.inputText
  if (text.length > most) return `Must be ${most} characters or fewer.`
  if (typeof min_length === 'number' && text.length < min_length)
    return `Must be at least ${min_length} characters.`
  return null
}

function number(text: string, { is_decimal_allowed, min_value, max_value }: Json): string | null {
  const pattern = is_decimal_allowed === true ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/
  if (!pattern.test(text)) return is_decimal_allowed === true ? 'Enter a number.' : 'Enter a whole number.'
  if (min_value !== undefined && Number(text) < Number(min_value)) return `Must be at least ${min_value}.`
  if (max_value !== undefined && Number(text) > Number(max_value)) return `Must be ${max_value} or less.`
  return null
}

function tooMany({ max_selected_items, max_files, type }: Json, value: unknown[]): string | null {
  const most = type === 'file_input' ? (max_files ?? LIMITS.filesPerInput) : max_selected_items
  return typeof most === 'number' && value.length > most ? `Choose at most ${most}.` : null
}
