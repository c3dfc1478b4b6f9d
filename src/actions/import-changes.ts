import { versionsOf } from '../../db/policies.ts'
import { awaitingSubmission } from '../../db/reviews.ts'
import type { PolicyRow, VersionRow } from '../../db/schema.ts'
import { earlierDay } from '../rules/calendar.ts'
import { sha256 } from '../rules/digest.ts'
import { keyOf } from '../rules/name-key.ts'
import { importedSchedule, nextReviewDue } from '../rules/schedule.ts'
import type { Day } from '../rules/terms.ts'
import { isHigher } from '../rules/version-order.ts'
import type { Act } from './act.ts'
import { askAgain } from './ask-again.ts'
import { moveReview } from './change-policy.ts'
import { followSuccession } from './follow-succession.ts'
import type { ImportPolicy } from './import-policy.ts'
import { importVersion } from './import-version.ts'
import { followRequests } from './in-force.ts'
import { requirePolicy } from './policy-fields.ts'
import { setPeople } from './register-policy.ts'
import { scheduledReview } from './review-cycle.ts'
import { peopleForEmails } from './strangers.ts'
import { handOverTo } from './transfer-ownership.ts'
import { inForce, inTheMaking, waiting } from './versions.ts'

/**
 * Applies what a file says differently from the last import; what was changed here meanwhile and the file
 * still says as before stays. The notes name each change, and what a file cannot change.
 */
export async function applyChanges(
  act: Act,
  policy: PolicyRow,
  row: ImportPolicy,
  before: ImportPolicy | null,
): Promise<string[]> {
  const notes: string[] = []
  const differs = <Key extends keyof ImportPolicy>(key: Key): boolean => {
    const isStated = row[key] !== null && !(Array.isArray(row[key]) && row[key].length === 0)
    return isStated && (before === null || JSON.stringify(before[key]) !== JSON.stringify(row[key]))
  }
  if (row.title !== null && differs('title') && row.title !== policy.title) {
    await act.write('policies', { id: policy.id }, { title: row.title, titleKey: keyOf(row.title) })
    notes.push(`title is now "${row.title}"`)
  }
  if (row.ownerEmail !== null && differs('ownerEmail')) {
    const [owner] = await peopleForEmails(act, [row.ownerEmail])
    if (owner && owner !== policy.owner) await handOverTo(act, policy, owner)
    if (owner !== policy.owner) notes.push(`owner is now ${row.ownerEmail}`)
  }
  if (differs('tags')) await act.write('policies', { id: policy.id }, { tags: JSON.stringify(row.tags) })
  if (differs('components'))
    await act.write('policies', { id: policy.id }, { components: JSON.stringify(row.components) })
  if (differs('deputyEmails')) {
    await setPeople(act, policy.id, 'deputy', await peopleForEmails(act, row.deputyEmails))
    await followSuccession(act, [await requirePolicy(act, policy.id)])
  }
  if (differs('approverEmails'))
    await setApprovers(act, policy, await peopleForEmails(act, row.approverEmails))
  if (differs('status') && row.status !== policy.status)
    notes.push(`states "${row.status}", but here it is ${policy.status}: change it here`)
  // Where no cadence is stated, twelve months stand for it in the row: that is no word of the file.
  const isOtherCadence = row.statedCadence !== null && differs('cadenceMonths')
  const { cadenceMonths } = isOtherCadence ? row : policy
  const { statedCadence } = isOtherCadence ? row : policy
  const isOtherRhythm = differs('lastReviewedOn') || differs('statedNextOn') || isOtherCadence
  if (policy.status === 'active' && isOtherRhythm)
    notes.push(
      ...(await reschedule(act, policy, {
        ...row,
        statedCadence,
        cadenceMonths: cadenceMonths ?? policy.cadenceMonths,
      })),
    )
  if (policy.status === 'active' && (differs('versionNumber') || differs('content'))) {
    notes.push(...(await takeVersion(act, policy, row)))
  }
  if (policy.status === 'draft' && (differs('versionNumber') || differs('content')))
    notes.push(...(await takeDraft(act, policy, row)))
  return notes
}

async function setApprovers(act: Act, policy: PolicyRow, approvers: string[]): Promise<void> {
  await setPeople(act, policy.id, 'approver', approvers)
  const awaiting = await awaitingSubmission(act.trx, act.workspace, policy.id)
  if (awaiting) await askAgain(act, awaiting)
}

type Rescheduled = ImportPolicy & { cadenceMonths: number }

