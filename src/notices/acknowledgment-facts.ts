import { acknowledgmentOf, countOf, distributionById, lastGivenOf } from '../../db/acknowledgments.ts'
import { endorsedSubmissionOf, endorsersOf } from '../../db/endorsements.ts'
import { missingPeople, openObligationFacts, requestInForce } from '../../db/facts.ts'
import { policyById, versionById } from '../../db/policies.ts'
import type { NoticeItemRow } from '../../db/schema.ts'
import { dayIn } from '../rules/calendar.ts'
import type { AcknowledgeItem, DistributionItem, MissingItem } from '../rules/message-facts.ts'
import { daysToAcknowledge } from '../rules/schedule.ts'
import type { Reading } from './facts.ts'
import { isStill, named } from './review-facts.ts'

/** A request that is still open, of the version in force. */
export async function acknowledgeItem(
  { db, workspace, recipient }: Reading,
  item: NoticeItemRow,
): Promise<AcknowledgeItem | null> {
  const row = await acknowledgmentOf(db, workspace, item.subject, recipient)
  const version = row?.state === 'open' ? await versionById(db, workspace, row.version) : undefined
  const policy = version && (await policyById(db, workspace, version.policy))
  if (!row || !version || !policy) return null
  const { code, title } = policy
  return {
    is: 'acknowledge',
    as: item.as,
    code,
    title,
    number: version.number,
    lastGiven: await lastGivenOf(db, workspace, policy.id, recipient),
    dueOn: row.dueOn,
    summary: version.summary,
  }
}

const mostNames = 10

export async function missingItem(
  { db, workspace, recipient }: Reading,
  item: NoticeItemRow,
): Promise<MissingItem | null> {
  const facts = await openObligationFacts(db, workspace, item.subject)
  if (!facts || !isStill(facts.holders, recipient, item.as)) return null
  const version = await versionById(db, workspace, facts.obligation.subject)
  if (!version) return null
  const { asked, given, missing } = await countOf(db, workspace, version.id)
  if (missing === 0) return null
  const people = await missingPeople(db, workspace, version.id, mostNames)
  const { code, title } = facts.policy
  return {
    is: 'who is missing',
    as: item.as,
    code,
    title,
    number: version.number,
    asked,
    given,
    missing: people.map(named),
    more: missing - people.length,
  }
}

/** The version that is in force now, whatever was published since the distribution began. */
export async function distributionItem(
  reading: Reading,
  item: NoticeItemRow,
  isAsked: boolean,
): Promise<DistributionItem | null> {
  const { db, workspace, recipient, zone } = reading
  const distribution = await distributionById(db, workspace, item.subject)
  const request = distribution && (await requestInForce(db, workspace, distribution.policy, recipient))
  if (!distribution || !request) return null
  const { policy, version, row } = request
  const isOwed = isAsked ? row?.state === 'open' : version.id === distribution.version
  if (!isOwed) return null
  const submission = await endorsedSubmissionOf(db, workspace, version.id)
  const endorsers = submission ? await endorsersOf(db, workspace, submission) : []
  return {
    is: 'distribution',
    code: policy.code,
    title: policy.title,
    number: version.number,
    changeKind: version.changeKind,
    summary: version.summary,
    endorsedBy: endorsers.map(({ person }) => named(person)),
    inForceOn: dayIn(zone, version.inForceAt ?? distribution.createdAt),
    daysToAcknowledge: isAsked ? daysToAcknowledge(row?.isJoiner === 1) : null,
  }
}
