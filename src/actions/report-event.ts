import type { EventRow } from '../../db/schema.ts'
import { checkHappened, checkTags } from '../rules/events.ts'
import { longestLink } from '../rules/limits.ts'
import { refuse } from '../rules/refusal.ts'
import { dueInBusinessDays } from '../rules/schedule.ts'
import type { Day, EventCategory } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { openObligation } from './obligations.ts'
import type { Action } from './perform.ts'
import { requireText } from './policy-fields.ts'
import { managersOf, personActing, rolesOf } from './roles.ts'

export type ReportEvent = {
  category: EventCategory
  happenedOn: Day
  what: string
  tags: string[]
  link: string | null
}

/** Anyone reports what may need a review before its time; the policy managers have 2 business days to decide. */
export const reportEvent: Action<ReportEvent, null, { event: string; number: number; decideBy: Day }> = {
  name: 'report-event',
  async load(act, request) {
    requireText(request.what, 'what', 'report')
    checkHappened(request.happenedOn, act.today)
    checkTags(request.tags, act.settings.tags)
    if (request.link !== null) checkLink(request.link)
    return null
  },
  roles: (act) => rolesOf(act),
  async carryOut(act, _, request) {
    const { tags, ...said } = request
    const event = act.id()
    const number = await nextNumber(act)
    const row: Omit<EventRow, 'workspace'> = {
      id: event,
      number,
      state: 'reported',
      ...said,
      tags: JSON.stringify(tags),
      effectiveOn: null,
      reporter: personActing(act),
      reportedAt: act.now,
      decidedBy: null,
      decidedAt: null,
      reason: null,
      mergedInto: null,
    }
    await act.insert('events', row)
    const decideBy = await askToTriage(act, event)
    act.note(event)
    return { event, number, decideBy }
  },
}

function checkLink(link: string): void {
  if (link.length > longestLink || !/^https?:\/\/\S+$/.test(link))
    refuse('bad_request', { expected: 'a link such as https://…', came: `"${link.slice(0, 80)}"` }, 'link')
}

async function nextNumber(act: Act): Promise<number> {
  const row = await act.trx
    .selectFrom('events')
    .select((e) => e.fn.max<number>('number').as('highest'))
    .where('workspace', '=', act.workspace)
    .executeTakeFirstOrThrow()
  return Number(row.highest ?? 0) + 1
}

async function askToTriage(act: Act, event: string): Promise<Day> {
  const managers = await managersOf(act)
  const dueOn = dueInBusinessDays(act.calendar, 'triage', act.today)
  const obligation = await openObligation(act, {
    kind: 'triage',
    policy: null,
    subject: event,
    openedOn: act.today,
    dueOn,
    holders: managers.map(({ id }) => ({ id })),
    isTold: true,
  })
  for (const { id } of managers) {
    await act.notify({
      id: `triage request:${obligation}:${id}`,
      to: { id, isChannel: false },
      kind: 'triage request',
      lane: 'urgent',
      items: [{ obligation: 'triage', subject: obligation, as: 'holder' }],
    })
  }
  return dueOn
}
