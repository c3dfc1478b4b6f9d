import { insertRequests, insertRequestsAnew, type Piece } from '../../db/acknowledgments.ts'
import { campaignById } from '../../db/campaigns.ts'
import { insertRequestNotices, zonesOfPiece } from '../../db/distributions.ts'
import { parseZone } from '../rules/calendar.ts'
import { refuse } from '../rules/refusal.ts'
import { openHour } from '../rules/reminders.ts'
import type { Act } from './act.ts'
import { settleUnlessMissing } from './missing-list.ts'
import type { Action } from './perform.ts'
import { rolesOf } from './roles.ts'
import { type LoadedDistribution, loadDistribution } from './seal-distribution.ts'

/** Asks the people of the list after position `from`, at most `size` of them. */
export type AskAudience = { distribution: string; from: number; size: number }

/** One piece of a distribution: the rows, their notices and the cursor in one short transaction. */
export const askAudience: Action<AskAudience, LoadedDistribution, { cursor: number; isDone: boolean }> = {
  name: 'ask-audience',
  async load(act, request) {
    const loaded = await loadDistribution(act, request.distribution)
    const { state, cursor } = loaded.distribution
    if (state !== 'asking' || cursor !== request.from) {
      refuse('stale', { what: 'the distribution' })
    }
    return loaded
  },
  roles: (act) => rolesOf(act),
  async carryOut(act, { distribution, policy, version }, { from, size }) {
    const until = Math.min(from + size, distribution.peopleCount ?? 0)
    const piece = {
      distribution: distribution.id,
      version: version.id,
      isJoiner: distribution.isForJoiners,
      from,
      until,
    }
    const isStillInForce = version.state === 'in force'
    if (isStillInForce && distribution.asks === 'acknowledge') {
      await ask(act, piece, distribution.campaign)
    }
    if (isStillInForce && act.liveAt !== null) {
      const zones = await zonesOfPiece(act.trx, act.workspace, piece)
      const openings = zones.map((zone) => ({
        zone,
        notBefore: openHour(act.calendar, parseZone(zone) ?? act.calendar.zone, act.now),
      }))
      const noZone = openHour(act.calendar, act.calendar.zone, act.now)
      await insertRequestNotices(act.trx, act.engine, act.workspace, {
        ...piece,
        asks: distribution.asks,
        at: act.now,
        openings,
        noZone,
      })
    }
    const isDone = !isStillInForce || until >= (distribution.peopleCount ?? 0)
    const change = isDone ? { cursor: until, state: 'done' as const, endedAt: act.now } : { cursor: until }
    await act.write('distributions', { id: distribution.id }, change)
    if (isDone && distribution.asks === 'acknowledge') await settleUnlessMissing(act, version.id)
    act.note(policy.id)
    return { cursor: until, isDone }
  },
}

/** A campaign asks also who has acknowledged it. */
async function ask(act: Act, piece: Piece, campaign: string | null): Promise<void> {
  const insert = campaign === null ? insertRequests : insertRequestsAnew
  const count = await insert(act.trx, act.workspace, piece, act.now)
  act.say({
    op: campaign === null ? 'ask' : 'ask anew',
    table: 'acknowledgments',
    key: piece,
    before: null,
    after: { at: act.now, count },
  })
  const row = campaign !== null && (await campaignById(act.trx, act.workspace, campaign))
  if (row) await act.write('campaigns', { id: row.id }, { requestCount: row.requestCount + count })
}
