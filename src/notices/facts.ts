import type { Reads } from '../../db/engine.ts'
import type { Claimed } from '../../db/notices.ts'
import type { NoticeItemRow } from '../../db/schema.ts'
import { settingsOf } from '../../db/workspaces.ts'
import { dayIn } from '../rules/calendar.ts'
import type { MessageFacts, MessageItem } from '../rules/message-facts.ts'
import { settingsFrom } from '../rules/settings.ts'
import type { Day, Instant } from '../rules/terms.ts'
import { timesOf } from '../rules/time-settings.ts'
import type { Times } from '../rules/times.ts'
import { acknowledgeItem, distributionItem, missingItem } from './acknowledgment-facts.ts'
import { attestedItem, attestItem } from './attest-facts.ts'
import { endorseItem, outcomeItem } from './endorsement-facts.ts'
import { decidedItem, reportItem, triageItem } from './event-facts.ts'
import { fillItem, reviewItem } from './review-facts.ts'
import { settledItem } from './settled-facts.ts'
import { decideItem, excusedItem, waiverItem } from './waiver-facts.ts'

/** What a notice says, read at the moment of sending, or of drawing it anew. */

export type Reading = {
  db: Reads
  workspace: string
  zone: string
  today: Day
  recipient: string
  managers: readonly string[]
  times: Times
  /** Whether people have the message already: what it speaks of stays what was shown. */
  isSent: boolean
}

/** Null where nothing it speaks of is owed any more. */
export async function factsOf(
  db: Reads,
  workspace: string,
  notice: Claimed,
  now: Instant,
): Promise<MessageFacts | null> {
  return await read(db, workspace, notice, now, itemOf, false)
}

/** The same of a message that was sent: with what has ended since, and how. */
export async function sentFactsOf(
  db: Reads,
  workspace: string,
  notice: Claimed,
  now: Instant,
): Promise<MessageFacts | null> {
  const ofNow = async (reading: Reading, from: Claimed, item: NoticeItemRow) =>
    (await itemOf(reading, from, item)) ?? (await overItem(reading, item))
  return await read(db, workspace, notice, now, ofNow, true)
}

async function overItem(reading: Reading, item: NoticeItemRow): Promise<MessageItem | null> {
  if (item.obligation === 'triage') return await decidedItem(reading, item)
  if (item.obligation === 'attest') return await attestedItem(reading, item)
  return await settledItem(reading, item)
}

/** Whether a later change can make untrue what a message shows: something is owed, or waits for a decision. */
export function isLive({ items }: MessageFacts): boolean {
  return items.some((item) => {
    if (item.is === 'settled')
      return 'decision' in item.ending
        ? item.ending.decision.is === 'awaited'
        : item.ending.how === 'endorsed by you'
    if (item.is === 'outcome') return item.submitAgainBy !== null || item.again?.decision.is === 'awaited'
    if (item.is === 'distribution') return item.daysToAcknowledge !== null
    // A decided report can be opened again, or withdrawn. Where somebody acknowledges all the same, what said that
    // they need not is not drawn anew.
    return !['trouble', 'waiver', 'excused', 'attested'].includes(item.is)
  })
}

async function read(
  db: Reads,
  workspace: string,
  notice: Claimed,
  now: Instant,
  itemOf: (reading: Reading, notice: Claimed, item: NoticeItemRow) => Promise<MessageItem | null>,
  isSent: boolean,
): Promise<MessageFacts | null> {
  const { portalUrl, ...place } = await placeOf(db, workspace)
  const today = dayIn(place.zone, now)
  const reading: Reading = { db, workspace, ...place, today, recipient: notice.recipient, isSent }
  const items = new Map<string, MessageItem>()
  for (const item of notice.items) {
    const one = await itemOf(reading, notice, item)
    const key = JSON.stringify([one?.is, one && 'subject' in one ? one.subject : item.subject, item.as])
    if (one && !items.has(key)) items.set(key, one)
  }
  if (items.size === 0) return null
  const { zone } = place
  return { kind: notice.kind, today, zone, portalUrl, items: sorted([...items.values()]) }
}

async function itemOf(reading: Reading, notice: Claimed, item: NoticeItemRow): Promise<MessageItem | null> {
  switch (item.obligation) {
    case 'review':
      return await reviewItem(reading, item)
    case 'endorse':
      return await endorseItem(reading, item)
    case 'acknowledge':
      return item.as === 'holder' ? await acknowledgeItem(reading, item) : await missingItem(reading, item)
    case 'fill':
      return await fillItem(reading, item)
    case 'outcome':
      return await outcomeItem(reading, item)
    case 'distribution':
      return await distributionItem(reading, item, notice.kind === 'acknowledgment request')
    case 'triage':
      return await triageItem(reading, item)
    case 'report':
      return await reportItem(reading, item)
    case 'decide':
      return await decideItem(reading, item)
    case 'waiver':
      return await waiverItem(reading, item)
    case 'excuse':
      return await excusedItem(reading, item)
    case 'attest':
      return await attestItem(reading, item)
    case 'trouble':
      return { is: 'trouble', sentence: item.subject }
    default:
      return null
  }
}

/** The person's own first, then by what is due first, then by code. */
function sorted(items: MessageItem[]): MessageItem[] {
  const rank = (item: MessageItem) => ('as' in item && item.as === 'escalation' ? 1 : 0)
  const due = (item: MessageItem) => ('dueOn' in item && item.dueOn ? item.dueOn : '9999-12-31')
  const code = (item: MessageItem) => ('code' in item ? item.code : '')
  const key = (item: MessageItem) => `${rank(item)} ${due(item)} ${code(item)}`
  return items.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}

type Place = { zone: string; portalUrl: string | null; managers: string[]; times: Times }

async function placeOf(db: Reads, workspace: string): Promise<Place> {
  const settings = settingsFrom(await settingsOf(db, workspace))
  const { timeZone, portalUrl, policyManagers: managers } = settings
  return { zone: timeZone ?? 'UTC', portalUrl, managers, times: timesOf(settings) }
}
