import { peopleBySlackIds } from '../../../db/people.ts'
import type { Act } from '../../actions/act.ts'
import { howLists, type Wish } from '../../rules/bulk-change.ts'
import { refuse } from '../../rules/refusal.ts'
import { fieldsOfMany } from '../views/modals/change-several.ts'
import { type Filled, listIn, textIn } from '../views/modals/form.ts'
import { oneOf, wordListIn } from './parse.ts'
import { idsOf } from './people.ts'

/** The change of many policies that stands in a form. */

type People = (slackIds: readonly string[], field: string) => Promise<string[]>

/** Null where it is not complete yet. */
export async function wishShown(act: Act, filled: Filled): Promise<Wish | null> {
  return await wishBy(filled, async (slackIds) => {
    const found = await peopleBySlackIds(act.trx, act.workspace, slackIds)
    return slackIds.flatMap((slackId) => found.find((row) => row.slackId === slackId)?.id ?? [])
  })
}

/** Refused on the field that lacks something. */
export async function wishIn(act: Act, filled: Filled): Promise<Wish> {
  const field = oneOf(filled, 'field', fieldsOfMany, 'what to change')
  const wish = await wishBy(filled, (slackIds, at) => idsOf(act, slackIds, at))
  const expected = field === 'tags' || field === 'components' ? `${field} between commas` : 'somebody'
  return wish ?? refuse('bad_request', { expected, came: 'nobody or nothing' }, field)
}

export function peopleOf(wish: Wish): string[] {
  if (wish.field === 'owner') return [wish.owner]
  if (wish.field === 'audience') return wish.audience.people
  const isOfPeople = wish.field === 'deputies' || wish.field === 'approvers'
  return isOfPeople && wish.how !== 'remove' ? wish.values : []
}

async function wishBy(filled: Filled, people: People): Promise<Wish | null> {
  const field = fieldsOfMany.find((one) => one === textIn(filled, 'field'))
  const how = howLists.find((one) => one === textIn(filled, 'how')) ?? 'add'
  switch (field) {
    case undefined:
      return null
    case 'owner': {
      const chosen = textIn(filled, 'owner')
      const [owner] = await people(chosen === '' ? [] : [chosen], 'owner')
      return owner === undefined ? null : { field, owner }
    }
    case 'audience':
      return {
        field,
        audience: {
          everyone: listIn(filled, 'everyone').length > 0,
          channels: listIn(filled, 'channels'),
          groups: listIn(filled, 'groups'),
          people: await people(listIn(filled, 'people'), 'people'),
        },
      }
    case 'deputies':
    case 'approvers': {
      const values = await people(listIn(filled, field), field)
      return values.length === 0 ? null : { field, how, values }
    }
    default: {
      const values = wordListIn(filled, field)
      return values.length === 0 && how !== 'replace' ? null : { field, how, values }
    }
  }
}
