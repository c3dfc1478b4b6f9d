import type { Act } from './act.ts'
import { holdersOf, openObligationOf, toldNow } from './obligations.ts'

/** Who holds a review hears at once of what it is opened for, and of what changed; no rung of that day says it again. */
export async function tellReviewers(
  act: Act,
  review: string,
  kind: 'review opened' | 'review changed',
  event: string | null = null,
): Promise<void> {
  const obligation = await openObligationOf(act, 'review', review)
  if (!obligation) return
  for (const { holder, as } of await holdersOf(act, obligation.id)) {
    if (as !== 'holder') continue
    await toldNow(act, obligation.id, holder)
    await act.notify({
      id: `${kind}:${obligation.id}:${holder}:${act.id()}`,
      to: { id: holder, isChannel: false },
      kind,
      lane: 'urgent',
      items: [
        ...(event === null ? [] : [{ obligation: 'report' as const, subject: event, as: 'holder' as const }]),
        { obligation: 'review', subject: obligation.id, as: 'holder' },
      ],
    })
  }
}
