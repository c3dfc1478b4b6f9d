import { openObligationOn } from '../../../db/facts.ts'
import type { PersonRow, PolicyRow, ReviewRow } from '../../../db/schema.ts'
import { waiverById, waiverFacts } from '../../../db/waivers.ts'
import { type DecideWaiver, decideWaiver, waiverRoles } from '../../actions/decide-waiver.ts'
import { candidateOf } from '../../actions/eligible.ts'
import { perform } from '../../actions/perform.ts'
import { refuseAsked, requestWaiver, requireDeciders } from '../../actions/request-waiver.ts'
import { actingOnWaiver, mayDecideWaiver, whoBenefits } from '../../actions/waiver-deciders.ts'
import { type LoadedWaiver, loadWaiver, refuseEnded } from '../../actions/waivers.ts'
import { named } from '../../rules/message-facts.ts'
import { permit } from '../../rules/permission.ts'
import { refuse } from '../../rules/refusal.ts'
import { dueInBusinessDays } from '../../rules/schedule.ts'
import { benefitOf, isWaivable, waiverDays } from '../../rules/waiver.ts'
import { decideItemOf } from '../../rules/waiver-facts.ts'
import { listed, sayBy, sayDay } from '../../words.ts'
import { actorOf } from '../gesture.ts'
import { permitHere } from '../permit-here.ts'
import { type Filled, textIn } from '../views/modals/form.ts'
import { type DecideForm, grantForm, refuseForm, type WaiveForm, waiveForm } from '../views/modals/waiver.ts'
import { makeNamer } from '../views/mrkdwn.ts'
import type { Setting } from '../views/piece.ts'
import { type Ask, modal, type Submission } from './modal.ts'
import { requiredDay, wordsIn } from './parse.ts'
import { inOrder } from './people.ts'
import { aboutOf, reviewOf } from './subjects.ts'

type WaiveFacts = WaiveForm & { policyRow: PolicyRow; review: ReviewRow }

export const waive = modal<WaiveFacts>({
  title: 'Ask for a waiver',
  async read({ act, who, subject }) {
    const { policy, review } = await reviewOf(act, subject)
    const benefit = await whoBenefits(act, policy, { review: review.id, askedBy: who.id })
    const may = await mayDecideWaiver(act, policy, benefit)
    const acting = await actingOnWaiver(act, may, benefit)
    const deciders = await inOrder(
      act,
      acting.map(({ id }) => id),
    )
    return {
      ...aboutOf(policy),
      kind: review.kind,
      cadenceMonths: policy.cadenceMonths,
      reviewDueOn: review.dueOn,
      waivedUntil: review.waivedUntil,
      ...waiverDays(review, act.today),
      deciders: deciders.map(({ name }) => name),
      decideBy: dueInBusinessDays(act.calendar, 'decide', act.today),
      today: act.today,
      policyRow: policy,
      review,
    }
  },
  async permit({ act, who }, { policyRow, review, code, latest, today }) {
    await permitHere(act, 'request-waiver', policyRow)
    if (review.state !== 'open' && review.state !== 'in progress') refuse('no_open_review', { code })
    await refuseAsked(act, policyRow, review)
    if (!isWaivable(review, today)) refuse('waiver_exhausted', { code, latest: sayDay(latest, today) })
    const asked = { review: review.id, askedBy: who.id }
    await requireDeciders(act, policyRow, await whoBenefits(act, policyRow, asked))
  },
  subject: ({ review }) => review.id,
  from: ({ policyRow, review }) => ({ about: policyRow.id, review: review.id }),
  draw: waiveForm,
  async submit({ desk, act, gesture, from }, filled) {
    const request = {
      policy: String(from.about),
      review: String(from.review),
      until: requiredDay(filled, 'until'),
      reason: textIn(filled, 'reason'),
    }
    const { waiver, decideBy } = await perform(
      desk.world,
      actorOf(gesture),
      requestWaiver,
      request,
      gesture.key,
    )
    const asked = await openObligationOn(act.trx, act.workspace, 'decide', waiver)
    const names = listed(
      (asked?.holders ?? []).flatMap(({ person }) => (person ? [person.name] : [])),
      5,
    )
    return { told: `Asked. ${names} will decide ${sayBy(decideBy, act.today)}; you hear the outcome.` }
  },
})

type Facts = LoadedWaiver & { form: DecideForm }

const deciding = {
  async read({ act, subject }: Ask): Promise<Facts> {
    const loaded = await loadWaiver(act, subject)
    const facts = await waiverFacts(act.trx, act.workspace, loaded.waiver.id)
    const open = await openObligationOn(act.trx, act.workspace, 'decide', loaded.waiver.id)
    if (!facts) return refuse('waiver_ended', { state: 'void' })
    const held = (open?.holders ?? []).filter(({ as }) => as === 'holder')
    const awaited = held.flatMap(({ person }) => (person ? [named(person)] : []))
    const asking = {
      as: 'holder' as const,
      dueOn: open?.obligation.dueOn ?? act.today,
      awaited,
      standInFor: null,
    }
    const { from } = waiverDays(loaded.review, act.today)
    return { ...loaded, form: { ...decideItemOf(facts, asking), from } }
  },
  permit: (ask: Ask, facts: Facts) => requireDecider(ask, facts),
  from: ({ waiver, policy }: Facts) => ({ about: policy.id, waiver: waiver.id }),
}

async function requireDecider({ act, who }: Ask, facts: Facts): Promise<void> {
  refuseEnded(facts)
  const { policy, waiver } = facts
  const benefit = await whoBenefits(act, policy, waiver)
  const may = await mayDecideWaiver(act, policy, benefit)
  permit('decide-waiver', await waiverRoles(act, { policy, may }))
  const why = benefitOf(candidateOf(who), benefit)
  if (why !== null) refuse('waiver_benefits', { why })
}

export const grantWaiver = modal<Facts>({
  title: 'Grant a waiver',
  ...deciding,
  begin: ({ waiver }) => ({ until: waiver.until }),
  draw: ({ form }, filled, ask) => grantForm(form, filled, settingOf(ask)),
  async submit(submission, filled) {
    const comment = wordsIn(filled, 'comment')
    const until = requiredDay(filled, 'until')
    const asker = await decide(submission, { is: 'granted', until, comment })
    return { told: `Granted until ${sayDay(until, submission.act.today)}. ${asker} is told.` }
  },
})

export const refuseWaiver = modal<Facts>({
  title: 'Refuse a waiver',
  ...deciding,
  draw: ({ form }, filled, ask) => refuseForm(form, filled, settingOf(ask)),
  async submit(submission, filled) {
    const asker = await decide(submission, { is: 'refused', reason: reasonIn(filled) })
    return { told: `Refused. ${asker} is told why.` }
  },
})

const reasonIn = (filled: Filled) => textIn(filled, 'reason')

function settingOf({ act }: Ask): Setting {
  const { portalUrl } = act.settings
  return { today: act.today, zone: act.calendar.zone, portalUrl, name: makeNamer(), isOnly: true }
}

/** The name of who asked for it. */
async function decide(
  { desk, act, gesture, from }: Submission,
  decision: DecideWaiver['decision'],
): Promise<PersonRow['name']> {
  const request = { waiver: String(from.waiver), decision }
  await perform(desk.world, actorOf(gesture), decideWaiver, request, gesture.key)
  const waiver = await waiverById(act.trx, act.workspace, request.waiver)
  const [asker] = await inOrder(act, waiver ? [waiver.askedBy] : [])
  return asker?.name ?? 'Who asked for it'
}
