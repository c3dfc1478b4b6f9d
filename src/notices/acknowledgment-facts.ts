import { acknowledgmentOf, countOf, distributionById } from '../../db/acknowledgments.ts'
import { endorsedSubmissionOf, endorsersOf } from '../../db/endorsements.ts'
import { missingPeople, openObligationFacts, type RequestFacts, requestInForce } from '../../db/facts.ts'
import { lastGivenOf } from '../../db/given.ts'
import { policyById, versionById, versionsOf } from '../../db/policies.ts'
import type { AcknowledgmentRow, NoticeItemRow, VersionRow } from '../../db/schema.ts'
import { dayIn } from '../rules/calendar.ts'
import {
  type AcknowledgeItem,
  type DistributionItem,
  type MissingItem,
  named,
} from '../rules/message-facts.ts'
import { daysToAcknowledge } from '../rules/schedule.ts'
import { deciderOf } from './decision-facts.ts'
import type { Reading } from './facts.ts'
import { isStill } from './review-facts.ts'

/** A request that is still open. In a message that was sent it is also the one to which it has moved since. */
export async function acknowledgeItem(
  reading: Reading,
  item: NoticeItemRow,
): Promise<AcknowledgeItem | null> {
  const { db, workspace, recipient, isSent } = reading
  const asked = await versionById(db, workspace, item.subject)
  const row = isSent
    ? asked && (await requestOf(reading, await versionsOf(db, workspace, asked.policy), asked))
    : await acknowledgmentOf(db, workspace, item.subject, recipient)
  const version = row?.state === 'open' ? await versionById(db, workspace, row.version) : undefined
  const policy = version && (await policyById(db, workspace, version.policy))
  if (!row || !version || !policy) return null
  const { id, code, title } = policy
  return {
    is: 'acknowledge',
    as: item.as,
    policy: id,
    code,
    title,
    subject: version.id,
    number: version.number,
    lastGiven: (await lastGivenOf(db, workspace, policy.id, recipient))?.number ?? null,
    dueOn: row.dueOn,
    summary: version.summary,
  }
}

/** A request that moved with a minor version is the one of the version to which it moved. */
export async function requestOf(
  { db, workspace, recipient }: Reading,
  versions: readonly VersionRow[],
  version: VersionRow,
): Promise<AcknowledgmentRow | undefined> {
  const row = await acknowledgmentOf(db, workspace, version.id, recipient)
  if (row?.voidReason !== 'moved') return row
  const later = versions.filter((one) => one.countsFrom === version.countsFrom && one.id !== version.id)
  for (const { id } of later) {
    const moved = await acknowledgmentOf(db, workspace, id, recipient)
    if (moved && moved.voidReason !== 'moved') return moved
  }
  return row
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
  const { asked, given, missing, excused } = await countOf(db, workspace, version.id)
  if (missing === 0) return null
  const people = await missingPeople(db, workspace, version.id, mostNames)
  const { id, code, title } = facts.policy
  return {
    is: 'who is missing',
    as: item.as,
    policy: id,
    code,
    title,
    subject: version.id,
    number: version.number,
    asked,
    given,
    excused,
    missing: people.map(named),
    more: missing - people.length,
  }
}

/**
 * Before it is sent: the version that is in force now, whatever was published since the distribution began.
 * Once sent: the version that was shown, as long as it is in force, or the one to which the request moved.
 */
export async function distributionItem(
  reading: Reading,
  item: NoticeItemRow,
  isAsked: boolean,
): Promise<DistributionItem | null> {
  const { db, workspace, recipient, zone, isSent } = reading
  const distribution = await distributionById(db, workspace, item.subject)
  const request =
    distribution &&
    (isSent
      ? await requestShown(reading, distribution)
      : await requestInForce(db, workspace, distribution.policy, recipient))
  if (!distribution || !request) return null
  const { policy, version, row } = request
  const isOwed = isAsked ? row?.state === 'open' : version.id === distribution.version
  if (!isOwed) return null
  const submission = await endorsedSubmissionOf(db, workspace, version.id)
  const endorsers = submission ? await endorsersOf(db, workspace, submission) : []
  return {
    is: 'distribution',
    policy: policy.id,
    code: policy.code,
    title: policy.title,
    subject: version.id,
    number: version.number,
    changeKind: version.changeKind,
    summary: version.summary,
    endorsedBy: endorsers.map(deciderOf),
    inForceOn: dayIn(zone, version.inForceAt ?? distribution.createdAt),
    // Who still owes it from the version before is told of this one, and owes it on.
    daysToAcknowledge: row?.state === 'open' ? daysToAcknowledge(reading.times, row.isJoiner === 1) : null,
    dueOn: row?.state === 'open' ? row.dueOn : null,
    again: distribution.campaign === null ? null : await askedAgain(reading, policy.id),
  }
}

async function askedAgain(
  { db, workspace, recipient, zone }: Reading,
  policy: string,
): Promise<DistributionItem['again']> {
  const given = await lastGivenOf(db, workspace, policy, recipient)
  return { given: given && { number: given.number, on: dayIn(zone, given.at) } }
}

async function requestShown(
  reading: Reading,
  distribution: { policy: string; version: string },
): Promise<RequestFacts | undefined> {
  const { db, workspace } = reading
  const versions = await versionsOf(db, workspace, distribution.policy)
  const shown = versions.find(({ id }) => id === distribution.version)
  const row = shown && (await requestOf(reading, versions, shown))
  const version = versions.find(({ id }) => id === (row?.version ?? shown?.id))
  const policy = await policyById(db, workspace, distribution.policy)
  return version?.state === 'in force' && policy ? { policy, version, row: row ?? null } : undefined
}
