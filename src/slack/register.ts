import { peopleBySlackIds } from '../../db/people.ts'
import type { PostureDays } from '../../db/posture.ts'
import { registerPage, type Wanted } from '../../db/register.ts'
import type { PersonRow } from '../../db/schema.ts'
import { addDays } from '../rules/calendar.ts'
import { type Named, named } from '../rules/message-facts.ts'
import type { Day } from '../rules/terms.ts'
import { type Filter, sayFilter, wordsOf } from './filter.ts'
import { daysOfMonth } from './filter-month.ts'
import { rowsOf } from './policy-facts.ts'
import type { Reader } from './reader.ts'
import type { Narrowed, RegisterFacts } from './views/list.ts'
import { lastPage, type Paged } from './views/paging.ts'

/** The register narrowed and a page at a time, the same for a message and for Home. */

const daysAhead = 30

export function postureDays(today: Day): PostureDays {
  return { today, soon: addDays(today, daysAhead) }
}

type At = { list: string; size: number; page: number; filter: Filter }

export async function registerAt(reader: Reader, at: At): Promise<RegisterFacts> {
  const { trx, workspace } = reader.act
  const { wanted, narrowed } = await registerWanted(reader, at.filter)
  const { rows, paged } = await within(at, async (range) => {
    const { policies, total } = await registerPage(trx, workspace, wanted, range)
    return { rows: policies, total }
  })
  return { ...paged, narrowed, policies: await rowsOf(reader, rows), isManager: reader.isManager }
}

/** A filter as the register is asked for it, and in words. */
export async function registerWanted(
  reader: Reader,
  filter: Filter,
): Promise<{ wanted: Wanted; narrowed: Narrowed }> {
  const { whose, ...others } = await wantedBy(reader, filter)
  const postures = { are: filter.postures, on: postureDays(reader.act.today) }
  return { wanted: { ...others, postures }, narrowed: { words: wordsOf(filter, reader.act.today), whose } }
}

type Range = { offset: number; limit: number }

/** A page that is no longer there, as fewer match by now, is the last one. */
export async function within<Row>(
  { list, size, page, filter }: At,
  read: (range: Range) => Promise<{ rows: Row[]; total: number }>,
): Promise<{ rows: Row[]; paged: Paged }> {
  const at = (number: number) => read({ offset: (number - 1) * size, limit: size })
  const wanted = await at(page)
  const last = lastPage({ total: wanted.total, size })
  const shown = page <= last ? wanted : await at(last)
  const paged = { list, filter: sayFilter(filter), page: Math.min(page, last), size, total: shown.total }
  return { rows: shown.rows, paged }
}

const nobody = 'nobody'

/** Who was just chosen and is not known yet is mentioned all the same. */
function namedOr(person: PersonRow | undefined, slackId: string): Named {
  return person ? named(person) : { name: 'somebody', slackId }
}

/** What the database is asked for; `whose` is the owner by name, where it is not the reader. */
export async function wantedBy({ act, who }: Reader, filter: Filter) {
  const { status, month, days, owner, tag, component, text } = filter
  const isOther = owner !== null && owner !== 'me'
  const found = isOther ? (await peopleBySlackIds(act.trx, act.workspace, [owner.slackId]))[0] : undefined
  return {
    status,
    tag,
    component,
    text,
    dueWithin: days ?? (month && daysOfMonth(month, act.today)),
    owner: owner === 'me' ? who.id : isOther ? (found?.id ?? nobody) : null,
    whose: isOther ? namedOr(found, owner.slackId) : null,
  }
}
