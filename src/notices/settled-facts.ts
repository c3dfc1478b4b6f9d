import { countOf, distributionById } from '../../db/acknowledgments.ts'
import { obligationFacts } from '../../db/facts.ts'
import { peopleById } from '../../db/people.ts'
import { policyById, versionById, versionsOf } from '../../db/policies.ts'
import { reviewById, standingEndorsements, submissionsOfReview } from '../../db/reviews.ts'
import type { AcknowledgmentRow, NoticeItemRow, PolicyRow, VersionRow } from '../../db/schema.ts'
import { type Ending, named, type SettledItem } from '../rules/message-facts.ts'
import { requestOf } from './acknowledgment-facts.ts'
import { decisionOf, submittedBy } from './decision-facts.ts'
import type { Reading } from './facts.ts'
import { waiverDecision } from './waiver-facts.ts'

/** How that ended of which a sent message spoke: it is told in place of what was to be done. */
export async function settledItem(reading: Reading, item: NoticeItemRow): Promise<SettledItem | null> {
  if (item.obligation === 'distribution') return await settledDistribution(reading, item)
  if (item.obligation === 'acknowledge' && item.as === 'holder')
    return await settledRequest(reading, item, item.subject)
  return await settledObligation(reading, item)
}

async function settledDistribution(reading: Reading, item: NoticeItemRow): Promise<SettledItem | null> {
  const distribution = await distributionById(reading.db, reading.workspace, item.subject)
  return distribution ? await settledRequest(reading, item, distribution.version) : null
}

/** What a person was asked, or told, of one version. */
async function settledRequest(
  reading: Reading,
  item: NoticeItemRow,
  id: string,
): Promise<SettledItem | null> {
  const { db, workspace } = reading
  const asked = await versionById(db, workspace, id)
  const policy = asked && (await policyById(db, workspace, asked.policy))
  if (!asked || !policy) return null
  const versions = await versionsOf(db, workspace, policy.id)
  const row = await requestOf(reading, versions, asked)
  const version = pressedOf(versions, asked, row)
  return {
    ...about(policy),
    is: 'settled',
    was: item.obligation === 'distribution' ? 'distribution' : 'acknowledge',
    as: item.as,
    dueOn: row?.dueOn ?? null,
    number: version.number,
    ending: (await excusedEnding(reading, row)) ?? requestEnding(versions, version, row),
  }
}

async function excusedEnding(
  { db, workspace }: Reading,
  row: AcknowledgmentRow | undefined,
): Promise<Ending | null> {
  if (row?.state !== 'void' || row.voidReason !== 'excused') return null
  const by = (await peopleById(db, workspace, [row.recordedBy])).get(row.recordedBy ?? '')
  return { how: 'excused', by: by ? named(by) : null, reason: row.excuse }
}

/** A request that moved may have been given for either version: the hash is that of the one that was shown. */
function pressedOf(
  versions: readonly VersionRow[],
  asked: VersionRow,
  row: AcknowledgmentRow | undefined,
): VersionRow {
  if (row?.state !== 'given' || row.version === asked.id || row.sha256 === asked.sha256) return asked
  return versions.find(({ id }) => id === row.version) ?? asked
}

function requestEnding(
  versions: readonly VersionRow[],
  version: VersionRow,
  row: AcknowledgmentRow | undefined,
): Ending {
  const current = versions.find((one) => one.state === 'in force' && one.id !== version.id)
  const other = current ? { version: current.id, number: current.number } : null
  if (row?.state === 'given') return { how: 'acknowledged', at: row.acknowledgedAt as string, inForce: other }
  const reason = row?.voidReason ?? version.endReason
  if (reason !== null && reason !== 'superseded' && reason !== 'moved') return { how: 'void', reason }
  return { how: 'superseded', by: other }
}

