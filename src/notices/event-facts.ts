import { readersOfEvents } from '../../db/event-readers.ts'
import { eventById, reviewsCausedBy, triageFacts } from '../../db/events.ts'
import { allPolicies } from '../../db/list.ts'
import { peopleById } from '../../db/people.ts'
import type { EventRow, NoticeItemRow } from '../../db/schema.ts'
import { dayIn } from '../rules/calendar.ts'
import { readsEvent } from '../rules/disclosure.ts'
import { triageItemOf } from '../rules/events.ts'
import { named } from '../rules/message-facts.ts'
import type { ReportItem, TriageItem } from '../rules/report-facts.ts'
import type { Reading } from './facts.ts'
import { isStill } from './review-facts.ts'

/** What is said of a report: to those who decide on it, and to who reported it. */

export async function triageItem(reading: Reading, item: NoticeItemRow): Promise<TriageItem | null> {
  const { db, workspace, recipient } = reading
  const facts = await triageFacts(db, workspace, item.subject)
  if (facts?.obligation.state !== 'open') return null
  if (!isStill(facts.holders, recipient, item.as)) return null
  // Without a tag nothing is proposed, and the register is not read for it.
  const policies = facts.event.tags === '[]' ? [] : await allPolicies(db, workspace)
  return triageItemOf(facts, policies, item.as)
}

/** What a message about a triage says once it is decided. */
export async function decidedItem(reading: Reading, item: NoticeItemRow): Promise<ReportItem | null> {
  const facts = await triageFacts(reading.db, reading.workspace, item.subject)
  return facts ? await reportOf(reading, facts.event) : null
}

export async function reportItem(reading: Reading, item: NoticeItemRow): Promise<ReportItem | null> {
  const event = await eventById(reading.db, reading.workspace, item.subject)
  return event ? await reportOf(reading, event) : null
}

async function reportOf({ db, workspace, zone, recipient }: Reading, event: EventRow): Promise<ReportItem> {
  const standing = event.mergedInto === null ? event : await eventById(db, workspace, event.mergedInto)
  const { id, number, category } = event
  const mergedInto = event.mergedInto === null ? null : (standing?.number ?? null)
  const said = { is: 'report' as const, subject: id, number, category, mergedInto }
  if (!standing?.decidedAt || standing.state === 'reported' || standing.state === 'merged')
    return { ...said, decided: null }
  const by = (await peopleById(db, workspace, [standing.decidedBy])).get(standing.decidedBy ?? '')
  const readers = (await readersOfEvents(db, workspace, [standing.id])).get(standing.id)
  const reviews = await reviewsCausedBy(db, workspace, standing.id)
  return {
    ...said,
    decided: {
      as: standing.state,
      by: by ? named(by) : null,
      on: dayIn(zone, standing.decidedAt),
      reason: readers && readsEvent(recipient, readers) ? standing.reason : null,
      reviews: reviews.map(({ id: policy, code, title, dueOn }) => ({ policy, code, title, dueOn })),
    },
  }
}
