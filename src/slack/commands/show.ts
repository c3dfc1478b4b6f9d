import { acknowledgmentOf } from '../../../db/acknowledgments.ts'
import { causesOfReviews } from '../../../db/decisions.ts'
import { type Acknowledged, acknowledgedOf, type HolderOf, holdersOf } from '../../../db/due-list.ts'
import type { CauseRow } from '../../../db/facts.ts'
import { type OpenObligation, openObligations } from '../../../db/list.ts'
import { type OutsideDistribution, outsideDistributionsOf } from '../../../db/outside.ts'
import { peopleById } from '../../../db/people.ts'
import { policyById } from '../../../db/policies.ts'
import { type Around, aroundPolicies, type VersionOfPolicy } from '../../../db/register.ts'
import { awaitingSubmission } from '../../../db/reviews.ts'
import type { PersonRow, PolicyRow, ReviewRow, SubmissionRow, WaiverRow } from '../../../db/schema.ts'
import { openWaiversOf } from '../../../db/waivers.ts'
import { approversOf } from '../../actions/roles.ts'
import { dayIn } from '../../rules/calendar.ts'
import { causesFor } from '../../rules/disclosure.ts'
import { type Message, named } from '../../rules/message-facts.ts'
import { refuse } from '../../rules/refusal.ts'
import type { Audience } from '../../rules/terms.ts'
import type { Desk, Gesture } from '../gesture.ts'
import { rowOf } from '../policy-facts.ts'
import { type Reader, readerOf } from '../reader.ts'
import { type ShowFacts, type ShownReview, showMessage } from '../views/show.ts'
import { pressesOn } from './show-presses.ts'

/** One policy, and what the reader can do about it. */

export async function showPolicy(desk: Desk, gesture: Gesture, id: string): Promise<void> {
  const reader = await readerOf(desk, gesture.who)
  const { trx, workspace } = reader.act
  const policy = (await policyById(trx, workspace, id)) ?? refuse('unknown_policy', { code: id })
  await gesture.say(await policyMessage(reader, policy))
}

/** What is read of a policy for one reader. */
export type Read = {
  policy: PolicyRow
  around: Around
  current: VersionOfPolicy | undefined
  owed: (OpenObligation & { holders: HolderOf[] })[]
  submission: SubmissionRow | undefined
  causes: (CauseRow & { review: string })[]
  outside: OutsideDistribution[]
  acknowledged: Acknowledged | null
  /** What awaits its decision, by review. */
  waivers: Map<string, WaiverRow>
  people: Map<string, PersonRow>
  /** Whether the version in force is asked of the reader. */
  isAsked: boolean
}

export async function policyMessage(reader: Reader, policy: PolicyRow): Promise<Message> {
  const read = await readPolicy(reader, policy)
  return showMessage(await factsOf(reader, read), { ...reader.setting, isOnly: true })
}

async function readPolicy({ act, who }: Reader, policy: PolicyRow): Promise<Read> {
  const { trx, engine, workspace } = act
  const around = await aroundPolicies(trx, engine, workspace, [policy])
  const current = around.versions.find(({ state }) => state === 'in force')
  const open = await openObligations(trx, workspace, policy.id)
  const holders = await holdersOf(
    trx,
    engine,
    workspace,
    open.map(({ id }) => id),
  )
  const counts = current ? await acknowledgedOf(trx, engine, workspace, [current.id]) : new Map()
  const reviews = around.reviews.map(({ id }) => id)
  const waivers = await openWaiversOf(trx, engine, workspace, reviews)
  const request = current && (await acknowledgmentOf(trx, workspace, current.id, who.id))
  return {
    policy,
    around,
    current,
    owed: open.map((one) => ({ ...one, holders: holders.filter(({ obligation }) => obligation === one.id) })),
    submission: await awaitingSubmission(trx, workspace, policy.id),
    causes: await causesOfReviews(
      trx,
      engine,
      workspace,
      around.reviews.map(({ id }) => id),
    ),
    acknowledged: (current && counts.get(current.id)) ?? null,
    outside: await outsideDistributionsOf(trx, workspace, policy.id),
    waivers,
    people: await peopleById(
      trx,
      workspace,
      [...waivers.values()].map(({ askedBy }) => askedBy),
    ),
    isAsked: request?.state === 'open',
  }
}

