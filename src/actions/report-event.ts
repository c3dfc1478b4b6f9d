import { policiesByIds } from '../../db/policies.ts'
import type { EventRow } from '../../db/schema.ts'
import { checkHappened, checkTags, reviewDue } from '../rules/events.ts'
import { longestLink } from '../rules/limits.ts'
import { refuse } from '../rules/refusal.ts'
import type { Day, EventCategory } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { causeReview } from './cause-review.ts'
import type { Action } from './perform.ts'
import { requireText } from './policy-fields.ts'
import { askToTriage, tellReporter } from './reports.ts'
import { managersOf, personActing, rolesOf } from './roles.ts'
import { acceptedBy } from './routing-rules.ts'

export type ReportEvent = {
  category: EventCategory
  happenedOn: Day
  what: string
  tags: string[]
  link: string | null
}

/** `rule` is the routing rule that decided at once, on the day of the report; null where people decide. */
export type Recorded = {
  event: string
  number: number
  decideBy: Day
  rule: string | null
  reviews: string[]
}

/**
 * Anyone, and any source, reports what may need a review before its time. The policy managers have 2 business days to decide, unless
 * a routing rule takes such reports as significant without them.
 */
export const reportEvent: Action<ReportEvent, null, Recorded> = {
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
      ...reporterOf(act),
      reportedAt: act.now,
      decidedBy: null,
      decidedByRule: null,
      decidedAt: null,
      reason: null,
      mergedInto: null,
    }
    await act.insert('events', row)
    act.note(event)
    const accepted = await acceptedBy(act, request)
    if (accepted) {
      const reviews = await accept(act, { workspace: act.workspace, ...row }, accepted)
      return { event, number, decideBy: act.today, rule: accepted.rule, reviews }
    }
    return { event, number, decideBy: await askToTriage(act, event), rule: null, reviews: [] }
  },
}

/** Significant by a rule: nobody decides, and the policy managers hear of it like who reported it. */
async function accept(
  act: Act,
  event: EventRow,
  { rule, policies }: { rule: string; policies: string[] },
): Promise<string[]> {
  const reason = `By the rule "${rule}", which opens reviews without triage.`
  const decided = { decidedByRule: rule, decidedAt: act.now, reason }
  await act.write('events', { id: event.id }, { state: 'significant', ...decided })
  const { category } = event
  const deadline = { category, decidedOn: act.today, effectiveOn: null }
  const dueOn = reviewDue(act.calendar, deadline, act.settings, null)
  const reviews: string[] = []
  for (const policy of await policiesByIds(act.trx, act.workspace, policies))
    reviews.push(await causeReview(act, policy, event.id, dueOn))
  await tellReporter(act, event)
  for (const { id } of await managersOf(act)) {
    if (id === event.reporter) continue
    await act.notify({
      id: `event accepted:${event.id}:${id}`,
      to: { id, isChannel: false },
      kind: 'event accepted',
      lane: 'urgent',
      items: [{ obligation: 'report', subject: event.id, as: 'holder' }],
    })
  }
  return reviews
}

/** A person, or the machine that watches for them: its report is answered at once, and no outcome is sent to it. */
function reporterOf(act: Act): Pick<EventRow, 'reporter' | 'source'> {
  const { actor } = act
  if (actor.kind === 'source') return { reporter: null, source: actor.name }
  return { reporter: personActing(act), source: null }
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
