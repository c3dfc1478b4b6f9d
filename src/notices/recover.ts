import { destinationOf } from '../../db/destinations.ts'
import { claimDoubtful } from '../../db/doubt.ts'
import type { Claimed } from '../../db/notices.ts'
import type { LookUp } from '../rules/delivery.ts'
import { type Delivery, leaseOf, type Outcome } from './deliver.ts'
import { markerOf } from './mark.ts'

/**
 * A notice whose sender died, or whose answer was lost, is looked up in the conversation by its id before
 * it is posted again: not before its lease has run out, since its request may still land.
 */
export async function recover(delivery: Delivery): Promise<number> {
  const { database, workspace, owner } = delivery
  const options = { owner, limit: 20, leaseMilliseconds: leaseOf(delivery) }
  const doubtful = await claimDoubtful(database, workspace, options)
  const outcomes: Outcome[] = []
  for (const notice of doubtful) {
    const found = await lookUp(delivery, notice)
    if (found.found === 'sent') outcomes.push({ notice, is: 'sent' })
    await settle(delivery, notice, found)
  }
  if (outcomes.length > 0) await delivery.onOutcome(outcomes)
  return doubtful.length
}

/** Messages carry Slack's time; a minute before the notice was made is early enough. */
const marginSeconds = 60

async function lookUp({ database, workspace, sender }: Delivery, notice: Claimed): Promise<LookUp> {
  const to = await destinationOf(database.kysely, workspace, notice)
  if (typeof to === 'string') return { found: 'absent' }
  return await sender.lookUp(to, notice.id, Math.floor(Date.parse(notice.createdAt) / 1000) - marginSeconds)
}

/** Where the conversation cannot be read, a message twice is better than a due date missed: it is marked so. */
async function settle(delivery: Delivery, notice: Claimed, found: LookUp): Promise<void> {
  const { now, log } = delivery
  const mark = markerOf(delivery, notice)
  if (found.found === 'sent') {
    await mark({
      state: 'sent',
      sentAt: now(),
      channel: found.channel,
      ts: found.ts,
      reason: 'found in the conversation',
    })
    return
  }
  const mayRepeat = found.found === 'unknown' ? 1 : notice.mayRepeat
  const reason = found.found === 'unknown' ? `sent again, may repeat: ${found.reason}` : 'had not arrived'
  await mark({ state: 'ready', mayRepeat, text: null, reason })
  log.warn({ notice: notice.id, reason }, 'a message in doubt is sent again')
}
