import {
  awaitingPolicies,
  causesOfReviews,
  reviewersOf,
  reviewsByIds,
  submissionsByIds,
} from '../../db/decisions.ts'
import { triageFacts } from '../../db/events.ts'
import { lastGiven } from '../../db/given.ts'
import { heldOfKind } from '../../db/holders.ts'
import { peopleById } from '../../db/people.ts'
import { livingVersions } from '../../db/register.ts'
import { openWaiversOf, waiverFacts } from '../../db/waivers.ts'
import { askedPage, type Held, heldPage, type Range } from '../../db/worklist.ts'
import { dayIn } from '../rules/calendar.ts'
import { causesFor } from '../rules/disclosure.ts'
import { triageItemOf } from '../rules/events.ts'
import {
  type AcknowledgeItem,
  type EndorseItem,
  type FillItem,
  type Named,
  named,
  type ReviewItem,
} from '../rules/message-facts.ts'
import { sendingDay } from '../rules/reminders.ts'
import type { TriageItem } from '../rules/report-facts.ts'
import type { Day } from '../rules/terms.ts'
import { isWaivable } from '../rules/waiver.ts'
import { type DecideItem, decideItemOf } from '../rules/waiver-facts.ts'
import type { Reader } from './reader.ts'

/** What a person owes, as the items that messages speak of; a page of a kind is read at once. */

export type Narrow = Range & { policy?: string; until?: Day }

export async function reviewsOwed(
  reader: Reader,
  { policy, until, ...range }: Narrow,
): Promise<ReviewItem[]> {
  const { trx, engine, workspace } = reader.act
  const wanted = { ...wantedOf(reader, 'review', policy), ...(until === undefined ? {} : { until }) }
  const held = await heldPage(trx, workspace, wanted, range)
  const subjects = held.map(({ subject }) => subject)
  const reviews = await reviewsByIds(trx, engine, workspace, subjects)
  const causes = await causesOfReviews(trx, engine, workspace, subjects)
  const awaiting = await awaitingPolicies(
    trx,
    engine,
    workspace,
    held.map((row) => row.policy),
  )
  const waivers = await openWaiversOf(trx, engine, workspace, subjects)
  const nameOf = await absentNames(reader, held)
  return held.flatMap((row): ReviewItem[] => {
    const review = reviews.get(row.subject)
    if (!review) return []
    const waiver = waivers.get(review.id)
    return [
      {
        is: 'review',
        as: 'holder',
        ...aboutOf(row),
        obligation: row.id,
        subject: review.id,
        kind: review.kind,
        cadenceMonths: row.cadenceMonths,
        dueOn: row.dueOn,
        reviewDueOn: review.dueOn,
        waivedUntil: review.waivedUntil,
        lastReviewedOn: row.lastReviewedOn,
        causes: causesFor(
          reader.who.id,
          causes.filter((cause) => cause.review === review.id),
        ),
        isAfterSubmission: review.kind === 'out of cycle' && awaiting.has(row.policy),
        holders: [],
        standInFor: nameOf(row.standInFor),
        isStarted: review.state !== 'open',
        // On a closed day it is the next business day that comes of it.
        snoozedUntil: row.snoozedUntil && sendingDay(reader.act.calendar, row.snoozedUntil, row.dueOn),
        waiver: waiver
          ? { waiver: waiver.id, until: waiver.until, isOwn: waiver.askedBy === reader.who.id }
          : null,
        mayWaive: waiver === undefined && isWaivable(review, reader.act.today),
        mayHandOver: reader.isManager || row.owner === reader.who.id,
        nextToHear: null,
      },
    ]
  })
}

export async function endorsementsOwed(reader: Reader, { policy, ...range }: Narrow): Promise<EndorseItem[]> {
  const { trx, engine, workspace } = reader.act
  const held = await heldPage(trx, workspace, wantedOf(reader, 'endorse', policy), range)
  const ids = held.map(({ subject }) => subject)
  const submissions = await submissionsByIds(trx, engine, workspace, ids)
  const versions = await livingVersions(
    trx,
    engine,
    workspace,
    held.map((row) => row.policy),
  )
  const submitters = [...submissions.values()].map(({ submittedBy }) => submittedBy)
  const nameOf = await absentNames(reader, held, submitters)
  return held.flatMap((row): EndorseItem[] => {
    const submission = submissions.get(row.subject)
    if (!submission) return []
    const version = versions.find(({ id }) => id === submission.version)
    const current = versions.find((one) => one.policy === row.policy && one.state === 'in force')
    return [
      {
        is: 'endorse',
        as: 'holder',
        ...aboutOf(row),
        obligation: row.id,
        subject: submission.id,
        kind: submission.kind,
        dueOn: row.dueOn,
        number: version?.number ?? null,
        changeKind: null,
        effectiveOn: null,
        scope: submission.scope,
        summary: null,
        statement: null,
        considered: [],
        causes: [],
        late: null,
        writtenBy: [],
        submittedBy: nameOf(submission.submittedBy) ?? { name: 'somebody', slackId: null },
        submittedAt: submission.submittedAt,
        awaited: [],
        standInFor: nameOf(row.standInFor),
        sha256: submission.sha256,
        text: version?.isHeld === 1 ? version.id : null,
        canCompare: submission.kind === 'version' && version?.isHeld === 1 && current?.isHeld === 1,
        difference: null,
        eventsSince: 0,
      },
    ]
  })
}

