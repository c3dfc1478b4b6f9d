import { personById } from '../../db/people.ts'
import { versionById } from '../../db/policies.ts'
import { delegationsOn } from '../../db/reviews.ts'
import type { DelegationRow, EndorsementRow, ObligationRow, SubmissionRow } from '../../db/schema.ts'
import { barOf, type Candidate, deputyOn } from '../rules/endorsement.ts'
import type { Act } from './act.ts'
import { authorshipOf, candidateOf, involvedIn } from './eligible.ts'
import { addHolder, holdersOf, planEscalation } from './obligations.ts'
import { managersOf } from './roles.ts'

/** Who is asked about what awaits endorsement: the approvers awaited, or who acts for them today. */

export type Acting = { id: string; standInFor: string | null }

/** The end of a person's chain of deputies; where it loops, the first policy manager. */
export async function deputyFor(
  act: Act,
  person: string,
  delegations: readonly DelegationRow[],
  day = act.today,
): Promise<string> {
  return deputyOn(person, delegations, day) ?? (await managersOf(act))[0]?.id ?? person
}

/** Who acts for each of some people today, each once: their deputy, where that one may. */
export async function actingBy(
  act: Act,
  people: readonly Pick<Candidate, 'id'>[],
  mayAct: (deputy: string) => Promise<boolean>,
): Promise<Acting[]> {
  const delegations = await delegationsOn(act.trx, act.workspace, act.today)
  const acting = new Map<string, Acting>()
  for (const { id } of people) {
    const deputy = await deputyFor(act, id, delegations)
    const isHandedOn = deputy !== id && (await mayAct(deputy))
    const one = isHandedOn ? { id: deputy, standInFor: id } : { id, standInFor: null }
    if (!acting.has(one.id)) acting.set(one.id, one)
  }
  return [...acting.values()]
}

/**
 * Who is asked for each approver today, each once: their deputy, unless the deputy may not decide on this, or
 * has done so already.
 */
export async function actingFor(
  act: Act,
  awaited: readonly Candidate[],
  submission: SubmissionRow,
  decisions: readonly EndorsementRow[] = [],
): Promise<Acting[]> {
  const hasDecided = (deputy: string) => decisions.some((row) => row.approver === deputy)
  return await actingBy(
    act,
    awaited,
    async (deputy) => !hasDecided(deputy) && (await mayDecide(act, deputy, submission)),
  )
}

async function mayDecide(act: Act, person: string, submission: SubmissionRow): Promise<boolean> {
  const row = await personById(act.trx, act.workspace, person)
  if (!row || !candidateOf(row).isActive) return false
  const version = submission.version && (await versionById(act.trx, act.workspace, submission.version))
  const by = authorshipOf(submission, version || null)
  return barOf(candidateOf(row), by, await involvedIn(act, by)) === null
}

/** Who is asked again on a later day, since somebody else decided meanwhile, hears of it again. */
export async function requestEndorsement(
  act: Act,
  submission: string,
  obligation: string,
  person: string,
  isAtGoingLive = false,
): Promise<void> {
  await act.notify({
    ...(isAtGoingLive ? { isAtGoingLive } : {}),
    id: `endorsement request:${submission}:${person}:${act.today}`,
    to: { id: person, isChannel: false },
    kind: 'endorsement request',
    lane: 'urgent',
    items: [{ obligation: 'endorse', subject: obligation, as: 'holder' }],
  })
}

/** Whoever is awaited now is asked, once; who is not is asked no further. */
export async function askAwaited(
  act: Act,
  submission: SubmissionRow,
  obligation: ObligationRow,
  awaited: readonly Candidate[],
  decisions: readonly EndorsementRow[],
): Promise<Acting[]> {
  const acting = await actingFor(act, awaited, submission, decisions)
  await handTo(act, obligation, acting, (person) =>
    requestEndorsement(act, submission.id, obligation.id, person),
  )
  return acting
}

/** From now on these hold it: who is new is asked, and who is left out is reminded no more. */
export async function handTo(
  act: Act,
  obligation: ObligationRow,
  acting: readonly Acting[],
  ask: (person: string) => Promise<void>,
): Promise<void> {
  const present = (await holdersOf(act, obligation.id)).filter((row) => row.as === 'holder')
  for (const { holder } of present) {
    if (!acting.some(({ id }) => id === holder))
      await act.remove('obligationHolders', { obligation: obligation.id, holder, as: 'holder' })
  }
  for (const { id, standInFor } of acting) {
    const holds = present.find((row) => row.holder === id)
    if (holds) {
      await act.write(
        'obligationHolders',
        { obligation: obligation.id, holder: id, as: 'holder' },
        { standInFor },
      )
      continue
    }
    await addHolder(act, obligation, id, { standInFor, isTold: true })
    await ask(id)
  }
  await planEscalation(act, obligation.id)
}
