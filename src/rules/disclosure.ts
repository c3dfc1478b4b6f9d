import type { EventCategory, EventReaders } from './terms.ts'

/** Who reads what an event says. Everyone else, and every channel, hears its category alone. */

export function readsEvent(reader: string, of: EventReaders): boolean {
  if ([of.reporters, of.managers, of.auditors].some((people) => people.includes(reader))) return true
  return of.concerned.some(({ owner, deputies, approvers, holders }) => {
    const deciding = approvers.length > 0 ? approvers : of.approvers
    return owner === reader || [deputies, holders, deciding].some((people) => people.includes(reader))
  })
}

/** What caused a review: in the reporter's words, or null for who may not read them. */
export type Cause = { category: EventCategory; what: string | null }

type Told = { category: EventCategory; what: string; readers: EventReaders }

/** `reader` is a person, or a channel. */
export function causesFor(reader: string, causes: readonly Told[]): Cause[] {
  return causes.map(({ category, what, readers }) => ({
    category,
    what: readsEvent(reader, readers) ? what : null,
  }))
}
