import { dueInBusinessDays, submitBy } from '../rules/schedule.ts'
import type { Act } from './act.ts'

/**
 * A register is often imported before its workspace's holidays are set. Until going live nobody has been
 * told of a day: what counts in business days is counted anew by the calendar as it is now.
 */
export async function recountDueDays(act: Act): Promise<void> {
  const open = await act.trx
    .selectFrom('obligations as o')
    .leftJoin('reviews as r', (join) =>
      join.onRef('r.workspace', '=', 'o.workspace').onRef('r.id', '=', 'o.subject'),
    )
    .select([
      'o.id',
      'o.kind',
      'o.openedOn',
      'o.dueOn',
      'r.openedOn as reviewOpenedOn',
      'r.dueOn as reviewDueOn',
      'r.waivedUntil',
    ])
    .where('o.workspace', '=', act.workspace)
    .where('o.kind', 'in', ['review', 'fill'])
    .where('o.state', '=', 'open')
    .execute()
  for (const row of open) {
    const isFirst = row.reviewOpenedOn === row.openedOn && row.reviewDueOn !== null
    if (row.kind === 'review' && !isFirst) continue
    const dueOn =
      row.kind === 'fill'
        ? dueInBusinessDays(act.calendar, 'fill', row.openedOn)
        : submitBy(act.calendar, row.openedOn, row.waivedUntil ?? (row.reviewDueOn as string))
    if (dueOn !== row.dueOn) await act.write('obligations', { id: row.id }, { dueOn })
  }
}
