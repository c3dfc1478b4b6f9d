import { obligationFacts, requestInForce } from '../../../db/facts.ts'
import { heldAbout } from '../../../db/holders.ts'
import type { ObligationRow } from '../../../db/schema.ts'
import type { Act } from '../../actions/act.ts'
import { zoneOrDefault } from '../../actions/obligations.ts'
import { perform } from '../../actions/perform.ts'
import { requirePolicy } from '../../actions/policy-fields.ts'
import { snooze as snoozing } from '../../actions/snooze.ts'
import { addBusinessDays } from '../../rules/business-days.ts'
import { addDays } from '../../rules/calendar.ts'
import { permit } from '../../rules/permission.ts'
import { refuse } from '../../rules/refusal.ts'
import { snoozeTo } from '../../rules/reminders.ts'
import type { Day } from '../../rules/terms.ts'
import { actorOf } from '../gesture.ts'
import { type Snoozed, type SnoozeForm, snoozeForm } from '../views/modals/snooze.ts'
import { type Ask, modal } from './modal.ts'
import { dayIn, requiredDay } from './parse.ts'
import { aboutOf } from './subjects.ts'

type Facts = SnoozeForm & { obligation: ObligationRow; isHeld: boolean }

export const snooze = modal<Facts>({
  title: 'Snooze',
  read,
  permit({ act }, { obligation, isHeld, code }) {
    if (obligation.state !== 'open') refuse('nothing_owed', { code })
    permit('snooze', isHeld ? ['holder'] : [])
    if (act.today > obligation.dueOn) refuse('snooze_overdue')
  },
  subject: ({ obligation }) => obligation.id,
  begin: ({ obligation }, { act }) => ({
    on: addBusinessDays(act.calendar, act.today, 1) <= obligation.dueOn ? nextDay(act) : obligation.dueOn,
  }),
  from: ({ obligation }) => ({ about: obligation.policy, obligation: obligation.id }),
  draw: (facts, filled, { act }) => snoozeForm(facts, filled, snoozedTo(act, facts, dayIn(filled, 'on'))),
  async submit({ desk, gesture, from }, filled) {
    const request = { obligation: String(from.obligation), on: requiredDay(filled, 'on') }
    await perform(desk.world, actorOf(gesture), snoozing, request, gesture.key)
    return null
  },
})

function nextDay(act: Act): Day {
  return addBusinessDays(act.calendar, act.today, 1)
}

/** An obligation; of a policy, what this person holds about it and is due first. */
async function read({ act, who, subject }: Ask): Promise<Facts> {
  const { trx, workspace } = act
  const facts =
    (await obligationFacts(trx, workspace, subject)) ??
    (await obligationFacts(trx, workspace, await firstHeld(act, who.id, subject)))
  if (!facts) return refuse('nothing_owed', { code: subject })
  const { obligation, policy, holders } = facts
  const own = holders.find(({ holder, as }) => holder === who.id && as === 'holder')
  return {
    ...aboutOf(policy),
    kind: obligation.kind,
    dueOn: obligation.dueOn,
    nextReminderAt: own?.nextReminderAt ?? null,
    today: act.today,
    zone: zoneOrDefault(act, who),
    obligation,
    isHeld: own !== undefined,
  }
}

async function firstHeld(act: Act, person: string, subject: string): Promise<string> {
  const policy = await requirePolicy(act, subject)
  const [first] = await heldAbout(act.trx, act.workspace, person, policy.id)
  if (first !== undefined) return first
  const request = await requestInForce(act.trx, act.workspace, policy.id, person)
  if (request?.row?.state !== 'open') return refuse('nothing_owed', { code: policy.code })
  return refuse('wrong_state', {
    what: `The acknowledgment of "${policy.code}"`,
    state: 'reminded of on its own days',
    wanted: 'snoozed',
    remedy: 'Read it, then acknowledge it.',
  })
}

/** A chosen day whose morning has passed gives way to the next of that weekday, which is shown first. */
function snoozedTo(act: Act, { obligation, zone }: Facts, chosen: Day | null): Snoozed {
  if (chosen === null) return { is: 'nothing chosen' }
  for (let on = chosen; ; on = addDays(on, 7)) {
    const at = snoozeTo(act.calendar, obligation, zone, on, act.now)
    if (at === 'already passed') continue
    if (at === 'overdue') return { is: at }
    if (at === 'past the due day') return { is: on === chosen ? at : 'already passed' }
    return { is: 'possible', at, on, instead: on === chosen ? null : chosen }
  }
}
