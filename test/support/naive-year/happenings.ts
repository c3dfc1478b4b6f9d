import { businessDaysAfter } from './calendar.ts'
import { answerBy, nextReviewDays } from './due-days.ts'
import { attest } from './quarters.ts'
import type { ChangeKind, Happening, MessageKind } from './scenario.ts'
import * as w from './world.ts'

export function happen(world: w.World, happening: Happening): void {
  if (happening.do === 'down') return
  if (happening.do === 'leave') {
    leave(world, happening.person)
    return
  }
  const { code, by } = happening
  if (happening.do === 'attest') attest(world, code, by)
  if (happening.do === 'start') w.policyOf(world, code).review.started = true
  if (happening.do === 'reaffirm') submit(world, code, by, null)
  if (happening.do === 'revise') submit(world, code, by, happening.change)
  if (happening.do === 'endorse') endorse(world, code, by)
  if (happening.do === 'send back') sendBack(world, code, by)
  if (happening.do === 'recall') recall(world, code)
  if (happening.do === 'transfer') transfer(world, code, happening.to)
  if (happening.do === 'acknowledge') acknowledge(world, code, by)
}

function submit(world: w.World, code: string, by: string, change: ChangeKind | null): void {
  const policy = w.policyOf(world, code)
  if (policy.submission) throw new Error(`${code} already awaits endorsement`)
  policy.submission = { by, change }
  if (change !== null) policy.draftAuthors.add(by)
  policy.review.started = true
  w.close(world, 'review', code)
  const asked = w.eligibleApprovers(world, policy)
  if (asked.length === 0) throw new Error(`Nobody may endorse what ${by} submitted for ${code}`)
  const dueOn = answerBy(world.calendar, w.today(world), policy.review.dueOn)
  w.open(world, 'endorse', code, w.today(world), dueOn)
  for (const approver of asked) wait(world, approver, 'endorsement request', code)
}

function endorse(world: w.World, code: string, by: string): void {
  const policy = w.policyOf(world, code)
  refuseUnlessPending(world, policy, by)
  const submission = takeSubmission(world, policy)
  policy.review = { ...nextReviewDays(w.today(world), policy.cadenceMonths), started: false }
  w.openReviewObligation(world, policy)
  for (const person of [submission.by, w.holderOf(policy)]) wait(world, person, 'outcome', code)
  if (submission.change !== null) putInForce(world, policy, submission.change)
  policy.draftAuthors = new Set()
}

function putInForce(world: w.World, policy: w.Policy, change: ChangeKind): void {
  policy.authors = policy.draftAuthors
  if (change === 'major') {
    world.obligations = world.obligations.filter(
      (one) => !(one.kind === 'acknowledge' && one.code === policy.code),
    )
    policy.round = { inForceOn: w.today(world), requests: new Map(), told: new Set() }
  }
  // Open requests move to the new version with their due days; its own list of who is missing starts.
  if (change !== 'major' && policy.round) policy.round.inForceOn = w.today(world)
  if (change === 'editorial') return
  for (const person of world.active) {
    if (change === 'major') policy.round?.requests.set(person, { dueOn: null, acknowledged: false })
    wait(world, person, change === 'major' ? 'acknowledgment request' : 'distribution', policy.code)
  }
}

function sendBack(world: w.World, code: string, by: string): void {
  const policy = w.policyOf(world, code)
  refuseUnlessPending(world, policy, by)
  const submission = takeSubmission(world, policy)
  const obligation = reopenReview(world, policy)
  const holder = w.holderOf(policy)
  obligation.firstMessageOn = w.todayOf(world, holder)
  for (const person of [submission.by, holder]) wait(world, person, 'sent back', code)
}

function recall(world: w.World, code: string): void {
  takeSubmission(world, w.policyOf(world, code))
  reopenReview(world, w.policyOf(world, code))
}

function reopenReview(world: w.World, policy: w.Policy): w.Obligation {
  const dueOn = answerBy(world.calendar, w.today(world), policy.review.dueOn)
  return w.open(world, 'review', policy.code, w.today(world), dueOn)
}

function takeSubmission(world: w.World, policy: w.Policy): w.Submission {
  const { submission } = policy
  if (!submission) throw new Error(`${policy.code} awaits no endorsement`)
  policy.submission = null
  w.close(world, 'endorse', policy.code)
  return submission
}

function refuseUnlessPending(world: w.World, policy: w.Policy, person: string): void {
  if (!w.pendingApprovers(world, policy).includes(person)) {
    throw new Error(`${person} may not decide on ${policy.code}`)
  }
}

function leave(world: w.World, person: string): void {
  const askedBefore = new Map<string, string[]>()
  for (const policy of world.policies.values()) {
    if (policy.submission) askedBefore.set(policy.code, w.pendingApprovers(world, policy))
  }
  world.active.delete(person)
  world.obligations = world.obligations.filter((one) => one.person !== person)
  for (const policy of world.policies.values()) {
    policy.round?.requests.delete(person)
    if (w.holderOf(policy) === person) standInFor(world, policy)
    const before = askedBefore.get(policy.code)
    if (!before) continue
    for (const approver of w.pendingApprovers(world, policy)) {
      if (!before.includes(approver)) wait(world, approver, 'endorsement request', policy.code)
    }
  }
}

function standInFor(world: w.World, policy: w.Policy): void {
  const next = [...policy.deputies, ...world.scenario.managers].find((one) => world.active.has(one))
  if (next === undefined) throw new Error(`Nobody is left to stand in for ${policy.code}`)
  policy.standIn = next
  wait(world, next, 'stand-in', policy.code)
  if (w.find(world, 'fill', policy.code)) return
  const dueOn = businessDaysAfter(world.calendar, w.today(world), 10)
  w.open(world, 'fill', policy.code, w.today(world), dueOn)
  for (const manager of w.activeManagers(world)) wait(world, manager, 'vacancies', policy.code)
}

function transfer(world: w.World, code: string, to: string): void {
  const policy = w.policyOf(world, code)
  policy.owner = to
  policy.standIn = null
  w.close(world, 'fill', code)
}

function acknowledge(world: w.World, code: string, by: string): void {
  const request = w.policyOf(world, code).round?.requests.get(by)
  if (!request) throw new Error(`${by} was not asked to acknowledge ${code}`)
  request.acknowledged = true
  w.close(world, 'acknowledge', code, by)
}

function wait(world: w.World, to: string, kind: MessageKind, code: string): void {
  world.waiting.push({ to, kind, code })
}
