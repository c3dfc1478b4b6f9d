import {
  allPolicies,
  type Cause,
  type PersonFacts,
  peopleFacts,
  reviewCauses,
  type VersionFacts,
  versionFacts,
} from '../../db/list.ts'
import { aroundPolicies } from '../../db/register.ts'
import type { PolicyRow, ReviewRow } from '../../db/schema.ts'
import { readSettings } from '../actions/surroundings.ts'
import { daysBetween, sayDue } from '../rules/calendar.ts'
import type { Day, PolicyStatus, ReviewKind, ReviewState, VersionState } from '../rules/terms.ts'
import type { OpenRecord } from './record.ts'

export type Person = { id: string; name: string; email: string | null }
export type ListedReview = {
  id: string
  kind: ReviewKind
  state: ReviewState
  dueOn: Day
  waivedUntil: Day | null
  causes: { event: string; category: string; what: string }[]
}

/** One policy as `list --json` shows it; the fields stay, others may be added. */
export type Listed = {
  code: string
  title: string
  owner: (Person & { hasLeft: boolean }) | null
  /** What a register says where it names no person. */
  statedOwner: string | null
  deputies: Person[]
  /** The policy's own, else the workspace's. */
  approvers: Person[]
  version: { number: string; sha256: string | null; state: VersionState; effectiveOn: Day | null } | null
  /** Endorsed, and not yet in force. */
  waiting: { number: string; effectiveOn: Day | null } | null
  cadenceMonths: number
  statedCadence: string | null
  lastReviewedOn: Day | null
  nextReviewDueOn: Day | null
  daysLeft: number | null
  due: string | null
  reviews: ListedReview[]
  status: PolicyStatus
  tags: string[]
  components: string[]
}

/** The register, or one policy of it, as of a day of the workspace, by code: as many queries for one as for all. */
export async function readRegister(
  { database, workspace: { workspace } }: Pick<OpenRecord, 'database' | 'workspace'>,
  today: Day,
  only?: PolicyRow,
): Promise<Listed[]> {
  const db = database.kysely
  const policies = only ? [only] : await allPolicies(db, workspace)
  const { approvers } = await readSettings(db, workspace)
  const around = await aroundPolicies(db, database.engine, workspace, policies)
  const people: ReadonlyMap<string, PersonFacts> = new Map([
    ...around.people,
    ...(await peopleFacts(db, workspace, approvers)),
  ])
  const roles = groupBy(around.roles, (row) => row.policy)
  const versions = groupBy(await versionFacts(db, workspace, only?.id), (row) => row.policy)
  const reviews = groupBy(around.reviews, (row) => row.policy)
  const causes = groupBy(await reviewCauses(db, workspace, only?.id), (row) => row.review)
  const known = (ids: readonly string[]): Person[] => ids.flatMap((id) => named(people.get(id)))
  return policies.map((policy) => {
    const inRole = (role: string) =>
      known((roles.get(policy.id) ?? []).filter((row) => row.role === role).map((row) => row.person))
    const own = inRole('approver')
    return {
      code: policy.code,
      title: policy.title,
      owner: ownerOf(people.get(policy.owner ?? '')),
      statedOwner: policy.statedOwner,
      deputies: inRole('deputy'),
      approvers: own.length > 0 ? own : known(approvers),
      version: versionOf(versions.get(policy.id) ?? []),
      waiting: waitingOf(versions.get(policy.id) ?? []),
      ...clockOf(policy, reviews.get(policy.id) ?? [], causes, today),
      status: policy.status,
      tags: JSON.parse(policy.tags) as string[],
      components: JSON.parse(policy.components) as string[],
    }
  })
}

function named(person: PersonFacts | undefined): Person[] {
  return person ? [{ id: person.id, name: person.name, email: person.email }] : []
}

function ownerOf(person: PersonFacts | undefined): Listed['owner'] {
  const [owner] = named(person)
  return owner ? { ...owner, hasLeft: person?.deactivatedAt !== null } : null
}

function clockOf(policy: PolicyRow, open: readonly ReviewRow[], causes: Map<string, Cause[]>, today: Day) {
  const scheduled = open.find((review) => review.kind === 'scheduled')
  return {
    cadenceMonths: policy.cadenceMonths,
    statedCadence: policy.statedCadence,
    lastReviewedOn: policy.lastReviewedOn,
    nextReviewDueOn: scheduled?.dueOn ?? null,
    daysLeft: scheduled ? daysBetween(today, scheduled.dueOn) : null,
    due: scheduled ? sayDue(scheduled.dueOn, today) : null,
    reviews: open.map((review) => listedReview(review, causes.get(review.id) ?? [])),
  }
}

export function listedReview(review: ReviewRow, causes: readonly Cause[]): ListedReview {
  const { id, kind, state, dueOn, waivedUntil } = review
  return {
    id,
    kind,
    state,
    dueOn,
    waivedUntil,
    causes: causes.map(({ number, category, what }) => ({ event: `E-${number}`, category, what })),
  }
}

export function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group) group.push(row)
    else groups.set(keyOf(row), [row])
  }
  return groups
}

/** What people mean by the version: the one in force, else the one that waits, else the newest. */
function versionOf(versions: readonly VersionFacts[]): Listed['version'] {
  const shown =
    versions.find(({ state }) => state === 'in force') ??
    versions.find(({ state }) => state === 'endorsed') ??
    versions.at(-1)
  if (!shown) return null
  const { number, sha256, state, effectiveOn } = shown
  return { number, sha256, state, effectiveOn }
}

function waitingOf(versions: readonly VersionFacts[]): Listed['waiting'] {
  const waiting = versions.find(({ state }) => state === 'endorsed')
  return waiting ? { number: waiting.number, effectiveOn: waiting.effectiveOn } : null
}
