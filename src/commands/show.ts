import { entriesAbout } from '../../db/audit.ts'
import {
  acknowledgmentCounts,
  peopleFacts,
  reviewCauses,
  type VersionFacts,
  versionFacts,
} from '../../db/list.ts'
import { type OutsideDistribution, outsideDistributionsOf } from '../../db/outside.ts'
import { policyByCode } from '../../db/policies.ts'
import { reviewsOf } from '../../db/reviews.ts'
import type { EntryRow, ReviewRow, WaiverRow } from '../../db/schema.ts'
import { type WaiverOfPolicy, waiversOfPolicy } from '../../db/waivers.ts'
import { surroundings } from '../actions/surroundings.ts'
import { dayIn } from '../rules/calendar.ts'
import { keyOf } from '../rules/name-key.ts'
import { refuse } from '../rules/refusal.ts'
import type { Day, Instant } from '../rules/terms.ts'
import { type DueItem, readDue } from './due.ts'
import { type Output, writeJson } from './output.ts'
import { type OpenRecord, type Where, withRecord } from './record.ts'
import { type Listed, type ListedReview, listedReview, readRegister } from './register-facts.ts'
import { sayPolicy } from './say-policy.ts'

export type ShownVersion = Pick<
  VersionFacts,
  'number' | 'state' | 'sha256' | 'changeKind' | 'effectiveOn' | 'endorsedAt' | 'inForceAt' | 'endedAt'
> & {
  acknowledgments: { asked: number; given: number; excused: number }
}
/** What went to others than Slack's people; the version is its number. */
export type ShownSent = Pick<
  OutsideDistribution,
  'audience' | 'sentOn' | 'document' | 'recordedBy' | 'recordedAt'
> & { version: string }
/** People by their names. */
export type ShownWaiver = Pick<WaiverRow, 'askedBy' | 'reason' | 'until' | 'askedAt' | 'state'> &
  Pick<WaiverRow, 'decidedBy' | 'endedAt' | 'grantedUntil' | 'comment'>
export type ShownReview = ListedReview &
  Pick<ReviewRow, 'outcome' | 'openedOn' | 'concludedOn'> & { waivers: ShownWaiver[] }
export type Shown = Omit<Listed, 'reviews'> & {
  versions: ShownVersion[]
  reviews: ShownReview[]
  obligations: DueItem[]
  outsideDistributions: ShownSent[]
  history: { sequence: number; at: Instant; actor: string; action: string }[]
}

const longestHistory = 200

/** One policy with its versions, reviews, what is owed, and its history from the record. */
export async function show(code: string, options: Where, output: Output): Promise<number> {
  return await withRecord(options, async (record) => {
    const { today, calendar } = await surroundings(record.world, record.database.kysely)
    const shown = await readPolicy(record, code, today)
    if (options.json) writeJson(output, shown)
    else output.out(sayPolicy(output, shown, today, (instant) => dayIn(calendar.zone, instant)))
    return 0
  })
}

/** Reads what is of this policy, and nothing of the others. */
export async function readPolicy(
  record: Pick<OpenRecord, 'database' | 'workspace'>,
  code: string,
  today: Day,
): Promise<Shown> {
  const db = record.database.kysely
  const { workspace } = record.workspace
  const policy = (await policyByCode(db, workspace, keyOf(code))) ?? refuse('unknown_policy', { code })
  const [listed] = await readRegister(record, today, policy)
  if (!listed) return refuse('unknown_policy', { code })
  const counts = await acknowledgmentCounts(db, workspace, policy.id)
  const causes = await reviewCauses(db, workspace, policy.id)
  const waivers = await waiversOfPolicy(db, workspace, policy.id)
  const entries = await entriesAbout(db, workspace, policy.id, longestHistory)
  const sent = await outsideDistributionsOf(db, workspace, policy.id)
  const people = await peopleFacts(db, workspace, [
    ...entries.map(({ actor }) => actor),
    ...sent.map(({ recordedBy }) => recordedBy),
  ])
  return {
    ...listed,
    versions: (await versionFacts(db, workspace, policy.id)).map((version) => shownVersion(version, counts)),
    reviews: (await reviewsOf(db, workspace, policy.id)).map((review) => ({
      ...listedReview(
        review,
        causes.filter((cause) => cause.review === review.id),
      ),
      outcome: review.outcome,
      openedOn: review.openedOn,
      concludedOn: review.concludedOn,
      waivers: waivers.filter((waiver) => waiver.review === review.id).map(shownWaiver),
    })),
    obligations: await readDue(record, today, policy.id),
    outsideDistributions: sent.map((one) => shownSent(one, people)),
    history: entries.map((entry) => shownEntry(entry, people)),
  }
}

function shownWaiver({ asker, decider, ...row }: WaiverOfPolicy): ShownWaiver {
  const { reason, until, askedAt, state, endedAt, grantedUntil, comment } = row
  return { askedBy: asker, reason, until, askedAt, state, decidedBy: decider, endedAt, grantedUntil, comment }
}

function shownVersion(
  version: VersionFacts,
  counts: { version: string; state: string; count: number }[],
): ShownVersion {
  const { number, state, sha256, changeKind, effectiveOn, endorsedAt, inForceAt, endedAt } = version
  const of = (wanted: string) =>
    counts.find((row) => row.version === version.id && row.state === wanted)?.count ?? 0
  const excused = of('void')
  const acknowledgments = { asked: of('open') + of('given'), given: of('given'), excused }
  return { number, state, sha256, changeKind, effectiveOn, endorsedAt, inForceAt, endedAt, acknowledgments }
}

function shownSent(
  { number, audience, sentOn, document, recordedBy, recordedAt }: OutsideDistribution,
  people: Map<string, { name: string }>,
): ShownSent {
  const by = people.get(recordedBy)?.name ?? recordedBy
  return { version: number, audience, sentOn, document, recordedBy: by, recordedAt }
}

function shownEntry(
  { sequence, at, actor, action }: EntryRow,
  people: Map<string, { name: string }>,
): Shown['history'][number] {
  return { sequence, at, actor: people.get(actor)?.name ?? actor, action }
}
