import { eventById, newestEvents } from '../../../db/events.ts'
import { allPolicies } from '../../../db/list.ts'
import type { EventRow } from '../../../db/schema.ts'
import { perform } from '../../actions/perform.ts'
import { type TriageEvent, triageEvent } from '../../actions/triage-event.ts'
import { latestReviewDue } from '../../rules/events.ts'
import { refuse } from '../../rules/refusal.ts'
import { counted } from '../../words.ts'
import { actorOf } from '../gesture.ts'
import { permitHere } from '../permit-here.ts'
import { proposedFor } from '../proposed.ts'
import { eventCode } from '../views/event.ts'
import { mergeForm, notSignificantForm, significantForm, type TriageForm } from '../views/modals/event.ts'
import { type Filled, listIn, textIn } from '../views/modals/form.ts'
import { type Ask, modal, type Submission } from './modal.ts'
import { dayIn } from './parse.ts'

/** What a report means: decided by a policy manager, always with a reason. */

type Facts = TriageForm & { event: EventRow }

const shared = {
  read,
  async permit({ act }: Ask, { event }: Facts) {
    await permitHere(act, 'triage-event', null)
    if (event.state !== 'reported') refuse('event_decided', { number: event.number, state: event.state })
  },
  from: ({ event }: Facts) => ({ about: event.id, event: event.id }),
}

export const significant = modal<Facts>({
  title: 'Significant',
  ...shared,
  begin: ({ proposed, event }) => ({
    policies: proposed.map(({ id }) => id),
    // Of a decision before this one.
    ...(event.effectiveOn === null ? {} : { effectiveOn: event.effectiveOn }),
  }),
  draw: significantForm,
  async submit(submission, filled) {
    const decision = {
      is: 'significant' as const,
      policies: listIn(filled, 'policies'),
      effectiveOn: dayIn(filled, 'effectiveOn'),
      dueOn: dayIn(filled, 'dueOn'),
    }
    const { reviews } = await decide(submission, filled, decision)
    const opened = `${counted(reviews.length, 'policy is', 'policies are')} reviewed because of it.`
    return { told: `${await codeOf(submission)} is significant. ${opened}` }
  },
})

export const notSignificant = modal<Facts>({
  title: 'Not significant',
  ...shared,
  draw: notSignificantForm,
  async submit(submission, filled) {
    await decide(submission, filled, { is: 'not significant' })
    return { told: `${await codeOf(submission)} is not significant. Who reported it is told why.` }
  },
})

export const merge = modal<Facts>({
  title: 'Merge',
  ...shared,
  draw: mergeForm,
  async submit(submission, filled) {
    const into = textIn(filled, 'into')
    if (into === '') refuse('bad_request', { expected: 'a report', came: 'none' }, 'into')
    await decide(submission, filled, { is: 'merged', into })
    return { told: `${await codeOf(submission)} is merged. Whoever reported either hears what comes of it.` }
  },
})

async function read({ act, subject }: Ask): Promise<Facts> {
  const { trx, workspace, calendar, today, settings } = act
  const event = (await eventById(trx, workspace, subject)) ?? refuse('unknown_event', { number: subject })
  const tags = JSON.parse(event.tags) as string[]
  const policies = (await allPolicies(trx, workspace)).filter(({ status }) => status !== 'retired')
  const { category, number, what, link, happenedOn } = event
  const deadline = { category, decidedOn: today, effectiveOn: null }
  return {
    subject: event.id,
    event,
    number,
    category,
    what,
    tags,
    link,
    happenedOn,
    policies,
    criteria: settings.criteria[category],
    proposed: await proposedFor(act, event),
    reopened: event.reason,
    others: await newestEvents(trx, workspace, { except: event.id, limit: 25 }),
    latest: latestReviewDue(calendar, deadline, settings),
    lawDays: settings.lawDays,
    today,
  }
}

async function decide(
  { desk, gesture, from }: Submission,
  filled: Filled,
  decision: TriageEvent['decision'],
): Promise<{ reviews: string[] }> {
  const request = { event: String(from.event), reason: textIn(filled, 'reason'), decision }
  return await perform(desk.world, actorOf(gesture), triageEvent, request, gesture.key)
}

async function codeOf({ act, from }: Submission): Promise<string> {
  const event = await eventById(act.trx, act.workspace, String(from.event))
  return event ? eventCode(event.number) : 'It'
}