async function settledObligation(reading: Reading, item: NoticeItemRow): Promise<SettledItem | null> {
  const facts = await obligationFacts(reading.db, reading.workspace, item.subject)
  if (!facts) return null
  const { obligation, policy, holders } = facts
  const kinds = {
    review: 'review',
    endorse: 'endorse',
    acknowledge: 'who is missing',
    fill: 'fill',
    decide: 'decide',
  } as const
  if (!(obligation.kind in kinds)) return null
  const was = kinds[obligation.kind as keyof typeof kinds]
  const held = holders.flatMap((holder) =>
    holder.person && (holder.as === 'holder' || was === 'who is missing') ? [named(holder.person)] : [],
  )
  const settled = { ...about(policy), is: 'settled' as const, was, as: item.as, dueOn: obligation.dueOn }
  const version =
    was === 'who is missing'
      ? await versionById(reading.db, reading.workspace, obligation.subject)
      : undefined
  const number = version?.number ?? null
  // How a waiver ended tells more than that nobody owes a decision on it.
  if (obligation.state === 'void' && was !== 'decide')
    return { ...settled, number, ending: await voidEnding(reading, obligation.voidReason, version) }
  const ending = { review, endorse, 'who is missing': allAcknowledged, fill: filled, decide: decided }[was]
  const how = await ending(reading, obligation, policy)
  return { ...settled, number: how.number ?? number, ending: how.ending ?? { how: 'reassigned', to: held } }
}

type Told = { number?: string | null; ending: Ending | null }
type Obligation = NonNullable<Awaited<ReturnType<typeof obligationFacts>>>['obligation']

async function voidEnding(
  { db, workspace }: Reading,
  reason: string | null,
  version: VersionRow | undefined,
): Promise<Ending> {
  if (!version || (reason !== 'superseded' && reason !== 'moved')) return { how: 'void', reason }
  const versions = await versionsOf(db, workspace, version.policy)
  const current = versions.find((one) => one.state === 'in force' && one.id !== version.id)
  return { how: 'superseded', by: current ? { version: current.id, number: current.number } : null }
}

/** A review that is open and no longer the reader's has another holder. */
async function review(reading: Reading, obligation: Obligation): Promise<Told> {
  const { db, workspace } = reading
  const { subject, settledAt } = obligation
  if (settledAt === null) return { ending: null }
  // Submitting meets the obligation in its own transaction.
  const submission = (await submissionsOfReview(db, workspace, subject)).find(
    ({ submittedAt }) => submittedAt === settledAt,
  )
  if (submission) return { ending: await submittedBy(reading, submission) }
  return { ending: { how: 'concluded', on: (await reviewById(db, workspace, subject))?.concludedOn ?? null } }
}

async function endorse(reading: Reading, obligation: Obligation): Promise<Told> {
  const { db, workspace, recipient } = reading
  const decision = await decisionOf(reading, obligation.subject)
  if (decision.is !== 'awaited') return { ending: { how: 'decided', decision } }
  const given = await standingEndorsements(db, workspace, obligation.subject)
  const own = given.find((row) => row.approver === recipient)
  return { ending: own ? { how: 'endorsed by you', at: own.at, awaited: decision.from } : null }
}

async function decided(reading: Reading, obligation: Obligation): Promise<Told> {
  const waiver = await waiverDecision(reading, obligation.subject)
  return { ending: waiver && { how: 'waiver ended', waiver } }
}

async function allAcknowledged({ db, workspace }: Reading, obligation: Obligation): Promise<Told> {
  if (obligation.state === 'open') return { ending: null }
  const { asked } = await countOf(db, workspace, obligation.subject)
  return { ending: { how: 'all acknowledged', asked } }
}

async function filled({ db, workspace }: Reading, obligation: Obligation, policy: PolicyRow): Promise<Told> {
  if (obligation.state === 'open') return { ending: null }
  const owner = (await peopleById(db, workspace, [policy.owner])).get(policy.owner ?? '')
  return { ending: { how: 'filled', owner: owner ? named(owner) : null } }
}

function about({ id, code, title }: PolicyRow) {
  return { policy: id, code, title }
}
