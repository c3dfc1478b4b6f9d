import { peopleByIds, peopleBySlackIds } from '../../../db/people.ts'
import type { PersonRow } from '../../../db/schema.ts'
import type { Act } from '../../actions/act.ts'
import { refuse } from '../../rules/refusal.ts'

/** People as Slack's fields name them, and as the record does. */

/** Ids of the record for ids of Slack, in their order; whom nobody here knows is refused on the field. */
export async function idsOf(act: Act, slackIds: readonly string[], field: string): Promise<string[]> {
  const found = await peopleBySlackIds(act.trx, act.workspace, slackIds)
  return slackIds.map((slackId) => {
    const person = found.find((row) => row.slackId === slackId)
    return person?.id ?? refuse('unknown_person', { email: slackId }, field)
  })
}

/** Those whom a field of Slack can show, and those who are known by a register alone. */
export function shownIn(people: readonly PersonRow[]): { slackIds: string[]; others: PersonRow[] } {
  return {
    slackIds: people.flatMap(({ slackId }) => slackId ?? []),
    others: people.filter(({ slackId }) => slackId === null),
  }
}

export async function inOrder(act: Act, ids: readonly string[]): Promise<PersonRow[]> {
  const found = await peopleByIds(act.trx, act.workspace, ids)
  return ids.flatMap((id) => found.filter((row) => row.id === id))
}

/** Who is named now, for what a field of Slack holds: whom it cannot show stay, and so does the order where nobody changed it. */
export async function changedIn(
  act: Act,
  stored: readonly PersonRow[],
  slackIds: readonly string[],
  field: string,
): Promise<string[]> {
  const { slackIds: shown, others } = shownIn(stored)
  if (shown.join() === slackIds.join()) return stored.map(({ id }) => id)
  return [...(await idsOf(act, slackIds, field)), ...others.map(({ id }) => id)]
}
