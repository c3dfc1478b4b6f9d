import { acknowledgmentOf } from '../../../db/acknowledgments.ts'
import { obligationFacts, requestInForce } from '../../../db/facts.ts'
import { heldAbout } from '../../../db/holders.ts'
import { versionById } from '../../../db/policies.ts'
import type { PersonRow, PolicyRow } from '../../../db/schema.ts'
import type { Act } from '../../actions/act.ts'
import { zoneOrDefault } from '../../actions/obligations.ts'
import { perform } from '../../actions/perform.ts'
import { requirePolicy } from '../../actions/policy-fields.ts'
import { type Snoozable, snooze as snoozing, timedRequest } from '../../actions/snooze.ts'
import { addBusinessDays } from '../../rules/business-days.ts'
import { addDays, dayIn as dayInZone, laterDay } from '../../rules/calendar.ts'
import { permit } from '../../rules/permission.ts'
import { refuse } from '../../rules/refusal.ts'
import { isMorningLeft, snoozeTo, type Timed } from '../../rules/reminders.ts'
import type { Day, Instant } from '../../rules/terms.ts'
import { sayDay, sayMorning } from '../../words.ts'
import { actorOf } from '../gesture.ts'
import { dayBlock, type Snoozed, type SnoozeForm, snoozeForm } from '../views/modals/snooze.ts'
import { type Ask, modal } from './modal.ts'
import { dayIn, requiredDay } from './parse.ts'
import { aboutOf } from './subjects.ts'

type Facts = SnoozeForm & { what: Snoozable; timed: Timed; isOpen: boolean; isOwn: boolean }

export const snooze = modal<Facts>({
  title: 'Snooze',
  read,
  permit({ act }, { timed, zone, isOpen, isOwn, code }) {
    if (!isOpen) refuse('nothing_owed', { code })
    permit('snooze', isOwn ? ['holder'] : [])
    if (act.today > timed.dueOn) refuse('snooze_overdue')
    if (!isMorningLeft(act.calendar, timed, zone, act.now))
      refuse('snooze_none', { due: sayDay(timed.dueOn, act.today) })
  },
  subject: ({ what }) => idOf(what),
  begin: (facts, { act }) => ({ on: firstOffered(act, facts) }),
  from: ({ policy, what }) => ({ about: policy, ...what }),
  draw: (facts, filled, { act }) => snoozeForm(facts, filled, snoozedTo(act, facts, dayIn(filled, 'on'))),
  async submit({ desk, act, who, gesture, from, blocks }, filled) {
    const what =
      from.version === undefined ? { obligation: String(from.obligation) } : { version: String(from.version) }
    const request = { ...what, on: requiredDay(filled, 'on') }
    if (!blocks.includes(dayBlock(request.on)))
      refuse('snooze_unseen', { day: sayDay(request.on, act.today) })
    const { at } = await perform(desk.world, actorOf(gesture), snoozing, request, gesture.key)
    const { code } = await requirePolicy(act, String(from.about))
    const morning = sayMorning(at, zoneOrDefault(act, who), act.today)
    return { told: `Your next reminder about ${code} comes on ${morning}.` }
  },
})

const idOf = (what: Snoozable): string => ('version' in what ? what.version : what.obligation)

/** The business day after the reminder that comes anyway; where that one is the last, the next business day. */
function firstOffered({ calendar, today }: Act, { timed, nextReminderAt, zone }: Facts): Day {
  const planned = nextReminderAt === null ? today : laterDay(today, dayInZone(zone, nextReminderAt))
  const offered = [planned, today].map((day) => addBusinessDays(calendar, day, 1))
  return offered.find((day) => day <= timed.dueOn) ?? timed.dueOn
}

/** An obligation, or a version to acknowledge; of a policy, what this person holds about it, else is asked. */
async function read(ask: Ask): Promise<Facts> {
  const { act, who, subject } = ask
  const { trx, workspace } = act
  const known = (await heldFacts(ask, subject)) ?? (await requestFacts(ask, subject))
  if (known) return known
  const policy = await requirePolicy(act, subject)
  const [first] = await heldAbout(trx, workspace, who.id, policy.id)
  const facts = first === undefined ? await inForceFacts(ask, policy.id) : await heldFacts(ask, first)
  return facts ?? refuse('nothing_owed', { code: policy.code })
}

async function heldFacts({ act, who }: Ask, id: string): Promise<Facts | undefined> {
  const facts = await obligationFacts(act.trx, act.workspace, id)
  if (!facts) return undefined
  const { obligation, policy, holders } = facts
  const own = holders.find(({ holder, as }) => holder === who.id && as === 'holder')
  return {
    ...formOf(act, who, policy, obligation, own?.nextReminderAt ?? null),
    what: { obligation: obligation.id },
    isOpen: obligation.state === 'open',
    isOwn: own !== undefined,
  }
}

async function inForceFacts(ask: Ask, policy: string): Promise<Facts | undefined> {
  const request = await requestInForce(ask.act.trx, ask.act.workspace, policy, ask.who.id)
  return request && (await requestFacts(ask, request.version.id))
}

async function requestFacts({ act, who }: Ask, id: string): Promise<Facts | undefined> {
  const version = await versionById(act.trx, act.workspace, id)
  if (!version) return undefined
  const policy = await requirePolicy(act, version.policy)
  const row = await acknowledgmentOf(act.trx, act.workspace, id, who.id)
  const timed = row && timedRequest(act, row)
  if (!timed) return refuse('nothing_owed', { code: policy.code })
  const what = { version: id }
  return { ...formOf(act, who, policy, timed, row.nextReminderAt), what, isOpen: true, isOwn: true }
}

function formOf(act: Act, who: PersonRow, policy: PolicyRow, timed: Timed, nextReminderAt: Instant | null) {
  const { kind, dueOn } = timed
  return {
    ...aboutOf(policy),
    kind,
    dueOn,
    nextReminderAt,
    today: act.today,
    zone: zoneOrDefault(act, who),
    opens: act.settings.sendingHour,
    timed,
  }
}

/** A chosen day whose morning has passed gives way to the next of that weekday, which is shown first. */
function snoozedTo(act: Act, { timed, zone }: Facts, chosen: Day | null): Snoozed {
  if (act.today <= timed.dueOn && !isMorningLeft(act.calendar, timed, zone, act.now))
    return { is: 'no morning left' }
  if (chosen === null) return { is: 'nothing chosen' }
  for (let on = chosen; ; on = addDays(on, 7)) {
    const at = snoozeTo(act.calendar, timed, zone, on, act.now)
    if (at === 'already passed') continue
    if (at === 'overdue') return { is: at }
    if (at === 'past the due day') return { is: on === chosen ? at : 'already passed' }
    return { is: 'possible', at, on, instead: on === chosen ? null : chosen }
  }
}
