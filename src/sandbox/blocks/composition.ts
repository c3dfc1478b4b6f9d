import { LIMITS } from '../limits.ts'
import {
  type Check,
  flag,
  type Json,
  list,
  object,
  oneOf,
  type Problem,
  required,
  text,
  typed,
  webAddress,
} from './check.ts'

const plainObject = (min: number, max: number) => object({ text: required(text(min, max)), emoji: flag })

const mrkdwnObject = (min: number, max: number) => object({ text: required(text(min, max)), verbatim: flag })

export const plainText = (max: number): Check => typed({ plain_text: plainObject(1, max) }, 'plain text')

export const anyText = (max: number): Check =>
  typed({ plain_text: plainObject(1, max), mrkdwn: mrkdwnObject(1, max) }, 'text')

const optionOf = (words: (max: number) => Check, more: Record<string, Check> = {}) =>
  object({
    text: required(words(LIMITS.optionText)),
    value: required(text(1, LIMITS.optionValue)),
    description: words(LIMITS.optionDescription),
    ...more,
  })

export const selectOption = optionOf(plainText)
export const overflowOption = optionOf(plainText, { url: webAddress(LIMITS.optionUrl) })
export const choiceOption = optionOf(anyText)

export const optionGroup = object({
  label: required(plainText(LIMITS.groupLabel)),
  options: required(list(1, LIMITS.selectOptions, selectOption)),
})

export const confirmation = object({
  title: required(plainText(LIMITS.confirmTitle)),
  text: required(anyText(LIMITS.confirmText)),
  confirm: required(plainText(LIMITS.confirmButton)),
  deny: required(plainText(LIMITS.confirmButton)),
  style: oneOf('primary', 'danger'),
})

/** Initial options must be among the options. */
export function amongOptions(element: Json, pointer: string): Problem[] {
  const offered = optionsOf(element).map((option) => JSON.stringify(option))
  const chosen: unknown[] = []
  if (element.initial_option !== undefined) chosen.push(element.initial_option)
  if (Array.isArray(element.initial_options)) chosen.push(...element.initial_options)
  return chosen.some((option) => !offered.includes(JSON.stringify(option)))
    ? [{ why: 'initial options must be among the options', pointer }]
    : []
}

function optionsOf(element: Json): unknown[] {
  const groups = Array.isArray(element.option_groups) ? element.option_groups : []
  const grouped = groups.flatMap((group: Json) => (Array.isArray(group?.options) ? group.options : []))
  return [...(Array.isArray(element.options) ? element.options : []), ...grouped]
}

/** Exactly one of two fields. */
export function either(one: string, other: string) {
  return (value: Json, pointer: string): Problem[] =>
    (value[one] === undefined) === (value[other] === undefined)
      ? [{ why: `must have exactly one of ${one} and ${other}`, pointer }]
      : []
}
