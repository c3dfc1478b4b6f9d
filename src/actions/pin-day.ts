import { sentBetween } from '../../db/pins.ts'
import type { NoticeRow } from '../../db/schema.ts'
import { canonical, type Json } from '../rules/audit-chain.ts'
import { addDays, startOfDay } from '../rules/calendar.ts'
import { sha256 } from '../rules/digest.ts'
import type { Day } from '../rules/terms.ts'
import type { Action } from './perform.ts'
import { rolesOf } from './roles.ts'

export type PinDay = { day: Day }

/** Pins the messages sent on a day of the workspace by count and hash, so that they cannot be changed unseen. */
export const pinDay: Action<PinDay, NoticeRow[], { count: number; sha256: string }> = {
  name: 'pin-day',
  load(act, { day }) {
    const { zone } = act.calendar
    return sentBetween(act.trx, act.workspace, startOfDay(day, zone), startOfDay(addDays(day, 1), zone))
  },
  roles: (act) => rolesOf(act),
  async carryOut(act, rows, { day }) {
    const pin = { count: rows.length, sha256: pinOf(rows) }
    if (rows.length > 0) act.say({ op: 'pin', table: 'workspaces', key: { day }, before: null, after: pin })
    act.note('notices')
    return pin
  },
}

/** What of each sent message a pin covers. */
export function pinOf(rows: readonly NoticeRow[]): string {
  const lines = rows.map(
    ({ id, recipient, kind, sentAt, channel, ts, text }): Json => [
      id,
      recipient,
      kind,
      sentAt,
      channel,
      ts,
      text,
    ],
  )
  return sha256(lines.map(canonical).join('\n'))
}
