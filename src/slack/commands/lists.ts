import { acknowledgedOf, type DueRow, duePage, holdersOf } from '../../../db/due-list.ts'
import { peopleBySlackIds } from '../../../db/people.ts'
import { registerPage } from '../../../db/register.ts'
import type { PersonRow } from '../../../db/schema.ts'
import { type Message, type Named, named } from '../../rules/message-facts.ts'
import { categoryWords } from '../../words.ts'
import { daysOfMonth, type Filter, type Page, sayFilter, wordsOf } from '../filter.ts'
import { rowsOf } from '../policy-facts.ts'
import type { Reader } from '../reader.ts'
import { type DueFacts, dueMessage } from '../views/due.ts'
import { eventCode } from '../views/event.ts'
import { listMessage } from '../views/list.ts'
import { lastPage, type Paged } from '../views/paging.ts'

/** The register and what is due, a page at a time. */

const size = 30

export async function listPage(reader: Reader, { filter, page }: Page): Promise<Message> {
  const { trx, workspace } = reader.act
  const { owner, narrowed, ...wanted } = await wantedBy(reader, filter)
  const { rows, paged } = await within(filter, 'list', page, async (range) => {
    const { policies, total } = await registerPage(trx, workspace, { ...wanted, owner }, range)
    return { rows: policies, total }
  })
  const { isManager } = reader
  return listMessage({ ...paged, narrowed, policies: await rowsOf(reader, rows), isManager }, reader.setting)
}

export async function dueList(reader: Reader, { filter, page }: Page): Promise<Message> {
  const { trx, workspace } = reader.act
  const { owner, narrowed, ...wanted } = await wantedBy(reader, filter)
  const { rows, paged } = await within(filter, 'due', page, (range) =>
    duePage(trx, workspace, reader.who.id, { ...wanted, with: owner }, range),
  )
  return dueMessage({ ...paged, narrowed, items: await dueFacts(reader, rows) }, reader.setting)
}

type Range = { offset: number; limit: number }

/** A page that is no longer there, as fewer match by now, is the last one. */
async function within<Row>(
  filter: Filter,
  list: string,
  page: number,
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

/** A list's filter as the register is asked for it, with its words. */
export async function wantedBy({ act, who }: Reader, filter: Filter) {
  const { status, isOverdue, month, owner, tag, text } = filter
  const isOther = owner !== null && owner !== 'me'
  const found = isOther ? (await peopleBySlackIds(act.trx, act.workspace, [owner.slackId]))[0] : undefined
  return {
    status,
    tag,
    text,
    dueBefore: isOverdue ? act.today : null,
    dueWithin: month && daysOfMonth(month, act.today),
    owner: owner === 'me' ? who.id : isOther ? (found?.id ?? nobody) : null,
    narrowed: { words: wordsOf(filter), whose: isOther ? namedOr(found, owner.slackId) : null },
  }
}

async function dueFacts({ act }: Reader, rows: readonly DueRow[]): Promise<DueFacts[]> {
  const { trx, engine, workspace } = act
  const ids = rows.map(({ id }) => id)
  const holders = await holdersOf(trx, engine, workspace, ids)
  const versions = rows.filter(({ kind }) => kind === 'acknowledge').map(({ subject }) => subject)
  const counts = await acknowledgedOf(trx, engine, workspace, versions)
  return rows.map((row) => ({
    policy: row.policy,
    code: row.code ?? eventCode(row.number ?? 0),
    title: row.title ?? (row.category ? categoryWords[row.category].name : ''),
    kind: row.kind,
    subject: row.subject,
    dueOn: row.dueOn,
    holders: holders.filter(({ obligation }) => obligation === row.id).map(named),
    acknowledged: counts.get(row.subject) ?? null,
    mine: mineOf(row),
  }))
}

function mineOf({ kind, isMine, isAsked }: DueRow): DueFacts['mine'] {
  if (isAsked === 1) return 'acknowledge'
  if (isMine === 0) return null
  if (kind === 'review' || kind === 'endorse') return kind
  if (kind === 'triage') return 'significant'
  return kind === 'fill' ? 'hand_over' : null
}
