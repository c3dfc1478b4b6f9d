import { addDays, dayIn, sayDay, sayDue, sayInstant } from './rules/calendar.ts'
import type { Cause } from './rules/disclosure.ts'
import type { Audience, Day, EventCategory, Instant } from './rules/terms.ts'

/** Plain words for people, the same in a message, on a page and in the terminal. */

export { monthNames, sayDay, sayDue, sayInstant } from './rules/calendar.ts'
export { sayQuarter } from './rules/quarter.ts'

/** `12 March, 10:04` in a zone, with the year where it is not this one. */
export function sayMoment(instant: Instant, zone: string, today: Day): string {
  return sayInstant(instant, zone).replace(` ${today.slice(0, 4)},`, ',')
}

/** `Saturday 5 December, 09:00` in a zone, with the year where it is not this one. */
export function sayMorning(instant: Instant, zone: string, today: Day): string {
  return `${sayDay(dayIn(zone, instant), today)}, ${sayInstant(instant, zone).slice(-5)}`
}

/**
 * What a person says by acknowledging, word for word as it is shown and recorded. A later wording holds for what is
 * acknowledged from then on: each record keeps its own.
 */
export function statementOf({
  title,
  code,
  number,
}: {
  title: string
  code: string
  number: string
}): string {
  return `I have read and understood "${shorten(title, 200)}" (${code}), version ${number}.`
}

/** `5,000`. */
export function sayNumber(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `1 review`, `5,000 reviews`; the plural is given where it is not the word with an s. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${sayNumber(count)} ${count === 1 ? one : many}`
}

/** `everyone`, `the members of 2 channels and 1 person`. */
export function sayAudience({ everyone, channels, groups, people }: Audience): string {
  if (everyone) return 'everyone'
  const members = [
    ...(channels.length > 0 ? [counted(channels.length, 'channel')] : []),
    ...(groups.length > 0 ? [counted(groups.length, 'user group')] : []),
  ]
  return listed([
    ...(members.length > 0 ? [`the members of ${listed(members)}`] : []),
    ...(people.length > 0 ? [counted(people.length, 'person', 'people')] : []),
  ])
}

/** `Ana`, `Ana and Ben`, `Ana, Ben and Jo`; beyond `most`, `Ana, Ben and 3 more`. */
export function listed(words: readonly string[], most = Number.POSITIVE_INFINITY): string {
  const shown = words.length > most ? words.slice(0, most) : words
  const all = shown.length < words.length ? [...shown, `${words.length - shown.length} more`] : [...shown]
  const last = all.pop() ?? ''
  return all.length === 0 ? last : `${all.join(', ')} and ${last}`
}

/** `yearly review`, `quarterly review`, `review every 5 months`. */
export function sayCadence(months: number): string {
  const rhythm = new Map([
    [1, 'monthly'],
    [3, 'quarterly'],
    [6, 'half-yearly'],
    [12, 'yearly'],
  ]).get(months)
  return rhythm === undefined ? `review every ${months} months` : `${rhythm} review`
}

/** `due in 7 days (Monday 1 March)`, `due today (…)`, `overdue by 3 days (was due Friday 19 February)`. */
export function sayWhenDue(dueOn: Day, today: Day): string {
  const due = sayDue(dueOn, today)
  const day = sayDay(dueOn, today)
  if (dueOn < today) return `${due} (was due ${day})`
  return due.startsWith('due') ? `${due} (${day})` : `due ${due} (${day})`
}

/** Of a review: both days where it is waived, late by the later one. `due …`, or `waived until Monday 3 May (in 9 days), due Monday 15 March`. */
export function sayReviewDue(
  { dueOn, waivedUntil }: { dueOn: Day; waivedUntil: Day | null },
  today: Day,
): string {
  if (waivedUntil === null) return sayWhenDue(dueOn, today)
  const [until, due] = [sayDay(waivedUntil, today), sayDay(dueOn, today)]
  const left = sayDue(waivedUntil, today)
  return waivedUntil < today
    ? `${left} (waived until ${until}, due ${due})`
    : `waived until ${until} (${left}), due ${due}`
}

/** `by Monday 1 March (in 7 days)`, after a verb such as "acknowledge". */
export function sayBy(dueOn: Day, today: Day): string {
  return `by ${sayDay(dueOn, today)} (${sayDue(dueOn, today)})`
}

/** The same for a number of calendar days from today. */
export function sayWithin(days: number, today: Day): string {
  return sayBy(addDays(today, days), today)
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * Shortened for display, never within a character that a reader sees as one, with an ellipsis.
 * `lengthOf` says what a part will take once written; UTF-16 units unless told.
 */
export function shorten(
  text: string,
  most: number,
  lengthOf: (part: string) => number = (part) => part.length,
): string {
  if (lengthOf(text) <= most) return text
  let kept = ''
  let length = 1
  for (const { segment } of graphemes.segment(text)) {
    length += lengthOf(segment)
    if (length > most) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}

/** In the reporter's words; for who may not read them, `a security event`. */
export function sayCause({ category, what }: Cause): string {
  return what ?? `a ${categoryWords[category].name.toLowerCase()}`
}

/** Each category as people call it. */
export const categoryWords: Record<EventCategory, { name: string }> = {
  security_event: { name: 'Security event' },
  service_change: { name: 'Change of the service' },
  business_model_change: { name: 'Change of the business model' },
  legal_requirement: { name: 'Law or contract' },
  organization_change: { name: 'Change of the organization' },
  platform_change: { name: 'Change of the platform' },
}
