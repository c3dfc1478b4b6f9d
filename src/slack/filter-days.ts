import { parseDay, sayDay } from '../rules/calendar.ts'
import type { Day, ObligationKind } from '../rules/terms.ts'

/** What a list is narrowed to beside a month: some days, and what is owed of one kind. */

/** Both included. */
export type Days = { from: Day; to: Day }

/** `2027-03-01..2027-03-07`; null where it is something else, or ends before it begins. */
export function readDays(text: string | undefined): Days | null {
  const [from, to, more] = (text ?? '').split('..').map((day) => parseDay(day) ?? null)
  return from && to && more === undefined && from <= to ? { from, to } : null
}

export function writeDays({ from, to }: Days): string {
  return `${from}..${to}`
}

export function sayDays({ from, to }: Days, today: Day): string {
  return from === to ? `due on ${sayDay(from, today)}` : `due ${sayDay(from, today)} to ${sayDay(to, today)}`
}

/** What is owed, in the word by which a list is narrowed to it. */
const kinds: Record<string, ObligationKind> = {
  reviews: 'review',
  endorsements: 'endorse',
  acknowledgments: 'acknowledge',
  reports: 'triage',
}

export function readKind(text: string): ObligationKind | null {
  const word = text.toLowerCase()
  return Object.hasOwn(kinds, word) ? (kinds[word] as ObligationKind) : null
}

export function writeKind(kind: ObligationKind): string {
  return Object.keys(kinds).find((word) => kinds[word] === kind) ?? kind
}
