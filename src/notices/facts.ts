import type { Reads } from '../../db/engine.ts'
import type { Claimed } from '../../db/notices.ts'
import type { NoticeItemRow } from '../../db/schema.ts'
import { dayIn } from '../rules/calendar.ts'
import type { MessageFacts, MessageItem } from '../rules/message-facts.ts'
import type { Instant } from '../rules/terms.ts'
import { acknowledgeItem, distributionItem, missingItem } from './acknowledgment-facts.ts'
import { endorseItem, outcomeItem } from './endorsement-facts.ts'
import { fillItem, reviewItem } from './review-facts.ts'

/** What a notice says, read at the moment of sending. */

export type Reading = { db: Reads; workspace: string; zone: string; recipient: string; isChannel: boolean }

/** Null where nothing it speaks of is owed any more. */
export async function factsOf(
  db: Reads,
  workspace: string,
  notice: Claimed,
  now: Instant,
): Promise<MessageFacts | null> {
  const { zone, portalUrl } = await placeOf(db, workspace)
  const reading: Reading = {
    db,
    workspace,
    zone,
    recipient: notice.recipient,
    isChannel: notice.isChannel === 1,
  }
  const items: MessageItem[] = []
  for (const item of notice.items) {
    const read = await itemOf(reading, notice, item)
    if (read) items.push(read)
  }
  if (items.length === 0) return null
  return { kind: notice.kind, today: dayIn(zone, now), zone, portalUrl, items: sorted(items) }
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

async function placeOf(db: Reads, workspace: string): Promise<{ zone: string; portalUrl: string | null }> {
  const rows = await db
    .selectFrom('settings')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('key', 'in', ['timeZone', 'portalUrl'])
    .execute()
  const of = (key: string): string | null => {
    const row = rows.find((setting) => setting.key === key)
    return row ? (JSON.parse(row.value) as string | null) : null
  }
  return { zone: of('timeZone') ?? 'UTC', portalUrl: of('portalUrl') }
}