/** A later review that happened elsewhere, or another rhythm, is a recorded change of schedule. */
async function reschedule(act: Act, policy: PolicyRow, row: Rescheduled): Promise<string[]> {
  const stated = row.lastReviewedOn !== null && row.lastReviewedOn <= act.today ? row.lastReviewedOn : null
  const isEarlier = policy.lastReviewedOn !== null && (stated ?? '') < policy.lastReviewedOn
  const lastReviewedOn = isEarlier ? policy.lastReviewedOn : stated
  const { cadenceMonths, statedCadence } = row
  await act.write('policies', { id: policy.id }, { lastReviewedOn, cadenceMonths, statedCadence })
  const review = await scheduledReview(act, policy.id)
  if (!review || review.state === 'submitted') return []
  const statedNextOn = isEarlier ? null : row.statedNextOn
  // Never reviewed means due since it came in, however much later the file is read again.
  const { openedOn, note, ...computed } = importedSchedule(
    { lastReviewedOn, statedNextOn, cadenceMonths },
    act.today,
    policy.activeOn ?? act.today,
  )
  const dueOn = pulled(policy.preferredMonth, lastReviewedOn, cadenceMonths, computed.dueOn)
  await moveReview(act, review, { openedOn, dueOn })
  const isOtherCadence = cadenceMonths !== policy.cadenceMonths
  return [
    ...(isOtherCadence ? [`cadence is now ${cadenceMonths} months`] : []),
    `next review is now due ${dueOn}`,
    ...(note ? [note] : []),
  ]
}

/** The month in which reviews are preferred may pull a date earlier, never later. */
function pulled(month: number | null, lastReviewedOn: Day | null, cadenceMonths: number, dueOn: Day): Day {
  if (month === null || lastReviewedOn === null) return dueOn
  return earlierDay(dueOn, nextReviewDue(lastReviewedOn, cadenceMonths, month))
}

/** A register's word of a newer version, or the text of one that was not held. An endorsed text is never replaced. */
async function takeVersion(act: Act, policy: PolicyRow, row: ImportPolicy): Promise<string[]> {
  const versions = await versionsOf(act.trx, act.workspace, policy.id)
  const current = inForce(versions)
  const number = row.versionNumber ?? current?.number
  if (!current || number === undefined) return []
  if (current.endorsedAt !== null)
    return [`states version ${number}, but ${current.number} was endorsed here: submit the new text here`]
  const awaiting = await awaitingSubmission(act.trx, act.workspace, policy.id)
  if (awaiting?.version === current.id)
    return [`states version ${number}, but ${current.number} awaits endorsement here: kept`]
  const next = awaiting?.kind === 'version' ? awaiting.version : (waiting(versions)?.id ?? null)
  const other = versions.find(({ id }) => id === next)
  if (other) return [`states version ${number}, but ${other.number} is on its way here: kept`]
  const isOtherNumber = number !== current.number
  if (!isOtherNumber && (row.content === null || row.content === current.content)) return []
  if (!isOtherNumber && row.content !== null && current.content === null)
    return await holdText(act, current, row.content)
  if (isOtherNumber && !isHigher(number, current.number))
    return [`states version ${number}, which is not higher than ${current.number}: kept`]
  await act.write('versions', { id: current.id }, { state: 'superseded', endedAt: act.now })
  const version = await importVersion(act, policy, { ...row, versionNumber: number })
  await act.write('versions', { id: version.id }, { countsFrom: current.countsFrom })
  await followRequests(act, policy, current, version, 'moved')
  return [isOtherNumber ? `version is now ${number}` : `the text of version ${number} is another one now`]
}

/** The text of the version of which only the number was known. */
async function holdText(act: Act, { id, number, revision }: VersionRow, content: string): Promise<string[]> {
  await act.write('versions', { id }, { content, sha256: sha256(content), revision: revision + 1 })
  return [`the text of version ${number} is held now`]
}

/** A draft is what the file says of it, until somebody here has written or submitted another text. */
async function takeDraft(act: Act, policy: PolicyRow, row: ImportPolicy): Promise<string[]> {
  const making = inTheMaking(await versionsOf(act.trx, act.workspace, policy.id))
  if (!making) return []
  const isAsImported = making.state === 'draft' && making.author === null && making.editors === '[]'
  if (!isAsImported)
    return [`states another text of its draft, but ${making.number} was submitted here: kept`]
  const number = row.versionNumber ?? making.number
  const content = row.content ?? making.content
  if (number === making.number && content === making.content) return []
  const change = { number, content, sha256: content === null ? null : sha256(content) }
  await act.write('versions', { id: making.id }, { ...change, revision: making.revision + 1 })
  return [
    content === making.content
      ? `its draft is version ${number} now`
      : 'the text of its draft is another one now',
  ]
}
