import { acknowledgmentOf } from '../../../db/acknowledgments.ts'
import { livingVersions } from '../../../db/register.ts'
import { countAsked, countsHeld } from '../../../db/worklist.ts'
import { dayIn } from '../../rules/calendar.ts'
import type { Message } from '../../rules/message-facts.ts'
import { isOnlyGuest } from '../only-guest.ts'
import { acknowledgmentsOwed, endorsementsOwed } from '../owed.ts'
import type { Reader } from '../reader.ts'
import { lastPage } from '../views/paging.ts'
import { sentence } from '../views/sentence.ts'
import {
  acknowledgedSentence,
  acknowledgmentsMessage,
  endorsementsMessage,
  notAskedSentence,
} from '../views/waiting.ts'
import { findPolicy, knownPolicy } from './find-policy.ts'

/** What awaits the reader's endorsement, and what they are asked to acknowledge. */

const endorsementsAPage = 30
/** Each has two blocks, and a summary where it stands alone. */
const acknowledgmentsAPage = 15

export async function endorsementList(reader: Reader, page: number): Promise<Message> {
  const counts = await countsHeld(reader.act.trx, reader.act.workspace, { person: reader.who.id })
  const paged = pageOf('endorse', page, endorsementsAPage, counts.get('endorse') ?? 0)
  const items = await endorsementsOwed(reader, rangeOf(paged))
  return endorsementsMessage({ ...paged, items }, reader.setting)
}

export async function endorsementOf(reader: Reader, code: string): Promise<Message> {
  const policy = await findPolicy(reader, code)
  const items = await endorsementsOwed(reader, { policy: policy.id, offset: 0, limit: 1 })
  if (items.length === 0)
    return sentence(
      `Nothing of "${policy.code}" awaits your endorsement. "/policy endorse" shows all that does.`,
    )
  return endorsementsMessage({ ...pageOf('endorse', 1, 1, 1), items }, reader.setting)
}

export async function acknowledgmentList(reader: Reader, page: number): Promise<Message> {
  const total = await countAsked(reader.act.trx, reader.act.workspace, reader.who.id)
  const paged = pageOf('ack', page, acknowledgmentsAPage, total)
  const items = await acknowledgmentsOwed(reader, rangeOf(paged))
  return acknowledgmentsMessage({ ...paged, items }, reader.setting)
}

/** The request with its button, else how things stand. */
export async function acknowledgmentFor(reader: Reader, code: string): Promise<Message> {
  const isGuest = await isOnlyGuest(reader.act, reader.who)
  const policy = isGuest ? await knownPolicy(reader, code) : await findPolicy(reader, code)
  if (!policy) return sentence(notAskedSentence(code))
  const items = await acknowledgmentsOwed(reader, { policy: policy.id, offset: 0, limit: 1 })
  if (items.length > 0) return acknowledgmentsMessage({ ...pageOf('ack', 1, 1, 1), items }, reader.setting)
  const { trx, engine, workspace, calendar, today } = reader.act
  const versions = await livingVersions(trx, engine, workspace, [policy.id])
  const version = versions.find(({ state }) => state === 'in force')
  const row = version && (await acknowledgmentOf(trx, workspace, version.id, reader.who.id))
  // Of what they were never asked about a guest does not hear that it is there.
  if (isGuest && !row) return sentence(notAskedSentence(code))
  const on = row?.acknowledgedAt ? dayIn(calendar.zone, row.acknowledgedAt) : null
  return sentence(acknowledgedSentence({ code: policy.code, number: version?.number ?? null, on }, today))
}

function pageOf(list: string, page: number, size: number, total: number) {
  return { list, filter: '', page: Math.min(page, lastPage({ total, size })), size, total }
}

const rangeOf = ({ page, size }: { page: number; size: number }) => ({
  offset: (page - 1) * size,
  limit: size,
})
