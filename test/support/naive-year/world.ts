import type { Calendar, Day } from './calendar.ts'
import { dayIn, type Instant, parseInstant } from './clock.ts'
import { importedReviewDays, type ReviewDays, submitBy } from './due-days.ts'
import type { ObligationKind } from './ladder.ts'
import type { ChangeKind, Message, MessageKind, Scenario } from './scenario.ts'

export type Submission = { by: string; change: ChangeKind | null }

export type Request = { dueOn: Day | null; acknowledged: boolean }

/** Everyone who was asked to acknowledge the version in force. */
export type Round = { inForceOn: Day; requests: Map<string, Request>; told: Set<string> }

export type Policy = {
  code: string
  owner: string
  /** Acts for an owner who has left, until a new one is named. */
  standIn: string | null
  deputies: string[]
  cadenceMonths: number
  review: ReviewDays & { started: boolean }
  submission: Submission | null
  /** Who wrote the text in force, and the text in the making. */
  authors: Set<string>
  draftAuthors: Set<string>
  round: Round | null
}

export type Obligation = {
  kind: ObligationKind
  code: string
  /** The one person who is to acknowledge; the holders of the other kinds follow from the policy. */
  person: string | null
  openedOn: Day
  dueOn: Day
  /** Rungs and escalations that were told, or count as told. */
  told: Set<string>
  /** In the holder's own zone. */
  firstMessageOn: Day | null
}

/** A message that has still to find its minute; what it says is read when it goes. */
export type Waiting = { to: string; kind: MessageKind; code: string }

export type World = {
  scenario: Scenario
  calendar: Calendar
  liveAt: Instant
  liveOn: Day
  now: Instant
  active: Set<string>
  policies: Map<string, Policy>
  obligations: Obligation[]
  waiting: Waiting[]
  /** Those that were opened to be attested. */
  quarters: Set<string>
  messages: Message[]
}

export function openWorld(scenario: Scenario): World {
  const liveAt = parseInstant(scenario.liveAt)
  const world: World = {
    scenario,
    calendar: { weekend: scenario.weekend, closedDays: scenario.closedDays },
    liveAt,
    liveOn: dayIn(scenario.zone, liveAt),
    now: liveAt,
    active: new Set(scenario.people.map((person) => person.email)),
    policies: new Map(),
    obligations: [],
    waiting: [],
    quarters: new Set(),
    messages: [],
  }
  for (const row of scenario.policies) {
    const policy: Policy = {
      code: row.code,
      owner: row.owner,
      standIn: null,
      deputies: row.deputies,
      cadenceMonths: row.cadenceMonths,
      review: { ...importedReviewDays(row), started: false },
      submission: null,
      authors: new Set(),
      draftAuthors: new Set(),
      round: null,
    }
    world.policies.set(row.code, policy)
    openReviewObligation(world, policy)
  }
  return world
}

/** For a review that has just opened. */
export function openReviewObligation(world: World, policy: Policy): void {
  const { review, code } = policy
  open(world, 'review', code, review.openedOn, submitBy(world.calendar, review))
}

export function open(
  world: World,
  kind: ObligationKind,
  code: string,
  openedOn: Day,
  dueOn: Day,
): Obligation {
  const obligation = {
    kind,
    code,
    person: null,
    openedOn,
    dueOn,
    told: new Set<string>(),
    firstMessageOn: null,
  }
  world.obligations.push(obligation)
  return obligation
}

export function close(world: World, kind: ObligationKind, code: string, person: string | null = null): void {
  world.obligations = world.obligations.filter(
    (one) => !(one.kind === kind && one.code === code && one.person === person),
  )
}

export function find(world: World, kind: ObligationKind, code: string, person: string | null = null) {
  return world.obligations.find((one) => one.kind === kind && one.code === code && one.person === person)
}

export function policyOf(world: World, code: string): Policy {
  const policy = world.policies.get(code)
  if (!policy) throw new Error(`The scenario has no policy ${code}`)
  return policy
}

/** The day it is in the workspace. */
export function today(world: World): Day {
  return dayIn(world.scenario.zone, world.now)
}

/** The day it is where they are. */
export function todayOf(world: World, recipient: string): Day {
  return dayIn(zoneOf(world, recipient), world.now)
}

/** A channel lives in the workspace's zone. */
export function zoneOf(world: World, recipient: string): string {
  const person = world.scenario.people.find(({ email }) => email === recipient)
  return person ? person.zone : world.scenario.zone
}

export function activeManagers(world: World): string[] {
  return world.scenario.managers.filter((person) => world.active.has(person))
}

export function holderOf(policy: Policy): string {
  return policy.standIn ?? policy.owner
}

export function holdersOf(world: World, obligation: Obligation): string[] {
  if (obligation.person !== null) return [obligation.person]
  if (obligation.kind === 'attest') return activeManagers(world)
  const policy = policyOf(world, obligation.code)
  if (obligation.kind === 'review') return [holderOf(policy)]
  if (obligation.kind === 'endorse') return pendingApprovers(world, policy)
  return activeManagers(world)
}

/** Nobody endorses what they wrote or submitted. Where no approver is left, the first manager who may is asked. */
export function pendingApprovers(world: World, policy: Policy): string[] {
  const eligible = eligibleApprovers(world, policy)
  if (eligible.length > 0) return eligible
  return activeManagers(world)
    .filter((person) => !isBarred(policy, person))
    .slice(0, 1)
}

export function eligibleApprovers(world: World, policy: Policy): string[] {
  return world.scenario.approvers.filter((person) => world.active.has(person) && !isBarred(policy, person))
}

function isBarred(policy: Policy, person: string): boolean {
  const { submission, authors, draftAuthors } = policy
  if (submission === null) return false
  const wrote = submission.change === null ? authors : draftAuthors
  return submission.by === person || wrote.has(person)
}