const mostOutside = 3

async function factsOf(reader: Reader, read: Read): Promise<ShowFacts> {
  const { act } = reader
  const { policy, around, current, submission } = read
  const audience = JSON.parse(policy.audience) as Audience
  const wanted = [...audience.people, submission?.submittedBy ?? null]
  const people = await peopleById(act.trx, act.workspace, wanted)
  const inRole = (role: string) =>
    around.roles
      .filter((row) => row.role === role)
      .flatMap(({ person }) => namedOf(around.people.get(person)))
  const making = around.versions.find(({ state }) => ['draft', 'submitted', 'sent back'].includes(state))
  return {
    ...rowOf(policy, around),
    deputies: inRole('deputy'),
    approvers: (await approversOf(act, policy.id)).map(named),
    hasOwnApprovers: inRole('approver').length > 0,
    cadenceMonths: policy.cadenceMonths,
    statedCadence: policy.statedCadence,
    lastReviewedOn: policy.lastReviewedOn,
    inForceOn: current?.inForceAt ? dayIn(act.calendar.zone, current.inForceAt) : null,
    isTextHeld: current?.isHeld === 1,
    making: making ? { number: making.number, state: making.state } : null,
    reviews: around.reviews.map((review) => reviewOf(reader, review, read)),
    awaiting: submission ? awaitingOf(reader, read, submission, people) : null,
    audience: { ...audience, people: audience.people.flatMap((id) => namedOf(people.get(id))) },
    acknowledged: read.acknowledged,
    outside: { newest: read.outside.slice(0, mostOutside), count: read.outside.length },
    tags: JSON.parse(policy.tags) as string[],
    components: JSON.parse(policy.components) as string[],
    ...(await pressesOn(reader, read)),
  }
}

const namedOf = (person: PersonRow | undefined) => (person ? [named(person)] : [])

function reviewOf({ who }: Reader, row: ReviewRow, read: Read): ShownReview {
  const { owed, causes: all } = read
  const { id, kind, state, dueOn, waivedUntil } = row
  const part = owed.find((one) => one.kind === 'review' && one.subject === id)
  const causes = causesFor(
    who.id,
    all.filter(({ review }) => review === id),
  )
  const holders = holdersOn(part)
  const shown = { kind, state, dueOn, waivedUntil, submitBy: part?.dueOn ?? null, holders, causes }
  return { ...shown, waiver: waiverOf(id, read) }
}

function waiverOf(review: string, { waivers, people, owed }: Read): ShownReview['waiver'] {
  const waiver = waivers.get(review)
  if (!waiver) return null
  const asked = owed.find((one) => one.kind === 'decide' && one.subject === waiver.id)
  const [askedBy = { name: 'somebody', slackId: null }] = namedOf(people.get(waiver.askedBy))
  return { until: waiver.until, askedBy, awaited: holdersOn(asked) }
}

const holdersOn = (part: Read['owed'][number] | undefined) => (part?.holders ?? []).map(named)

function awaitingOf(
  { act }: Reader,
  { owed, around }: Read,
  { id, kind, version, submittedBy, submittedAt }: SubmissionRow,
  people: Map<string, PersonRow>,
): ShowFacts['awaiting'] {
  const asked = owed.find((one) => one.kind === 'endorse' && one.subject === id)
  return {
    kind,
    number: around.versions.find((one) => one.id === version)?.number ?? null,
    by: namedOf(people.get(submittedBy))[0] ?? { name: 'somebody', slackId: null },
    on: dayIn(act.calendar.zone, submittedAt),
    dueOn: asked?.dueOn ?? null,
    awaited: holdersOn(asked),
  }
}
