import { lockRow, type Trx } from '../../db/engine.ts'
import { freshNotice } from '../../db/notices.ts'
import { personById } from '../../db/people.ts'
import { parseZone } from '../rules/calendar.ts'
import { keepsHours, openHour } from '../rules/reminders.ts'
import type { NoticeRequest } from './act.ts'
import type { Surroundings } from './surroundings.ts'
import type { World } from './world.ts'

/**
 * Stores a message in the action's own transaction; it is sent later. Those of one kind that wait for
 * one receiver become one message. Before going live nothing is stored, since nothing may be sent.
 */
export function makeNotify(trx: Trx, world: World, around: Surroundings) {
  const { workspace } = world
  return async (request: NoticeRequest): Promise<void> => {
    const isHeard = around.liveAt !== null || request.isAtGoingLive === true
    if (!isHeard || request.items.length === 0) return
    const waiting = await lockRow(
      world.database.engine,
      trx
        .selectFrom('notices')
        .select(['id'])
        .where('workspace', '=', workspace)
        .where('recipient', '=', request.to.id)
        .where('kind', '=', request.kind)
        .where('state', '=', 'ready')
        .where('attempt', '=', 0)
        .limit(1),
    ).executeTakeFirst()
    const notice = waiting?.id ?? (await insertNotice(request))
    if (notice === null) return
    const items = await trx
      .selectFrom('noticeItems')
      .select((e) => e.fn.countAll<number>().as('count'))
      .where('workspace', '=', workspace)
      .where('notice', '=', notice)
      .executeTakeFirstOrThrow()
    const first = Number(items.count)
    await trx
      .insertInto('noticeItems')
      .values(request.items.map((item, i) => ({ workspace, notice, position: first + i, ...item })))
      .execute()
  }

  async function insertNotice(request: NoticeRequest): Promise<string | null> {
    const notBefore = keepsHours[request.kind]
      ? openHour(around.calendar, await zoneOf(request), around.now)
      : around.now
    const notice = freshNotice({
      workspace,
      id: request.id,
      recipient: request.to.id,
      isChannel: request.to.isChannel ? 1 : 0,
      kind: request.kind,
      lane: request.lane,
      createdAt: around.now,
      notBefore,
    })
    const inserted = await trx
      .insertInto('notices')
      .values(notice)
      .onConflict((c) => c.columns(['workspace', 'id']).doNothing())
      .executeTakeFirst()
    return Number(inserted.numInsertedOrUpdatedRows ?? 0) > 0 ? notice.id : null
  }

  async function zoneOf(request: NoticeRequest): Promise<string> {
    if (request.to.isChannel) return around.calendar.zone
    const person = await personById(trx, workspace, request.to.id)
    return parseZone(person?.zone) ?? around.calendar.zone
  }
}