export async function acknowledgmentsOwed(
  reader: Reader,
  { policy, ...range }: Narrow,
): Promise<AcknowledgeItem[]> {
  const { trx, engine, workspace } = reader.act
  const person = reader.who.id
  const asked = await askedPage(
    trx,
    workspace,
    { person, ...(policy === undefined ? {} : { policy }) },
    range,
  )
  const given = await lastGiven(
    trx,
    engine,
    workspace,
    person,
    asked.map((row) => row.policy),
  )
  return asked.map(({ version, number, dueOn, summary, ...about }) => ({
    is: 'acknowledge',
    as: 'holder',
    policy: about.policy,
    code: about.code,
    title: about.title,
    subject: version,
    number,
    lastGiven: given.get(about.policy) ?? null,
    dueOn,
    summary,
  }))
}

export async function vacanciesOwed(reader: Reader, range: Range): Promise<FillItem[]> {
  const { trx, engine, workspace, calendar } = reader.act
  const held = await heldPage(trx, workspace, wantedOf(reader, 'fill', undefined), range)
  const people = await peopleById(
    trx,
    workspace,
    held.map(({ owner }) => owner),
  )
  const reviewers = await reviewersOf(
    trx,
    engine,
    workspace,
    held.map(({ policy }) => policy),
  )
  return held.map((row) => {
    const left = people.get(row.owner ?? '')
    const standIn = reviewers.find(({ policy }) => policy === row.policy)
    return {
      is: 'fill',
      as: 'holder',
      ...aboutOf(row),
      dueOn: row.dueOn,
      left: left ? named(left) : null,
      leftOn: left?.deactivatedAt ? dayIn(calendar.zone, left.deactivatedAt) : null,
      statedOwner: row.statedOwner,
      standIn: standIn ? named(standIn) : null,
    }
  })
}

/** Without what is proposed, which Home leaves to the message and the window: the whole register would be read for it. */
export async function triagesOwed({ act, who }: Reader, range: Range): Promise<TriageItem[]> {
  const { trx, workspace } = act
  const items: TriageItem[] = []
  for (const id of await heldOfKind(trx, workspace, who.id, 'triage', range)) {
    const facts = await triageFacts(trx, workspace, id)
    if (facts) items.push(triageItemOf(facts, { criteria: '', proposed: [] }, 'holder'))
  }
  return items
}

/** What awaits this person's decision; few at once, so that each is read by itself. */
export async function waiversOwed(reader: Reader, range: Range): Promise<DecideItem[]> {
  const { trx, workspace } = reader.act
  const held = await heldPage(trx, workspace, wantedOf(reader, 'decide', undefined), range)
  const items: DecideItem[] = []
  for (const { subject, dueOn, standInFor } of held) {
    const facts = await waiverFacts(trx, workspace, subject, [standInFor])
    if (facts) items.push(decideItemOf(facts, { as: 'holder', dueOn, awaited: [], standInFor }))
  }
  return items
}

const aboutOf = ({ policy, code, title }: Held) => ({ policy, code, title })

const wantedOf = ({ who }: Reader, kind: Held['kind'], policy: string | undefined) => ({
  person: who.id,
  kind,
  ...(policy === undefined ? {} : { policy }),
})

/** Names of those whom the reader stands in for, and of others. */
async function absentNames(
  { act }: Reader,
  held: readonly Held[],
  others: readonly string[] = [],
): Promise<(id: string | null) => Named | null> {
  const ids = [...held.map(({ standInFor }) => standInFor), ...others]
  const people = await peopleById(act.trx, act.workspace, ids)
  return (id) => {
    const person = people.get(id ?? '')
    return person ? named(person) : null
  }
}
