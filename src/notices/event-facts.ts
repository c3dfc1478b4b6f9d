import { reviewsCausedBy } from '../../db/causes.ts'
import { readersOfEvents } from '../../db/event-readers.ts'
import { eventById, triageFacts } from '../../db/events.ts'
import { peopleById } from '../../db/people.ts'
import { policiesMeant, taggedPolicies } from '../../db/routing.ts'
import type { EventRow, NoticeItemRow } from '../../db/schema.ts'
import { settingsOf } from '../../db/workspaces.ts'
import { dayIn } from '../rules/calendar.ts'
import { readsEvent } from '../rules/disclosure.ts'
import { triageItemOf } from '../rules/events.ts'
import { named } from '../rules/message-facts.ts'
import type { CausedReview, ReportItem, TriageItem } from '../rules/report-facts.ts'
import { fittingRules, type Proposal, proposedByRules, proposedByTags, wantedBy } from '../rules/routing.ts'
import { defaults, type Settings } from '../rules/settings.ts'
import type { Reading } from './facts.ts'
import { isStill } from './review-facts.ts'

/** What is said of a report: to those who decide on it, and to who reported it. */

export async function triageItem(reading: Reading, item: NoticeItemRow): Promise<TriageItem | null> {
  const { db, workspace, recipient } = reading
  const facts = await triageFacts(db, workspace, item.subject)
  if (facts?.obligation.state !== 'open') return null
  if (!isStill(facts.holders, recipient, item.as)) return null
  const { criteria, routingRules } = await settingsHere(db, workspace)
  const proposed = await proposedFor(db, workspace, facts.event, routingRules)
  return triageItemOf(facts, { criteria: criteria[facts.event.category], proposed }, item.as)
}

async function settingsHere(db: Reading['db'], workspace: string): Promise<Settings> {
  const rows = await settingsOf(db, workspace)
  return { ...defaults, ...Object.fromEntries(rows.map(({ key, value }) => [key, JSON.parse(value)])) }
}

/** By the rules that fit; where they propose nothing, by the tags. */
async function proposedFor(
  db: Reading['db'],
  workspace: string,
  { category, tags: json }: EventRow,
  rules: Settings['routingRules'],
): Promise<Proposal[]> {
  const tags = JSON.parse(json) as string[]
  const fitting = fittingRules(rules, { category, tags })
  const byRules = proposedByRules(fitting, await policiesMeant(db, workspace, wantedBy(fitting)))
  if (byRules.length > 0 || tags.length === 0) return byRules
  return proposedByTags(tags, await taggedPolicies(db, workspace))
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
  if (!standing?.decidedAt || standing.state === 'reported' || standing.state === 'merged') {
    const reason = standing?.state === 'reported' ? standing.reason : null
    const reviews = reason === null ? [] : await causedBy(db, workspace, standing?.id ?? id)
    return { ...said, reopened: reason === null ? null : { reason, reviews }, decided: null }
  }
  const by = (await peopleById(db, workspace, [standing.decidedBy])).get(standing.decidedBy ?? '')
  const readers = (await readersOfEvents(db, workspace, [standing.id])).get(standing.id)
  return {
    ...said,
    reopened: null,
    decided: {
      as: standing.state,
      by: by ? named(by) : null,
      rule: standing.decidedByRule,
      on: dayIn(zone, standing.decidedAt),
      reason: readers && readsEvent(recipient, readers) ? standing.reason : null,
      reviews: await causedBy(db, workspace, standing.id),
    },
  }
}

/** Those that go on in another are left out: the other is there too. */
async function causedBy(db: Reading['db'], workspace: string, event: string): Promise<CausedReview[]> {
  const caused = await reviewsCausedBy(db, workspace, event)
  const own = caused.filter(({ review }) => review.state !== 'void' || review.concludedWith === null)
  return own.map(({ review: { dueOn, state }, policy: { id, code, title } }) => ({
    ...{ policy: id, code, title },
    ...{ dueOn, state },
  }))
}
