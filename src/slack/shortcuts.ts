import { peopleBySlackIds } from '../../db/people.ts'
import type { Act } from '../actions/act.ts'
import { dayIn, earlierDay } from '../rules/calendar.ts'
import { longestText } from '../rules/limits.ts'
import { shorten } from '../words.ts'
import type { ChosenMessage, ShortcutEnvelope } from './envelope.ts'
import type { Desk, Gesture } from './gesture.ts'
import { mentionedIn, readable, writtenIn } from './message-words.ts'
import { openModal } from './modals.ts'
import { permalinkOf } from './permalink.ts'
import { permitHere } from './permit-here.ts'
import { readerOf } from './reader.ts'
import type { Filled } from './views/modals/form.ts'
import { clean } from './views/mrkdwn.ts'

/** What is chosen beside the composer, and on a message: both report, and anyone may. */
const callbackIds = ['report_event', 'report_message']

export const isShortcut = (callbackId: string): boolean => callbackIds.includes(callbackId)

export async function carryOutShortcut(
  desk: Desk,
  gesture: Gesture,
  { message, domain }: ShortcutEnvelope,
): Promise<void> {
  const [{ act }, link] = await Promise.all([
    readerOf(desk, gesture.who),
    message && permalinkOf(desk, message, domain),
  ])
  await permitHere(act, 'report-event', null)
  const draft = message ? { ...(await draftOf(act, message)), link: link ?? '' } : {}
  await openModal(desk, gesture, 'report', '', { draft })
}

/** More names do not fit into the field. */
const mostNamed = 1_000

/** What the message says, in words that nobody need look up, and the workspace's day on which it was written. */
async function draftOf(
  { trx, workspace, calendar, today }: Act,
  { ts, body }: ChosenMessage,
): Promise<Filled> {
  const written = writtenIn(body)
  const people = await peopleBySlackIds(trx, workspace, mentionedIn(written).slice(0, mostNamed))
  const names = new Map(people.map(({ slackId, name }) => [slackId as string, name]))
  const writtenOn = dayIn(calendar.zone, new Date(Number(ts) * 1000).toISOString())
  return {
    what: shorten(clean(readable(written, names)).trim(), longestText),
    happenedOn: earlierDay(writtenOn, today),
  }
}
